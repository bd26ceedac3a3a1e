/** The parts of a request that tell where it was sent from. */
export interface RequestOrigin {
  method: string;
  /** Lower-case names, as node:http gives them. */
  headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

const READS = ["GET", "HEAD", "OPTIONS"];

/**
 * Whether another site made the browser send this. Such a request may carry the visitor's cookies, or sign the visitor in to somebody
 * else's account, so no state changes on its word.
 *
 * Browsers say so themselves in Sec-Fetch-Site, which no page can forge; older ones in Origin, which must then be ours: `appOrigin` (scheme,
 * host, port), or the host they talk to. Without either header it is not a browser of this decade, and is refused only if it shows a
 * cookie. A sibling domain ("same-site") counts as another site.
 */
export function isCrossSite(request: RequestOrigin, appOrigin: string): boolean {
  if (READS.includes(request.method)) return false;
  const { "sec-fetch-site": fetchSite, origin, host, cookie } = request.headers;
  if (fetchSite !== undefined) return fetchSite !== "same-origin" && fetchSite !== "none";
  if (origin !== undefined) return origin !== appOrigin && hostOf(origin) !== host;
  return cookie !== undefined;
}

function hostOf(origin: string | readonly string[]): string | undefined {
  return typeof origin === "string" && URL.canParse(origin) ? new URL(origin).host : undefined;
}
