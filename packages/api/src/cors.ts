import type { CookieSettings } from "./cookies";

const DAY_SECONDS = "86400";
const METHODS = "GET, POST, PUT, PATCH, DELETE";
/** What the SDKs send (contract §1.4); a request's own list is echoed, since the `x-descope-*` names grow with their versions. */
const HEADERS = "authorization, content-type";

/**
 * CORS headers for an answer (contract §1.5): the exact origin, never `*`, because browser SDKs send credentials. While no cookie is
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

function allowedHeaders(request: Request): string {
  const asked = request.headers.get("access-control-request-headers") ?? "";
  const names = asked.split(",").map((name) => name.trim().toLowerCase());
  return [HEADERS, ...names.filter((name) => /^x-(descope|external)-[a-z0-9-]+$/.test(name))].join(", ");
}

/** The answer to a preflight, on every path. */
export function preflight(request: Request, headers: Headers): Response {
  if (headers.has("access-control-allow-origin")) {
    headers.set("access-control-allow-methods", METHODS);
    headers.set("access-control-allow-headers", allowedHeaders(request));
    headers.set("access-control-max-age", DAY_SECONDS);
  }
  return new Response(null, { status: 204, headers });
}
