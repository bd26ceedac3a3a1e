import type { ChallengeRecord } from "@repo/db/challenges";
import type { AskedBy, Letter } from "@repo/emails/letter";
import { asOutcome } from "../budget";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { sealLetter } from "../mail/outbox";
import type { ChallengeDetails, ChallengeRequest, PreparedRequest } from "./details";
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

/** How what was asked for is stored and mailed. */
interface Sending {
  /** The places that its challenge may take; none where several may be out. */
  slots: readonly string[];
  /** What is remembered besides. */
  more?: Pick<ChallengeDetails, "wrongDigests" | "numbers" | "askedBy">;
  /** The challenge, and the letter where what was asked for is mailed. */
  make(request: ChallengeRequest): { challenge: Omit<ChallengeRecord, "details">; letter: Letter };
}

/**
 * Finds out what a request comes to, takes it from what may be sent, stores its challenge and promises its letter, in one transaction and
 * four statements. A request that mails nothing does the same work, so that neither answer nor time tells. A challenge with a slot takes
 * the place of the one before it, and keeps the options that both came with. Throws what the request is refused for; nothing is stored then
 * but what that has counted.
 */
export async function storeAndSend(
  deps: AuthDeps,
  caller: Caller,
  { loginId, describe }: PreparedRequest,
  { slots, more, make }: Sending,
): Promise<ChallengeRequest> {
  const outcome = await deps.store.transaction(async (tx) => {
    const { holder, former } = await tx.challenges.findBeforeLetter(loginId, slots);
    const described = await asOutcome(() => describe(tx, holder));
    if ("refusal" in described) return described;
    const request = described.answer;
    const { email: to, locale, templateOptions } = request;
    const { challenge, letter } = make(request);
    const { mail } = request;
    const sent: Letter =
      mail === "alreadyRegistered" || mail === "noAccount"
        ? { kind: mail, to, locale, props: { askedBy: askedBy(deps, caller), templateOptions } }
        : letter;
    const options = optionsToKeep(caller, challenge.channel, request.details);
    const inPlace = former.find(({ slot }) => slot === challenge.slot);
    const before = optionsInPlace(inPlace, deps.clock.now());
    const details: ChallengeDetails = { ...request.details, ...more, options: before ? optionsOfBoth(before, options) : options };
    await tx.challenges.send({ ...challenge, details: JSON.stringify(details) }, sealLetter(deps, sent, mail !== "nothing"));
    return described;
  });
  if ("refusal" in outcome) throw outcome.refusal;
  deps.outbox.wake();
  return outcome.answer;
}
