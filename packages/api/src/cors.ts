import type { CookieSettings } from "./cookies";

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
export function corsHeaders(origin: string | null, cookies: CookieSettings | undefined): Headers {
  const headers = new Headers({ vary: "Origin" });
  if (origin === null || (cookies && !cookies.isApprovedOrigin(origin))) return headers;
  headers.set("access-control-allow-origin", origin);
  headers.set("access-control-allow-credentials", "true");
  headers.set("access-control-expose-headers", "Retry-After, x-request-id");
  return headers;
}

/** While no cookie is read there is nothing that a header could be kept from: whatever is asked for may come. */
function allowedHeaders(request: Request, cookies: CookieSettings | undefined): string {
  const asked = (request.headers.get("access-control-request-headers") ?? "").toLowerCase().split(",", NAMES_MAX);
  const names = asked.map((name) => name.trim()).filter((name) => (cookies ? BESIDE_COOKIES : NAME).test(name));
  return [...new Set([...HEADERS, ...names])].join(", ");
}

/** The answer to a preflight, on every path. */
export function preflight(request: Request, headers: Headers, cookies: CookieSettings | undefined): Response {
  headers.append("vary", "Access-Control-Request-Headers");
  if (headers.has("access-control-allow-origin")) {
    headers.set("access-control-allow-methods", METHODS);
    headers.set("access-control-allow-headers", allowedHeaders(request, cookies));
    headers.set("access-control-max-age", DAY_SECONDS);
  }
  return new Response(null, { status: 204, headers });
}
