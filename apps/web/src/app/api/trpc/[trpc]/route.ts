import { createBrowserHandler } from "@repo/api/browser";
import { getServer } from "../../../../deps";
import { sessionCarrier } from "../../../../session";
import { noteSignIn } from "../../../../sign-in-way";

const handle = async (request: Request): Promise<Response> => {
  const { deps, log } = await getServer();
  return noteSignIn(request, createBrowserHandler({ deps, log, carrier: sessionCarrier, endpoint: "/api/trpc" }));
};

export { handle as GET, handle as POST };
