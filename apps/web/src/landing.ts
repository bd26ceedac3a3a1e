import "server-only";
import { nextPath } from "./next-path";
import { openCookie, ownCookie, sealCookie, setOwnCookie } from "./session";

/*
 * Links in letters carry their token in the address. Opening one spends nothing: mail scanners open every link. The token moves into a
 * sealed cookie, and the visitor to a page without it in the address bar, in the history or in a referrer; one click there uses it.
 */

const LIFETIME_SECONDS = 15 * 60;
const TOKEN_LONGEST = 200;

/** The pages that links in letters lead to. */
export type LandingPage = "/link/continue" | "/reset-password/new" | "/approve/continue";

/** Answers the address that stands in a letter: keeps its token and leads to `page`. */
export async function land(request: Request, page: LandingPage): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const token = searchParams.get("t") ?? "";
  const next = searchParams.get("next");
  const query = next === null ? "" : `?next=${encodeURIComponent(nextPath(next))}`;
  const headers = new Headers({ location: page + query, "cache-control": "no-store" });
  const isToken = token !== "" && token.length <= TOKEN_LONGEST;
  headers.append("set-cookie", isToken ? await sealCookie("landing", { page, t: token }, LIFETIME_SECONDS) : clearLanding());
  // A relative address: whoever came, came to the right host.
  return new Response(null, { status: 303, headers });
}

/** `Set-Cookie` that forgets the token. */
export function clearLanding(): string {
  return setOwnCookie("landing", "", 0);
}

/** The token that the visitor of `page` came with; null for none. */
export async function readLanding(page: LandingPage): Promise<string | null> {
  const opened = await openCookie("landing", await ownCookie("landing"));
  return opened?.page === page && typeof opened.t === "string" ? opened.t : null;
}
