import { createHash } from "node:crypto";
import type { AnswerHeaders, ApiAnswer } from "./exchange";

/** Whether a tag is among those that a client has. Weakly, as reads are compared (RFC 9110, 13.1.2): `*`, or a list of tags in which `W/` makes no difference. */
export function isNamed(etag: string, ifNoneMatch: string | null): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch.trim() === "*") return true;
  // A tag may hold commas, so the list is not split at them.
  return ifNoneMatch.match(/"[^"]*"/g)?.includes(etag) ?? false;
}

/**
 * An answer that may be kept for a while: 304 to whoever has it already.
 *
 * @param ifNoneMatch that header of the request
 * @param headers what every answer has; `Cache-Control` and `ETag` are added
 */
export function cachedAnswer(ifNoneMatch: string | null, body: string, cacheSeconds: number, headers: AnswerHeaders): ApiAnswer {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const kept = { ...headers, "cache-control": `public, max-age=${cacheSeconds}`, etag };
  if (isNamed(etag, ifNoneMatch)) return { status: 304, headers: kept, body: null };
  return { status: 200, headers: { ...kept, "content-type": "application/json; charset=utf-8" }, body };
}

/** The answer to HEAD, made of the one to GET: the same headers, and no body (RFC 9110, 9.3.2). */
export function withoutBody({ status, headers, body }: ApiAnswer): ApiAnswer {
  if (body === null) return { status, headers, body };
  return { status, headers: { ...headers, "content-length": String(Buffer.byteLength(body)) }, body: null };
}
