import { readForm, runForm } from "@repo/api/form";
import { AuthError } from "@repo/contract/errors";
import { z } from "zod";
import { clearFlash, releaseFlash, sealFlash } from "#forms/flash";
import { createFormReplay, formKey } from "#forms/form-replay";
import { isCrossSite } from "#server/cross-site";
import { getServer } from "#server/deps";
import { env } from "#server/env";
import { readBrowser } from "#session/browser-cookie";
import { sessionCarrier } from "#session/cookies";
import { noteSignIn } from "#steps/after-sign-in";
import { arrivalPath } from "#steps/arrive";
import { readFlow, sealFlow } from "#steps/flow-cookie";
import { afterRefusal, flowIdIn, hasConfirmed, nextFlow, refusedPath } from "#steps/form-steps";
import { spendLanding, spendsLink } from "#steps/link-token";
import { nextPath } from "#steps/next-path";
import { languageOf } from "#words/language";

const SignedIn = z.object({ claims: z.record(z.string(), z.unknown()) });

const replay = createFormReplay({ now: () => performance.now() });

/** Where a form leads that has come to an end. */
function destination(answer: unknown, next: string | undefined): string {
  const signedIn = SignedIn.safeParse(answer);
  return signedIn.success ? arrivalPath(signedIn.data, nextPath(next)) : nextPath(next);
}

/** Runs the operation and sends the browser on: a redirect, and the cookies of what has come of it. */
async function answer(operation: string, request: Request, body: Promise<Uint8Array>): Promise<Response> {
  const { deps, log } = await getServer();
  const form = await noteSignIn(
    operation,
    request,
    () => runForm({ deps, log, carrier: sessionCarrier, localeOf: languageOf }, operation, request, body),
    (result) => result.answer,
  );
  const { refusal, steering, fields, headers } = form;
  if (refusal) {
    const flow = afterRefusal(operation, refusal.code, await readFlow("code", flowIdIn(steering._back)));
    for (const cookie of flow ? await sealFlow(flow, request.headers) : []) headers.append("set-cookie", cookie);
    headers.append("set-cookie", await sealFlash(operation, refusal, fields));
    headers.set("location", refusedPath(refusal.code, steering._back));
  } else {
    const next = nextFlow(operation, form);
    for (const cookie of next ? await sealFlow(next.flow, request.headers) : []) headers.append("set-cookie", cookie);
    const used = spendsLink(operation) && (await spendLanding(fields.token, form.answer));
    if (used) headers.append("set-cookie", used);
    headers.append("set-cookie", (hasConfirmed(steering) && (await releaseFlash())) || clearFlash());
    headers.set("location", next?.page ?? destination(form.answer, steering._next));
  }
  return new Response(null, { status: 303, headers });
}

type RouteContext = { params: Promise<{ operation: string }> };

/**
 * Any form of any page, before its script has arrived or without one: runs the operation that the path names and sends the browser on,
 * to the step that follows, else to `_next` when it is done, and to `_back` when it was refused. All are pages of ours. A form that the
 * same browser sends twice within moments counts once.
 */
export async function POST(request: Request, { params }: RouteContext): Promise<Response> {
  if (isCrossSite({ method: request.method, headers: Object.fromEntries(request.headers) }, env().appOrigin)) {
    const refusal = new AuthError("E010403");
    return Response.json(refusal.toBody(), { status: refusal.status });
  }
  const { operation } = await params;
  const body = readForm(request);
  const bytes = await body.catch(() => undefined);
  const browser = readBrowser(request.headers);
  const key = browser !== undefined && bytes ? formKey(browser, operation, bytes) : undefined;
  return replay.answer(key, () => answer(operation, request, body));
}
