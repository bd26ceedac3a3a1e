import { readForm, runForm } from "@repo/api/form";
import { AuthError } from "@repo/contract/errors";
import { z } from "zod";
import { clearFlash, releaseFlash, sealFlash } from "#forms/flash";
import { createFormReplay, formKey } from "#forms/form-replay";
import type { FormAnswer } from "#forms/send-form";
import { isUsedUp, stepsOf } from "#forms/sequences";
import { isCrossSite } from "#server/cross-site";
import { getServer } from "#server/deps";
import { env } from "#server/env";
import { readBrowser } from "#session/browser-cookie";
import { sessionCarrier } from "#session/cookies";
import { AGAIN, keepNews, splitNews } from "#session/news";
import { noteSignIn } from "#steps/after-sign-in";
import { arrivalPath } from "#steps/arrive";
import { readFlow, sealFlow } from "#steps/flow-cookie";
import { afterRefusal, flowIdIn, hasConfirmed, nextFlow, refusedPath } from "#steps/form-steps";
import { spendLanding, spendsLink } from "#steps/link-token";
import { nextPath } from "#steps/next-path";
import { languageOf } from "#words/language";

const SignedIn = z.object({ claims: z.record(z.string(), z.unknown()) });

const replay = createFormReplay({ now: () => performance.now() });

/** Whether the script of a page asks, which reads the answer instead of being led on. */
function isScript(request: Request): boolean {
  return request.headers.get("accept") === "application/json";
}

/** Where a form leads that has come to an end. */
function destination(answer: unknown, next: string | undefined): string {
  const signedIn = SignedIn.safeParse(answer);
  return signedIn.success ? arrivalPath(signedIn.data, nextPath(next)) : nextPath(next);
}

/** Where a reset leads, and where it leads who confirms the email by it: to word of what had been set up before. */
const NEW_PASSWORD_SET = "/sign-in?done=password";
const FIRST_PASSWORD_SET = "/sign-in?done=passwordFirst";

function hasSetAside(answer: unknown): boolean {
  return SignedIn.safeParse(answer).data?.claims.setAside === true;
}

function lead(to: string, headers: Headers, request: Request): Response {
  const { location, news } = splitNews(to);
  const told = news && keepNews(news);
  if (told) headers.append("set-cookie", told);
  if (isScript(request)) return Response.json({ location } satisfies FormAnswer, { headers });
  headers.set("location", location);
  return new Response(null, { status: 303, headers });
}

/** Runs the form and says where the browser goes on, or why not: with it the cookies of what has come of it. */
async function answer(name: string, request: Request, body: Promise<Uint8Array>): Promise<Response> {
  const { deps, log } = await getServer();
  const steps = stepsOf(name);
  const { done, refusal, steering, fields, shownAgain, headers } = await noteSignIn(
    steps[0]?.operation ?? name,
    request,
    () => runForm({ deps, log, carrier: sessionCarrier, localeOf: languageOf }, steps, request, body),
    (form) => form.done[0]?.answer,
  );
  const set = (cookies: readonly (string | undefined)[]) => {
    for (const cookie of cookies) if (cookie) headers.append("set-cookie", cookie);
  };
  for (const { operation, answer: opened } of done) if (spendsLink(operation)) set([await spendLanding(fields.token, opened)]);
  if (refusal) {
    const flow = afterRefusal(name, refusal.code, await readFlow("code", flowIdIn(steering._back)));
    set(flow ? await sealFlow(flow, request.headers) : []);
    if (isScript(request) && !isUsedUp(done)) {
      const { code, status, retryAfterSeconds } = refusal;
      return Response.json({ refusal: { code, retryAfterSeconds } } satisfies FormAnswer, { status, headers });
    }
    set([await sealFlash(name, refusal, shownAgain, nextPath(steering._back))]);
    const goesOn = isUsedUp(done) ? destination(done[0]?.answer, steering._back) : refusedPath(refusal.code, steering._back);
    return lead(goesOn, headers, request);
  }
  const last = done.at(-1)?.answer;
  const next = nextFlow(name, { fields, steering, answer: last });
  set(next ? await sealFlow(next.flow, request.headers) : []);
  set([(hasConfirmed(steering) && (await releaseFlash())) || clearFlash()]);
  // A script stays where it is, and says so by itself.
  const told = next?.isAgain ? AGAIN : steering._done;
  if (told && !isScript(request)) set([keepNews(told)]);
  const leads = next?.page ?? destination(last, steering._next);
  return lead(leads === NEW_PASSWORD_SET && hasSetAside(done[0]?.answer) ? FIRST_PASSWORD_SET : leads, headers, request);
}

type RouteContext = { params: Promise<{ form: string }> };

/**
 * Any form of any page: runs what its name stands for and leads on, to the step that follows, else to `_next` when it is done, and to `_back`
 * when it was refused. All are pages of ours. A browser is sent there (303), and told there why; a page's script is answered
 * `{ location }` or `{ refusal }`. A form that the same browser sends twice within moments counts once; scripts see to that themselves.
 */
export async function POST(request: Request, { params }: RouteContext): Promise<Response> {
  if (isCrossSite({ method: request.method, headers: Object.fromEntries(request.headers) }, env().appOrigin)) {
    const refusal = new AuthError("E010403");
    return Response.json(refusal.toBody(), { status: refusal.status });
  }
  const { form } = await params;
  const body = readForm(request);
  const bytes = await body.catch(() => undefined);
  const browser = readBrowser(request.headers);
  const key = browser !== undefined && bytes && !isScript(request) ? formKey(browser, form, bytes) : undefined;
  return replay.answer(key, () => answer(form, request, body));
}
