import { CODE_MINUTES, CODE_TRIES_MAX } from "@repo/contract/limits";
import { isEmail } from "@repo/contract/login-id";
import type { MaskedEmail } from "@repo/contract/otp";
import type { ChallengeRecord, FoundCodes } from "@repo/db/challenges";
import type { StoreTransaction } from "@repo/db/store";
import { challengeKeyEnd, challengeKeyStart, keysOf, userKeyStart } from "../budget";
import type { Caller } from "../caller";
import type { ChallengeDetails, PreparedRequest } from "../challenge/details";
import { challengeRow, letterFacts, storeAndSend } from "../challenge/store";
import type { AuthDeps } from "../deps";
import { possibleCodeTries } from "../guessing";
import { newCode, newId } from "../ids";

/** As many as an address is sent in an hour: none that was mailed is left out. */
const UPDATES_MAX = 10;

/** Who may have asked for a code: anybody, or only the account's own sessions. */
const ASKERS = ["anybody", "session"] as const;
type Asker = (typeof ASKERS)[number];

/** Who may have asked for a code that is out. */
export function askerOf({ details }: Pick<ChallengeRecord, "details">): Asker {
  const { askedIn }: ChallengeDetails = JSON.parse(details);
  return askedIn === undefined ? "anybody" : "session";
}

// One live code of a login ID that anybody may have asked for, and one that a session of its account has: were they one, a stranger would
// void the owner's. What mailed no code has places of its own for the same reason.
const SLOTS: Record<Asker, { mailed: string; decoy: string }> = {
  anybody: { mailed: "emailCode", decoy: "noEmailCode" },
  session: { mailed: "emailCodeInSession", decoy: "noEmailCodeInSession" },
};

function sentSlots(loginId: string): string[] {
  return ASKERS.flatMap((asker) => Object.values(SLOTS[asker]).map((slot) => `${slot}:${loginId}`));
}

/** The place of a code that the management API has made for a test user: no request for a letter takes it. */
export function generatedSlot(loginId: string): string {
  return `generatedCode:${loginId}`;
}

/**
 * Everything that a code typed for this login ID may be right for, and what stands for codes that were not mailed, the newest first: the
 * login ID's own, and changes of address to it; who has the login ID, and what was tried. Where it is not told who exists, all answers go by
 * the newest: which it is, nobody can tell.
 */
export async function findEmailCodes(deps: AuthDeps, tx: StoreTransaction, caller: Caller, loginId: string): Promise<FoundCodes> {
  const { lanes, ofUser, ofCode, who } = possibleCodeTries(caller, loginId);
  const updatesMax = isEmail(loginId) ? UPDATES_MAX : 0;
  const found = await tx.challenges.findCodes(
    loginId,
    { slots: [...sentSlots(loginId), generatedSlot(loginId)], updatesMax, now: deps.clock.now() },
    {
      keys: keysOf(deps, lanes),
      byUser: ofUser.map(userKeyStart),
      byChallenge: { start: challengeKeyStart(ofCode), ends: who.map((one) => challengeKeyEnd(deps, one)) },
    },
  );
  const isOther = (challenge: ChallengeRecord) => Number(challenge.loginId !== loginId);
  const challenges = found.challenges.sort(
    (one, other) => other.createdAt.getTime() - one.createdAt.getTime() || isOther(one) - isOther(other),
  );
  return { ...found, challenges };
}

/** Mails a new code, which takes the place of the login ID's older one, if that was asked for in the same way. */
export async function sendCode(deps: AuthDeps, caller: Caller, prepared: PreparedRequest): Promise<MaskedEmail> {
  const id = newId(deps.random, "C");
  const code = newCode(deps.random);
  const { maskedEmail } = await storeAndSend(deps, caller, prepared, {
    slots: sentSlots(prepared.loginId),
    make(request) {
      const isMailed = request.mail === "requested";
      const { mailed, decoy } = SLOTS[request.details.askedIn === undefined ? "anybody" : "session"];
      const challenge = {
        ...challengeRow(deps, id, request, CODE_MINUTES * 60),
        channel: "emailCode",
        slot: `${isMailed ? mailed : decoy}:${request.loginId}`,
        attemptsMax: CODE_TRIES_MAX,
        // A code that was not mailed can never be right: whatever is typed is compared with a colon before it.
        digest: deps.sealer.digest("code", isMailed ? `${id}:${code}` : id),
      } as const;
      const { email: to, locale } = request;
      const props = { ...letterFacts(deps, caller, request), code, minutes: CODE_MINUTES };
      return { challenge, letter: { kind: "emailCode", to, locale, props } };
    },
  });
  return { maskedEmail };
}
