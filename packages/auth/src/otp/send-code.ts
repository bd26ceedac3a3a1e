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
 * The code that is out for this login ID; failing that what stands for one, or did: where it is not told who exists, tries are counted,
 * and end, alike.
 */
export async function findEmailCode(deps: AuthDeps, loginId: string): Promise<ChallengeRecord | null> {
  const own = emailCodeSlot(loginId);
  const found = await deps.store.challenges.listBySlots([own, decoySlot(loginId)]);
  const isOut = ({ slot, usedAt, expiresAt }: ChallengeRecord) => slot === own && !usedAt && expiresAt > deps.clock.now();
  return found.find(isOut) ?? found[0] ?? null;
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
