import { runForm } from "@repo/api/form";
import { AuthError } from "@repo/contract/errors";
import { z } from "zod";
import { getServer } from "../../../../deps";
import { env } from "../../../../env";
import { clearFlash, releaseFlash, sealFlash } from "../../../../flash";
import { readFlow, sealFlow } from "../../../../flow-cookie";
import { afterRefusal, hasConfirmed, nextStep, refusedPath } from "../../../../form-steps";
import { languageOf } from "../../../../language";
import { nextPath } from "../../../../next-path";
import { isCrossSite } from "../../../../origin";
import { sessionCarrier } from "../../../../session";
import { noteSignIn } from "../../../../sign-in-way";
import { arrivalPath } from "../../../../ui/arrive";

const SignedIn = z.object({ claims: z.record(z.string(), z.unknown()) });

/** Where a form leads that has come to an end. */
function destination(answer: unknown, next: string | undefined): string {
  const signedIn = SignedIn.safeParse(answer);
  return signedIn.success ? arrivalPath(signedIn.data, nextPath(next)) : nextPath(next);
}

type RouteContext = { params: Promise<{ operation: string }> };

/**
 * Any form of any page, before its script has arrived or without one: runs the operation that the path names and sends the browser on,
 * to the step that follows, else to `_next` when it is done, and to `_back` when it was refused. All are pages of ours.
 */
export async function POST(request: Request, { params }: RouteContext): Promise<Response> {
  if (isCrossSite({ method: request.method, headers: Object.fromEntries(request.headers) }, env().appOrigin)) {
    const refusal = new AuthError("E010403");
    return Response.json(refusal.toBody(), { status: refusal.status });
  }
  const { deps, log } = await getServer();
  const { operation } = await params;
  const form = await noteSignIn(
    operation,
    request,
    () => runForm({ deps, log, carrier: sessionCarrier, localeOf: languageOf }, operation, request),
    ({ answer }) => answer,
  );
  const { refusal, steering, fields, headers } = form;
  if (refusal) {
    const flow = afterRefusal(operation, refusal.code, await readFlow("code"));
    if (flow) headers.append("set-cookie", await sealFlow(flow));
    headers.append("set-cookie", await sealFlash(operation, refusal, fields));
    headers.set("location", refusedPath(refusal.code, steering._back));
  } else {
    const step = nextStep(operation, form);
    if (step) headers.append("set-cookie", await sealFlow(step.flow));
    headers.append("set-cookie", (hasConfirmed(steering) && (await releaseFlash())) || clearFlash());
    headers.set("location", step?.page ?? destination(form.answer, steering._next));
  }
  return new Response(null, { status: 303, headers });
}
