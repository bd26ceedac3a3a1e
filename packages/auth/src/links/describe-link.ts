import type { ChallengePurpose, ChallengeRecord } from "@repo/db/challenges";
import type { ChallengeDetails } from "../challenge/details";
import type { AuthDeps } from "../deps";
import { maskEmail, maskLoginId } from "../mail/mask-email";
import { findLink, isLinkSecret } from "./token";

/** What the page of a link may say before the link is used. */
export interface LinkDescription {
  purpose: ChallengePurpose;
  /** Whose link it is: the login ID that asked for it, or that it makes. */
  loginId: string;
  /** The same, and the address that the letter went to, unreadable to who does not know them. */
  maskedLoginId: string;
  maskedEmail: string;
  /** What the account could do afterwards, where somebody signed in to it had the link sent; null where anybody could. */
  asks: "address" | "loginId" | "confirmation" | null;
}

function asksFor({ purpose }: Pick<ChallengeRecord, "purpose">, { askedIn, addToLoginIds }: ChallengeDetails): LinkDescription["asks"] {
  if (askedIn === undefined) return null;
  if (purpose !== "update") return "confirmation";
  return addToLoginIds ? "loginId" : "address";
}

/**
 * Tells whose a link of a letter is, and uses nothing up. Null for a token that is unknown, used, expired or of another kind of link. Of
 * three numbered links each is told alike, so that none is known for the right one.
 */
export async function describeLink(
  deps: AuthDeps,
  token: string,
  channel: "magicLink" | "enchantedLink" | "disown",
): Promise<LinkDescription | null> {
  const found = await findLink(deps, token, channel);
  if (!found) return null;
  const { challenge, secret } = found;
  const details: ChallengeDetails = JSON.parse(challenge.details);
  if (![challenge.digest, ...(details.wrongDigests ?? [])].some((digest) => isLinkSecret(deps, challenge, secret, digest))) return null;
  const { purpose, loginId, email } = challenge;
  return { purpose, loginId, maskedLoginId: maskLoginId(loginId), maskedEmail: maskEmail(email), asks: asksFor(challenge, details) };
}
