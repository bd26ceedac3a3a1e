import { createHash } from "node:crypto";

/** Weakly, as reads are compared (RFC 9110, 13.1.2): `*`, or a list of tags in which `W/` makes no difference. */
function isNamed(etag: string, ifNoneMatch: string | null): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === "*") return true;
  // A tag may hold commas, so the list is not split at them.
  return ifNoneMatch.match(/"[^"]*"/g)?.includes(etag) ?? false;
}

/**
 * An answer that may be kept for a while: 304 to whoever has it already.
 *
 * @param headers what every answer has; `Cache-Control` and `ETag` are added
 */
export function cachedAnswer(request: Request, body: string, cacheSeconds: number, headers: Headers): Response {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  headers.set("cache-control", `public, max-age=${cacheSeconds}`);
  headers.set("etag", etag);
  if (isNamed(etag, request.headers.get("if-none-match"))) return new Response(null, { status: 304, headers });
  headers.set("content-type", "application/json; charset=utf-8");
  return new Response(body, { headers });
}

/** The answer to HEAD, made of the one to GET: the same headers, and no body (RFC 9110, 9.3.2). */
export async function withoutBody(response: Response): Promise<Response> {
  const { status, headers } = response;
  if (response.body) headers.set("content-length", String((await response.arrayBuffer()).byteLength));
  return new Response(null, { status, headers });
}
