import type { ChallengePurpose, ChallengeRecord } from "@repo/db/challenges";
import type { ChallengeDetails } from "../challenge/details";
import type { AuthDeps } from "../deps";
import { maskEmail, maskLoginId } from "../mail/mask-email";
import { epochSeconds } from "../session/tokens";
import { maySignIn } from "../user/status";
import { findAnyLink, numberOf } from "./token";

/** What the page of a link may say before the link is used. */
export interface LinkDescription {
  kind: "live";
  purpose: ChallengePurpose;
  /** Whose link it is: the login ID that asked for it, or that it makes. */
  loginId: string;
  /** The same, and the address that the letter went to, unreadable to who does not know them. */
  maskedLoginId: string;
  maskedEmail: string;
  /** What the account could do afterwards, where somebody signed in to it had the link sent; null where anybody could. */
  asks: "address" | "loginId" | "confirmation" | null;
  /** Whether its user signs in with two steps, also once the link is used: what was set up before an address is proven ends with the proof. */
  secondFactor: boolean;
  /** Of three numbered links, this one's number; empty for a link that has none. */
  number: string;
  /** When it was asked for, in epoch seconds, and by which user agent, which may say anything. */
  askedTime: number;
  askedBy: string;
}

/** A link that a click would not use: it was used or made void, it is too old, its user is disabled, or it is none of ours or has gone stale. */
export interface DeadLink {
  kind: "used" | "expired" | "disabled" | "unknown";
}

function asksFor({ purpose }: Pick<ChallengeRecord, "purpose">, { askedIn, addToLoginIds }: ChallengeDetails): LinkDescription["asks"] {
  if (askedIn === undefined) return null;
  if (purpose !== "update") return "confirmation";
  return addToLoginIds ? "loginId" : "address";
}

/** Whether the session that had a letter sent has ended since: then the letter does nothing. */
async function isSessionOver({ store, clock }: AuthDeps, sessionId: string | undefined): Promise<boolean> {
  return sessionId !== undefined && !(await store.sessions.isLive(sessionId, clock.now()));
}

/**
 * Tells whose a link of a letter is, or why it is of no use any more, and uses nothing up: what a click would be refused for is said before
 * it. Of three numbered links each is told alike but for its own number, so that none is known for the right one; that a link is used or
 * too old is told to whoever knows its challenge, whose secret is gone by then.
 */
export async function describeLink(
  deps: AuthDeps,
  token: string,
  channel: "magicLink" | "enchantedLink" | "disown",
): Promise<LinkDescription | DeadLink> {
  const found = await findAnyLink(deps, token, channel);
  if (!found) return { kind: "unknown" };
  const { challenge } = found;
  if (challenge.usedAt || challenge.approvedAt) return { kind: "used" };
  if (challenge.expiresAt <= deps.clock.now()) return { kind: "expired" };
  const number = numberOf(deps, found);
  if (number === undefined) return { kind: "unknown" };
  const { purpose, loginId, email, userId, createdAt } = challenge;
  const details: ChallengeDetails = JSON.parse(challenge.details);
  const user = userId === null ? null : await deps.store.users.findById(userId);
  if ((userId !== null && !user) || (await isSessionOver(deps, details.askedIn))) return { kind: "unknown" };
  // Whoever disowns a sign-in ends what lets in, and is let in to nothing by that.
  const letsIn = channel !== "disown";
  const hasMoved = userId !== null && email !== "" && purpose !== "update" && user?.email !== email;
  if (letsIn && hasMoved) return { kind: "unknown" };
  if (letsIn && user && !maySignIn(user)) return { kind: "disabled" };
  return {
    kind: "live",
    purpose,
    loginId,
    maskedLoginId: maskLoginId(loginId),
    maskedEmail: maskEmail(email),
    asks: asksFor(challenge, details),
    secondFactor: (user?.secondFactor && user.verifiedEmail) ?? false,
    number,
    askedTime: epochSeconds(createdAt),
    askedBy: details.askedBy ?? "",
  };
}
