import type { ChallengeRecord } from "@repo/db/challenges";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import type { Letter } from "../mail/letter";
import { queueLetter } from "../mail/outbox";
import type { ChallengeRequest } from "./details";

/** The row of a request, to be completed by what kind it is. */
export function challengeRow(
  deps: AuthDeps,
  id: string,
  request: ChallengeRequest,
  lifetimeSeconds: number,
): Omit<ChallengeRecord, "channel" | "digest" | "attemptsMax"> {
  const now = deps.clock.now();
  return {
    id,
    purpose: request.purpose,
    loginId: request.loginId,
    slot: null,
    userId: request.userId,
    email: request.email,
    sealedKey: "",
    details: JSON.stringify(request.details),
    attempts: 0,
    createdAt: now,
    expiresAt: new Date(now.getTime() + lifetimeSeconds * 1000),
    usedAt: null,
    pendingRef: null,
    approvedAt: null,
  };
}

/** What every letter of a request says beside the code or link itself. */
export function letterFacts(deps: AuthDeps, caller: Caller, { templateOptions }: ChallengeRequest) {
  return { askedBy: { userAgent: caller.userAgent, at: deps.clock.now().toISOString() }, templateOptions };
}

/**
 * Stores a challenge and promises its letter, in one transaction. A request that mails nothing does the same work, so that neither
 * answer nor time tells. A challenge with a slot takes the place of the one before it.
 *
 * @param letter what to mail when what was asked for is mailed
 */
export async function storeAndSend(
  deps: AuthDeps,
  caller: Caller,
  request: ChallengeRequest,
  challenge: ChallengeRecord,
  letter: Letter,
): Promise<void> {
  const { email: to, locale } = request;
  const sent: Letter =
    request.mail === "alreadyRegistered" ? { kind: "alreadyRegistered", to, locale, props: letterFacts(deps, caller, request) } : letter;
  await deps.store.transaction(async (tx) => {
    const { slot } = challenge;
    if (slot === null) await tx.challenges.create(challenge);
    else await tx.challenges.replace({ ...challenge, slot });
    await queueLetter(deps, tx, sent, challenge.expiresAt, request.mail !== "nothing");
  });
  deps.outbox.wake();
}
