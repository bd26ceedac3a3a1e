/** What one client address may ask of one path in a minute. People need a few; a page that reports, some dozens. */
export const CALLS_PER_MINUTE = 120;

/** Paths of operations, which have limits of their own, each operation by itself. */
const OPERATIONS = ["/api/trpc", "/api/form"];

/**
 * The path by which requests that are not a mere look at a page are counted; undefined for what is not counted here.
 * @param url of the request: path and query
 */
export function limitedPath(method: string, url: string): string | undefined {
  const [path = ""] = /^\/api\/[^/?]*/.exec(url) ?? [];
  if (OPERATIONS.includes(path)) return undefined;
  if (path !== "") return path;
  return method === "GET" || method === "HEAD" || method === "OPTIONS" ? undefined : "/";
}
