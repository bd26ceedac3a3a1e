import { getServer } from "#server/deps";
import { answerHealth } from "#server/health";

const handle = async (request: Request): Promise<Response> => answerHealth(request, (await getServer()).ready);

export { handle as GET, handle as HEAD, handle as POST };
