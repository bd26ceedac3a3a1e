/** What one client address may ask of one door in a minute. People need a few; a page that reports or keeps steps, some dozens. */
export const CALLS_PER_MINUTE = 120;

/** Doors of operations, which have limits of their own, each operation by itself. */
const OPERATIONS = ["/api/trpc", "/api/form"];

/**
 * The door by which requests that are not a mere look at a page are counted; undefined for what is not counted here.
 * @param url of the request: path and query
 */
export function doorOf(method: string, url: string): string | undefined {
  const [door = ""] = /^\/api\/[^/?]*/.exec(url) ?? [];
  if (OPERATIONS.includes(door)) return undefined;
  if (door !== "") return door;
  return method === "GET" || method === "HEAD" || method === "OPTIONS" ? undefined : "/";
}
