import { runForm } from "@repo/api/form";
import { AuthError } from "@repo/contract/errors";
import { z } from "zod";
import { getServer } from "../../../../deps";
import { env } from "../../../../env";
import { sealFlash } from "../../../../flash";
import { languageOf } from "../../../../language";
import { nextPath, withNext } from "../../../../next-path";
import { isCrossSite } from "../../../../origin";
import { sessionCarrier } from "../../../../session";

const SignedIn = z.object({ claims: z.object({ pending: z.string().optional() }) });

/** Where a form leads that went through: a sign-in that waits for its second factor goes there first. */
function destination(answer: unknown, next: string | undefined): string {
  const signedIn = SignedIn.safeParse(answer);
  const isPending = signedIn.success && signedIn.data.claims.pending === "secondFactor";
  return isPending ? withNext("/sign-in/second-step", next) : nextPath(next);
}

type RouteContext = { params: Promise<{ operation: string }> };

/**
 * Any form of any page, before its script has arrived or without one: runs the operation that the path names and sends the browser on,
 * to `_next` when it is done, to `_back` when it was refused. Both lead to pages of ours only.
 */
export async function POST(request: Request, { params }: RouteContext): Promise<Response> {
  if (isCrossSite({ method: request.method, headers: Object.fromEntries(request.headers) }, env().appOrigin)) {
    const refusal = new AuthError("E010403");
    return Response.json(refusal.toBody(), { status: refusal.status });
  }
  const { deps, log } = await getServer();
  const { operation } = await params;
  const { answer, refusal, steering, fields, headers } = await runForm(
    { deps, log, carrier: sessionCarrier, localeOf: languageOf },
    operation,
    request,
  );
  if (refusal) headers.append("set-cookie", await sealFlash(operation, refusal, fields));
  headers.set("location", refusal ? nextPath(steering._back) : destination(answer, steering._next));
  return new Response(null, { status: 303, headers });
}
