import type { ChallengeRecord } from "@repo/db/challenges";
import type { AskedBy, Letter } from "@repo/emails/letter";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { queueLetter } from "../mail/outbox";
import type { ChallengeDetails, ChallengeRequest } from "./details";
import { optionsInPlace, optionsOfBoth, optionsToKeep } from "./options";

/** The row of a request, to be completed by what kind it is. */
export function challengeRow(
  deps: AuthDeps,
  id: string,
  request: Pick<ChallengeRequest, "purpose" | "loginId" | "userId" | "email">,
  lifetimeSeconds: number,
): Omit<ChallengeRecord, "channel" | "digest" | "attemptsMax" | "details"> {
  const now = deps.clock.now();
  return {
    id,
    purpose: request.purpose,
    loginId: request.loginId,
    slot: null,
    userId: request.userId,
    email: request.email,
    sealedKey: "",
    attempts: 0,
    createdAt: now,
    expiresAt: new Date(now.getTime() + lifetimeSeconds * 1000),
    usedAt: null,
    pendingRef: null,
    approvedAt: null,
  };
}

function askedBy(deps: AuthDeps, caller: Caller): AskedBy {
  return { userAgent: caller.userAgent, at: deps.clock.now().toISOString() };
}

/** What every letter of a request says beside the code or link itself. */
export function letterFacts(deps: AuthDeps, caller: Caller, { purpose, asking, templateOptions }: ChallengeRequest) {
  const origin = { askedBy: askedBy(deps, caller) };
  if (!asking) return { ...origin, purpose, templateOptions };
  return { ...origin, purpose: purpose === "update" ? purpose : ("confirm" as const), asking, templateOptions: {} };
}

/**
 * Stores a challenge and promises its letter, in one transaction. A request that mails nothing does the same work, so that neither
 * answer nor time tells. A challenge with a slot takes the place of the one before it, and keeps the options that both came with.
 *
 * @param letter what to mail when what was asked for is mailed
 */
export async function storeAndSend(
  deps: AuthDeps,
  caller: Caller,
  request: ChallengeRequest,
  challenge: Omit<ChallengeRecord, "details">,
  letter: Letter,
): Promise<void> {
  const { email: to, locale, templateOptions } = request;
  const sent: Letter =
    request.mail === "alreadyRegistered"
      ? { kind: "alreadyRegistered", to, locale, props: { askedBy: askedBy(deps, caller), templateOptions } }
      : letter;
  const options = optionsToKeep(caller, challenge.channel, request.details);
  const rowWith = (kept: ChallengeDetails["options"]): ChallengeRecord => ({
    ...challenge,
    details: JSON.stringify({ ...request.details, options: kept }),
  });
  await deps.store.transaction(async (tx) => {
    const { slot } = challenge;
    if (slot === null) await tx.challenges.create(rowWith(options));
    else {
      const former = optionsInPlace(await tx.challenges.findBySlot(slot), deps.clock.now());
      await tx.challenges.replace({ ...rowWith(former ? optionsOfBoth(former, options) : options), slot });
    }
    await queueLetter(deps, tx, sent, challenge.expiresAt, request.mail !== "nothing");
  });
  deps.outbox.wake();
}
