import type { CookieSettings } from "./cookies";
import type { AnswerHeaders, ApiAnswer } from "./exchange";

const DAY_SECONDS = "86400";
const METHODS = "GET, POST, PUT, PATCH, DELETE";
/** The headers that every call may carry. */
const HEADERS = ["authorization", "content-type"];
/** What else may come with cookies: the SDKs' own headers, whose names grow with their versions, and those that tracing adds. */
const BESIDE_COOKIES = /^(?:x-(?:descope|external)-[a-z0-9-]+|sentry-trace|baggage|traceparent|tracestate)$/;
/** A header's name (RFC 9110, 5.6.2). */
const NAME = /^[!#$%&'*+.^_`|~0-9a-z-]{1,100}$/;
/** More names than any client has headers; what is beyond them is not answered. */
const NAMES_MAX = 50;

/**
 * CORS headers for an answer: the exact origin, never `*`, because browser SDKs send credentials. While no cookie is
 * read any origin may call; with cookie delivery only the approved ones.
 */
export function corsHeaders(origin: string | null, cookies: CookieSettings | undefined): AnswerHeaders {
  if (origin === null || (cookies && !cookies.isApprovedOrigin(origin))) return { vary: "Origin" };
  return {
    vary: "Origin",
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    "access-control-expose-headers": "Retry-After, x-request-id",
  };
}

/** While no cookie is read there is nothing that a header could be kept from: whatever is asked for may come. */
function allowedHeaders(requested: string | null, cookies: CookieSettings | undefined): string {
  const asked = (requested ?? "").toLowerCase().split(",", NAMES_MAX);
  const names = asked.map((name) => name.trim()).filter((name) => (cookies ? BESIDE_COOKIES : NAME).test(name));
  return [...new Set([...HEADERS, ...names])].join(", ");
}

/**
 * The answer to a preflight, on every path.
 *
 * @param requested its `Access-Control-Request-Headers`
 * @param headers what every answer has
 */
export function preflight(requested: string | null, headers: AnswerHeaders, cookies: CookieSettings | undefined): ApiAnswer {
  const allowed = headers["access-control-allow-origin"] !== undefined && {
    "access-control-allow-methods": METHODS,
    "access-control-allow-headers": allowedHeaders(requested, cookies),
    "access-control-max-age": DAY_SECONDS,
  };
  return { status: 204, headers: { ...headers, vary: `${headers.vary}, Access-Control-Request-Headers`, ...allowed }, body: null };
}
