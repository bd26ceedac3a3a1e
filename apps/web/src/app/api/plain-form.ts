import { readBytes } from "@repo/api/body";
import { AuthError, isApiError } from "@repo/contract/errors";
import { isCrossSite } from "#server/cross-site";
import { env } from "#server/env";
import { nextPath } from "#steps/next-path";

const BODY_BYTES_MAX = 4 * 1024;

/**
 * Answers a plain form that sets cookies and leads back to the page it stands on. Refuses what another site has sent (E010403), what is too
 * long (E010413), and what `cookiesOf` throws.
 *
 * @param cookiesOf `Set-Cookie` lines that come of its fields
 */
export async function answerPlainForm(
  request: Request,
  cookiesOf: (fields: URLSearchParams) => readonly string[] | Promise<readonly string[]>,
): Promise<Response> {
  const headers = new Headers({ "cache-control": "no-store" });
  try {
    if (isCrossSite({ method: request.method, headers: Object.fromEntries(request.headers) }, env().appOrigin))
      throw new AuthError("E010403");
    const fields = new URLSearchParams(new TextDecoder().decode(await readBytes(request, BODY_BYTES_MAX)));
    for (const cookie of await cookiesOf(fields)) headers.append("set-cookie", cookie);
    headers.set("location", nextPath(fields.get("_back") ?? "/"));
    return new Response(null, { status: 303, headers });
  } catch (error) {
    if (!isApiError(error)) throw error;
    return Response.json(error.toBody(), { status: error.status, headers });
  }
}
