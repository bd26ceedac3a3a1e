import { AuthError } from "@repo/contract/errors";
import { isEmail } from "@repo/contract/login-id";
import type { Input } from "@repo/contract/operation";
import type { otpVerifyEmail } from "@repo/contract/otp";
import type { JWTResponse } from "@repo/contract/session";
import type { ChallengeRecord } from "@repo/db/challenges";
import { EMAIL_CODE_FAILURES, refundTries, refuseSlowedDown, spendTry } from "../budget";
import type { Caller } from "../caller";
import { finishChallenge } from "../challenge/finish";
import type { AuthDeps } from "../deps";
import { isMasked } from "../masked";
import { findEmailCode } from "./send-code";

const WRONG = "Failed to verify code";

/** The code that is out for this login ID; a change of address also answers to the new address, where nothing is keyed to it. */
async function findChallenge(deps: AuthDeps, loginId: string): Promise<ChallengeRecord | null> {
  const own = await findEmailCode(deps, loginId);
  if (own && !own.usedAt) return own;
  const update = isEmail(loginId) ? await deps.store.challenges.findUpdateTo("emailCode", loginId) : null;
  return update ?? own;
}

async function refuseMissing(deps: AuthDeps, caller: Caller, loginId: string): Promise<never> {
  const isKnown = (await deps.store.users.findIdByLoginId(loginId)) !== null;
  if (!isKnown && !isMasked(deps, caller, "E062108"))
    throw new AuthError("E062108", "Cannot find user, and no code is out for this login ID");
  throw new AuthError("E061102", WRONG);
}

/**
 * Checks a code against its challenge; the try is counted before the comparison, so that codes sent at once cannot outrun the count.
 * Throws E061102 wrong or used, E061103 no tries left, E061104 too late.
 */
async function proveCode(deps: AuthDeps, challenge: ChallengeRecord, code: string): Promise<void> {
  if (challenge.usedAt) throw new AuthError("E061102", WRONG);
  if (challenge.expiresAt <= deps.clock.now()) throw new AuthError("E061104", "The code has expired, ask for a new one");
  if (!(await deps.store.challenges.countAttempt(challenge.id, challenge.attemptsMax, deps.clock.now()))) {
    throw new AuthError("E061103", "Too many tries with this code, ask for a new one");
  }
  if (deps.sealer.matches("code", `${challenge.id}:${code}`, challenge.digest)) return;
  await spendTry(deps, EMAIL_CODE_FAILURES, challenge.loginId);
  throw new AuthError("E061102", WRONG);
}

/**
 * Exchanges a mailed code for a session (contract §5.A.10): completes sign-up, sign-in, and change of address, with the options given
 * when the code was asked for. Throws E061102 wrong, empty, used or none out; E061103 after five tries; E061104 after five minutes;
 * E062108 unknown user and nothing out (masked: E061102); E130429 after ten wrong codes within an hour; and for what happened
 * meanwhile what `finishChallenge` throws.
 */
export async function verifyEmailCode(deps: AuthDeps, input: Input<typeof otpVerifyEmail>, caller: Caller): Promise<JWTResponse> {
  const { loginId, code } = input;
  const challenge = await findChallenge(deps, loginId);
  // By the login ID that failures are counted for: a new address is another name for the same code.
  await refuseSlowedDown(deps, EMAIL_CODE_FAILURES, challenge?.loginId ?? loginId);
  if (!challenge) return refuseMissing(deps, caller, loginId);
  await proveCode(deps, challenge, code);
  return finishChallenge(deps, caller, challenge, {
    used: { code: "E061102", message: WRONG },
    also: (tx) => refundTries(deps, tx, EMAIL_CODE_FAILURES, challenge.loginId),
  });
}
