import type { ChallengePurpose } from "@repo/db/challenges";
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
}

/**
 * Tells whose a link of a letter is, and uses nothing up. Null for a token that is unknown, used, expired or of another kind of link. Of
 * three numbered links each is told alike, so that none is known for the right one.
 */
export async function describeLink(deps: AuthDeps, token: string, channel: "magicLink" | "enchantedLink"): Promise<LinkDescription | null> {
  const found = await findLink(deps, token, channel);
  if (!found) return null;
  const { challenge, secret } = found;
  const { wrongDigests = [] }: ChallengeDetails = JSON.parse(challenge.details);
  if (![challenge.digest, ...wrongDigests].some((digest) => isLinkSecret(deps, challenge, secret, digest))) return null;
  const { purpose, loginId, email } = challenge;
  return { purpose, loginId, maskedLoginId: maskLoginId(loginId), maskedEmail: maskEmail(email) };
}
