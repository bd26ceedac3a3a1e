import { getServer } from "#server/deps";
import { browserApi } from "#session/api-for";
import { sessionCarrier } from "#session/cookies";
import { type Done, noteSignIn } from "#steps/after-sign-in";
import { languageOf } from "#words/language";

async function doneIn(operation: string, response: Response): Promise<Done[]> {
  const body: { result?: { data?: unknown } } = await response.clone().json();
  return [{ operation, answer: body.result?.data }];
}

const handle = async (request: Request): Promise<Response> => {
  const { deps, log } = await getServer();
  const { createBrowserHandler } = await browserApi();
  const answer = createBrowserHandler({ deps, log, carrier: sessionCarrier, localeOf: languageOf, endpoint: "/api/trpc" });
  const operation = new URL(request.url).pathname.split("/").at(-1) ?? "";
  return noteSignIn(
    [operation],
    request,
    () => answer(request),
    (response) => doneIn(operation, response),
  );
};

export { handle as GET, handle as POST };
