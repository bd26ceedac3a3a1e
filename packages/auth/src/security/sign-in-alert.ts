import { DISOWN_LINK_HOURS } from "@repo/contract/limits";
import type { StoreTransaction } from "@repo/db/store";
import type { SignInAlert } from "@repo/emails/letter";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { withToken } from "../links/target";
import { newLink } from "../links/token";
import { letterLanguage } from "../mail/letter-language";
import { queueLetter } from "../mail/outbox";
import { type Addressee, NOTICE_LIFETIME_MS } from "../user/notice";

/** Whom a letter about signing in is for, or would be: whoever has this login ID, or nobody. */
export interface Alerted {
  loginId: string;
  user: Addressee | null;
}

/**
 * Queues word of a sign-in, with a link that disowns it. The same is stored where nobody is to be mailed: a user without a proven address,
 * a test user, a login ID that nobody has. That it may go out now is for the caller to see to.
 *
 * @param at when it goes out; later than now, it speaks of what came after the last letter like it
 */
export async function queueSignInAlert(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  what: SignInAlert,
  { loginId, user }: Alerted,
  at: Date,
): Promise<void> {
  const now = deps.clock.now();
  const { id, token, digest } = newLink(deps);
  const to = user?.verifiedEmail && !user.test ? user.email : "";
  await tx.challenges.create({
    id,
    channel: "disown",
    purpose: "reset",
    loginId,
    slot: null,
    userId: user?.id ?? null,
    email: to,
    digest,
    sealedKey: "",
    details: "{}",
    attempts: 0,
    attemptsMax: 1,
    createdAt: now,
    expiresAt: new Date(now.getTime() + DISOWN_LINK_HOURS * 3600 * 1000),
    usedAt: null,
    pendingRef: null,
    approvedAt: null,
  });
  const props = {
    what,
    url: withToken(new URL("/not-me", deps.config.appOrigin), token),
    address: caller.address,
    again: at > now,
    askedBy: { userAgent: caller.userAgent, at: now.toISOString() },
    templateOptions: {},
  };
  await queueLetter(
    deps,
    tx,
    { kind: "signInAlert", to, locale: letterLanguage(caller, user), props },
    new Date(at.getTime() + NOTICE_LIFETIME_MS),
    to !== "",
    at,
  );
}
