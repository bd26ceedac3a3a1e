import { createBrowserHandler } from "@repo/api/browser";
import { getServer } from "#server/deps";
import { sessionCarrier } from "#session/cookies";
import { noteSignIn } from "#steps/after-sign-in";
import { spendLanding, spendsLink } from "#steps/link-token";
import { languageOf } from "#words/language";

async function answerOf(response: Response): Promise<unknown> {
  const body: { result?: { data?: unknown } } = await response.clone().json();
  return body.result?.data;
}

const handle = async (request: Request): Promise<Response> => {
  const { deps, log } = await getServer();
  const answer = createBrowserHandler({ deps, log, carrier: sessionCarrier, localeOf: languageOf, endpoint: "/api/trpc" });
  const operation = new URL(request.url).pathname.split("/").at(-1) ?? "";
  const sent = spendsLink(operation) ? request.clone() : undefined;
  const response = await noteSignIn(operation, request, () => answer(request), answerOf);
  if (sent && response.ok) {
    const used = await spendLanding((await sent.json()).token, await answerOf(response));
    if (used) response.headers.append("set-cookie", used);
  }
  return response;
};

export { handle as GET, handle as POST };
