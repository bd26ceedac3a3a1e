import type { MaskedEmail } from "@repo/contract/otp";
import type { ChallengeRecord } from "@repo/db/challenges";
import type { Caller } from "../caller";
import type { ChallengeRequest } from "../challenge/details";
import { challengeRow, letterFacts, storeAndSend } from "../challenge/store";
import type { AuthDeps } from "../deps";
import { newCode, newId } from "../ids";

const LIFETIME_SECONDS = 5 * 60;
const ATTEMPTS_MAX = 5;

/** The slot of the one live code of a login ID. */
function emailCodeSlot(loginId: string): string {
  return `emailCode:${loginId}`;
}

/** The slot of a login ID's requests that mailed no code: a stranger's must not void the code that its owner holds. */
function decoySlot(loginId: string): string {
  return `noEmailCode:${loginId}`;
}

/**
 * The code of this login ID, and what stands for one that was not mailed, the newest first. Where it is not told who exists, all answers
 * go by the newest: which of the two it is, nobody can tell.
 */
export function findEmailCodes(deps: AuthDeps, loginId: string): Promise<ChallengeRecord[]> {
  return deps.store.challenges.listBySlots([emailCodeSlot(loginId), decoySlot(loginId)]);
}

/** Mails a new code, which takes the place of the login ID's older one. */
export async function sendCode(deps: AuthDeps, caller: Caller, request: ChallengeRequest): Promise<MaskedEmail> {
  const id = newId(deps.random, "C");
  const code = newCode(deps.random);
  const isMailed = request.mail === "requested";
  const challenge = {
    ...challengeRow(deps, id, request, LIFETIME_SECONDS),
    channel: "emailCode",
    slot: isMailed ? emailCodeSlot(request.loginId) : decoySlot(request.loginId),
    attemptsMax: ATTEMPTS_MAX,
    // A code that was not mailed can never be right: whatever is typed is compared with a colon before it.
    digest: deps.sealer.digest("code", isMailed ? `${id}:${code}` : id),
  } as const;
  const { email: to, locale, purpose } = request;
  const props = { ...letterFacts(deps, caller, request), code, purpose, minutes: LIFETIME_SECONDS / 60 };
  await storeAndSend(deps, caller, request, challenge, { kind: "emailCode", to, locale, props });
  return { maskedEmail: request.maskedEmail };
}
