import { toWebResponse } from "@repo/api/exchange";
import { getServer } from "#server/deps";
import { answerHealth } from "#server/health";

const handle = async (request: Request): Promise<Response> =>
  toWebResponse(await answerHealth(request.method, new URL(request.url).pathname, (await getServer()).ready));

export { handle as GET, handle as HEAD, handle as POST };
