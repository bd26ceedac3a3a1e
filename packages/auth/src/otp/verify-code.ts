import { AuthError } from "@repo/contract/errors";
import { isEmail } from "@repo/contract/login-id";
import type { Input } from "@repo/contract/operation";
import type { otpVerifyEmail } from "@repo/contract/otp";
import type { JWTResponse } from "@repo/contract/session";
import type { ChallengeRecord } from "@repo/db/challenges";
import { type Lane, peekTry, refundTries, spendTry } from "../budget";
import type { Caller } from "../caller";
import { finishChallenge } from "../challenge/finish";
import type { AuthDeps } from "../deps";
import { codeLanes } from "../guessing";
import { isMasked } from "../masked";
import { findEmailCodes } from "./send-code";

const WRONG = "Failed to verify code";

/** What may be out for this login ID, the newest first; a change of address also answers to the new address, where nothing is keyed to it. */
async function findChallenges(deps: AuthDeps, loginId: string): Promise<ChallengeRecord[]> {
  const found = await findEmailCodes(deps, loginId);
  if (found[0] && !found[0].usedAt) return found;
  const update = isEmail(loginId) ? await deps.store.challenges.findUpdateTo("emailCode", loginId) : null;
  return update ? [update] : found;
}

async function refuseMissing(deps: AuthDeps, caller: Caller, loginId: string): Promise<never> {
  await peekTry(deps, codeLanes(caller, { typed: loginId, userId: null }, []));
  const isKnown = (await deps.store.users.findIdByLoginId(loginId)) !== null;
  if (!isKnown && !isMasked(deps, caller, "E062108"))
    throw new AuthError("E062108", "Cannot find user, and no code is out for this login ID");
  throw new AuthError("E061102", WRONG);
}

interface Proof {
  challenge: ChallengeRecord;
  /** What the try was counted against. */
  lane: Lane;
}

/**
 * Finds the challenge that a code is right for; the try is counted at each before the comparison, so that codes sent at once cannot outrun
 * the count. Throws, as it stands with the newest, E061102 wrong or used, E061103 no tries left, E061104 too late; E130429.
 */
async function proveCode(
  deps: AuthDeps,
  caller: Caller,
  challenges: ChallengeRecord[],
  newest: ChallengeRecord,
  code: string,
): Promise<Proof> {
  const userId = challenges.find((challenge) => challenge.userId !== null)?.userId ?? null;
  const ids = challenges.map(({ id }) => id);
  // By the login ID that the code was asked for: a new address is another name for the same code.
  const lanes = codeLanes(caller, { typed: newest.loginId, userId }, ids);
  const isLate = newest.expiresAt <= deps.clock.now();
  if (newest.usedAt || isLate) await peekTry(deps, lanes);
  if (newest.usedAt) throw new AuthError("E061102", WRONG);
  if (isLate) throw new AuthError("E061104", "The code has expired, ask for a new one");
  const { lane, room, isLetThrough } = await spendTry(deps, lanes);
  const tried = isLetThrough ? challenges.filter((_, index) => room[index]) : [];
  const right = tried.find(({ id, digest }) => deps.sealer.matches("code", `${id}:${code}`, digest));
  if (right) return { challenge: right, lane };
  if (!room[0]) throw new AuthError("E061103", "Too many tries with this code, ask for a new one");
  throw new AuthError("E061102", WRONG);
}

/**
 * Exchanges a mailed code for a session (contract §5.A.10): completes sign-up, sign-in, and change of address, with the options given
 * when the code was asked for. Throws E061102 wrong, empty, used or none out; E061103 after five tries; E061104 after five minutes;
 * E062108 unknown user and nothing out (masked: E061102); E130429 after ten wrong codes within an hour,
 * those of who asked for the code counted apart from everybody else's; and for what happened
 * meanwhile what `finishChallenge` throws.
 */
export async function verifyEmailCode(deps: AuthDeps, input: Input<typeof otpVerifyEmail>, caller: Caller): Promise<JWTResponse> {
  const { loginId, code } = input;
  const challenges = await findChallenges(deps, loginId);
  const [newest] = challenges;
  if (!newest) return refuseMissing(deps, caller, loginId);
  const { challenge, lane } = await proveCode(deps, caller, challenges, newest, code);
  return finishChallenge(deps, caller, challenge, {
    used: { code: "E061102", message: WRONG },
    also: (tx) => refundTries(deps, tx, lane),
  });
}
