import { type FormStep, partsOf, readForm, runForm } from "@repo/api/form";
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
import { keepChosenLanguage } from "#steps/account-language";
import { type Done, noteSignIn } from "#steps/after-sign-in";
import { AFTER_RESET, arrivalPath } from "#steps/arrive";
import { readFlow, sealFlow } from "#steps/flow-cookie";
import { afterRefusal, flowIdIn, hasConfirmed, nextFlow, refusedPath } from "#steps/form-steps";
import { keepTyped } from "#steps/known-login-id";
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

/** Where a reset leads that does not sign in and confirms the email: to word of what had been set up before. */
const FIRST_PASSWORD_SET = "/sign-in?done=passwordFirst";
/** And where it leads that signs in: to what that was. */
const SET_UP_BEFORE = "/account/set-up-before?done=password";

function hasSetAside(answer: unknown): boolean {
  return SignedIn.safeParse(answer).data?.claims.setAside === true;
}

/** Whether an answer signs in, if only by the first of two steps. A reset's way in does not. */
function hasArrived(answer: unknown): boolean {
  const signedIn = SignedIn.safeParse(answer);
  return signedIn.success && signedIn.data.claims.pending !== "reset";
}

/** Where a new password leads after a reset, where that is not where the form says: it was to sign in and could not, or has found something. */
function afterReset(done: readonly Done[], { _signIn, _next }: Readonly<Record<string, string>>): string | undefined {
  const isOut = _signIn !== "on" || !SignedIn.safeParse(done.at(-1)?.answer).success;
  if (_signIn !== "on" && _next !== AFTER_RESET) return undefined;
  if (!hasSetAside(done[0]?.answer)) return isOut ? AFTER_RESET : undefined;
  return isOut ? FIRST_PASSWORD_SET : SET_UP_BEFORE;
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
  const mayRun = ({ ifTicked }: FormStep) => ifTicked !== "_signIn" || env().resetSignsIn;
  const steps = stepsOf(name).filter(mayRun);
  const { done, refusal, steering, fields, shownAgain, headers } = await noteSignIn(
    steps.map(({ operation }) => operation),
    request,
    () => runForm({ deps, log, carrier: sessionCarrier, localeOf: languageOf }, steps, request, body),
    (form) => form.done,
  );
  const set = (cookies: readonly (string | undefined)[]) => {
    for (const cookie of cookies) if (cookie) headers.append("set-cookie", cookie);
  };
  for (const step of done) if (spendsLink(step.operation)) set([await spendLanding(fields.token, step)]);
  set([keepChosenLanguage(done, fields)]);
  if (refusal) {
    set([await keepTyped(name, fields)]);
    const flow = afterRefusal(name, refusal.code, await readFlow("code", flowIdIn(steering._back)));
    set(flow ? await sealFlow(flow, request.headers) : []);
    if (isScript(request) && !isUsedUp(done)) {
      const { code, status, retryAfterSeconds, limit } = refusal;
      return Response.json({ refusal: { code, retryAfterSeconds, limit } } satisfies FormAnswer, { status, headers });
    }
    set([await sealFlash(name, refusal, shownAgain, nextPath(steering._back))]);
    const goesOn = isUsedUp(done) ? destination(done[0]?.answer, steering._back) : refusedPath(refusal.code, steering._back);
    return lead(goesOn, headers, request);
  }
  const last = done.at(-1)?.answer;
  const next = nextFlow(name, { fields, steering, answer: last });
  set(next ? await sealFlow(next.flow, request.headers) : []);
  // Whoever has signed in is remembered by the name that they go by.
  if (!done.some(({ answer: each }) => hasArrived(each))) set([await keepTyped(name, fields)]);
  set([(hasConfirmed(steering) && (await releaseFlash())) || clearFlash()]);
  // A script stays where it is, and says so by itself.
  const told = next?.isAgain ? AGAIN : steering._done;
  if (told && !isScript(request)) set([keepNews(told)]);
  return lead(next?.page ?? afterReset(done, steering) ?? destination(last, steering._next), headers, request);
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
  const body = readForm(request, stepsOf(form));
  const bytes = await body.catch(() => undefined);
  const browser = readBrowser(request.headers);
  const key = browser !== undefined && bytes && !isScript(request) ? formKey(browser, form, partsOf(request, bytes)) : undefined;
  return replay.answer(key, () => answer(form, request, body));
}
