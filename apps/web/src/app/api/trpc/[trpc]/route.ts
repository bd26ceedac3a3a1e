import { createBrowserHandler } from "@repo/api/browser";
import { getServer } from "../../../../deps";
import { languageOf } from "../../../../language";
import { sessionCarrier } from "../../../../session";
import { noteSignIn } from "../../../../sign-in-way";

const handle = async (request: Request): Promise<Response> => {
  const { deps, log } = await getServer();
  return noteSignIn(request, createBrowserHandler({ deps, log, carrier: sessionCarrier, localeOf: languageOf, endpoint: "/api/trpc" }));
};

export { handle as GET, handle as POST };
