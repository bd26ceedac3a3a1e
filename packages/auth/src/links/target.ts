import { AuthError } from "@repo/contract/errors";
import { isApprovedUrl } from "../approved-domains";
import type { AuthDeps } from "../deps";

/** Our own pages that links lead to. */
export type OwnPage = "/link" | "/approve" | "/reset-password" | "/sign-in";

/**
 * Where a link leads: the caller's target if it is ours or approved, else our own page. Throws E011004 for any other target. The host
 * of the request plays no part (R2).
 */
export function linkTarget(deps: AuthDeps, target: string | undefined, page: OwnPage): URL {
  if (target === undefined || target === "") return new URL(page, deps.config.appOrigin);
  // Parsers disagree about these; whoever sends them wants to be read in two ways.
  const isPlain = /^https?:\/\/[^\s\\]+$/i.test(target);
  if (!isPlain || !isApprovedUrl(target, deps.config)) throw new AuthError("E011004", "The link target is not on an approved domain");
  return new URL(target);
}

/** The target with the token as `t`. */
export function withToken(target: URL, token: string): string {
  const url = new URL(target);
  url.searchParams.set("t", token);
  return url.toString();
}
