import { AuthError, isApiError } from "@repo/contract/errors";
import type { Input } from "@repo/contract/operation";
import type { otpVerifyEmail } from "@repo/contract/otp";
import type { JWTResponse } from "@repo/contract/session";
import type { ChallengeRecord, FoundCodes } from "@repo/db/challenges";
import type { StoreTransaction } from "@repo/db/store";
import { asOutcome, type Lane, peekTry, refundTries, spendTries, type Verdict } from "../budget";
import type { Caller } from "../caller";
import type { ChallengeDetails } from "../challenge/details";
import { prepareFinish, storeFinish } from "../challenge/finish";
import type { AuthDeps } from "../deps";
import { codeLanes, type Target } from "../guessing";
import { isMasked } from "../masked";
import { type FailedTry, failedTryEvent, tellOfManyTries } from "../security/failed-try";
import { answerSignIn } from "../session/complete-sign-in";
import { askerOf, findEmailCodes } from "./send-code";

const WRONG = "Failed to verify code";

type Found = FoundCodes & { loginId: string };

async function refuseMissing(deps: AuthDeps, tx: StoreTransaction, caller: Caller, { loginId, holder, tried }: Found): Promise<never> {
  await peekTry(deps, codeLanes(caller, { typed: loginId, userId: null }, []), tried, tx);
  if (!holder && !isMasked(deps, caller, "E062108"))
    throw new AuthError("E062108", "Cannot find user, and no code is out for this login ID");
  throw new AuthError("E061102", WRONG);
}

/**
 * What of these one guess may be right for, code by code: one that was mailed goes with what stands for one that was not. Each is a
 * failure of its own for the account that it was asked for, so that whoever has several out guesses no more often for that; a new
 * address is another name for the same guessing.
 */
function guessesAt(caller: Caller, challenges: ChallengeRecord[]): { codes: ChallengeRecord[]; target: Target; lanes: Lane[] }[] {
  const groups = new Map<string, ChallengeRecord[]>();
  for (const challenge of challenges) {
    const name = `${askerOf(challenge)} ${challenge.loginId}`;
    groups.set(name, [...(groups.get(name) ?? []), challenge]);
  }
  return [...groups.values()].map((codes) => {
    const typed = codes[0]?.loginId ?? "";
    const userId = challenges.find((one) => one.loginId === typed && one.userId !== null)?.userId ?? null;
    const ids = codes.map(({ id }) => id);
    const target = { typed, userId };
    return { codes, target, lanes: codeLanes(caller, target, ids) };
  });
}

/** What each group of codes that one guess may be right for counts it against. */
type Parties = readonly (readonly Lane[])[];

interface Proof {
  challenge: ChallengeRecord;
  /** What the try goes by, and whether it or one before is counted there. */
  lane: Lane;
  hasTries: boolean;
  parties: Parties;
}

/**
 * Finds the challenge that a code is right for among those that are out. The try is counted at each, in the transaction that compares it, so
 * that codes sent at once cannot outrun the count; but a right one where nothing else is out, which is used up by the same transaction.
 * That rests on transactions that write one after the other (BEGIN IMMEDIATE). Where they do not, as in Postgres, `findCodes` has to lock
 * the challenges' rows (FOR UPDATE), and the counters have to be read after that: else guesses sent at once are compared before any of them
 * is counted. Throws, as it stands with the newest, E061102 wrong or used, E061103 no tries left, E061104 too late; E130429.
 */
async function proveCode(deps: AuthDeps, tx: StoreTransaction, caller: Caller, found: Found, code: string): Promise<Proof> {
  const { loginId, challenges, tried } = found;
  if (challenges.length === 0) return refuseMissing(deps, tx, caller, found);
  // The counters of other names were not known before, and are read now.
  const read = challenges.every((challenge) => challenge.loginId === loginId) ? tried : undefined;
  const now = deps.clock.now();
  const live = challenges.filter(({ usedAt, expiresAt }) => !usedAt && expiresAt > now);
  if (live.length === 0) {
    await peekTry(deps, guessesAt(caller, challenges)[0]?.lanes ?? [], read, tx);
    if (challenges[0]?.usedAt) throw new AuthError("E061102", WRONG);
    throw new AuthError("E061104", "The code has expired, ask for a new one");
  }
  const guesses = guessesAt(caller, live);
  const parties = guesses.map(({ lanes }) => lanes);

  function compare(verdicts: readonly (Verdict | null)[]): Proof | null {
    for (const [index, verdict] of verdicts.entries()) {
      const compared = verdict?.isLetThrough ? guesses[index]?.codes.filter((_, place) => verdict.room[place]) : [];
      const challenge = compared?.find(({ id, digest }) => deps.sealer.matches("code", `${id}:${code}`, digest));
      if (verdict && challenge) return { challenge, lane: verdict.lane, hasTries: live.length > 1 || verdict.hasTries, parties };
    }
    return null;
  }

  /** What the try was at, of several the first that had room. */
  function failedAt(verdicts: readonly (Verdict | null)[]): { failed: FailedTry; verdict: Verdict } | undefined {
    const counted = verdicts.findIndex((verdict) => verdict?.room.includes(true));
    const [verdict, guess] = [verdicts[counted], guesses[counted]];
    return verdict && guess ? { failed: { target: guess.target, method: "otp" }, verdict } : undefined;
  }

  let proof: Proof | null = null;
  const verdicts = await spendTries(deps, parties, {
    tx,
    read,
    isFree(judged) {
      proof = compare(judged);
      return proof !== null && live.length === 1;
    },
    tells(judged) {
      const at = proof === null ? failedAt(judged) : undefined;
      return at && failedTryEvent(deps, caller, at.failed, at.verdict);
    },
  });
  if (proof) return proof;
  if (verdicts[0] && !verdicts[0].room[0]) throw new AuthError("E061103", "Too many tries with this code, ask for a new one");
  const at = failedAt(verdicts);
  if (at) await tellOfManyTries(deps, tx, caller, at.failed.target, at.verdict);
  throw new AuthError("E061102", WRONG);
}

/**
 * What a code does that was made for a test user: where a letter was asked for besides, whatever that was for, as if it had been mailed; else
 * it signs in.
 */
function asAskedFor(
  challenge: ChallengeRecord,
  challenges: readonly ChallengeRecord[],
  now: Date,
): { does: ChallengeRecord; answers?: string } {
  const asked = challenges.find(({ generated, loginId, usedAt, expiresAt }) => {
    return !generated && loginId === challenge.loginId && !usedAt && expiresAt > now;
  });
  if (!challenge.generated || !asked) return { does: challenge };
  const { options }: ChallengeDetails = JSON.parse(challenge.details);
  const details: ChallengeDetails = JSON.parse(asked.details);
  const { id, digest } = challenge;
  const does = {
    ...asked,
    id,
    digest,
    generated: true,
    details: JSON.stringify({ ...details, options: { ...options, ...details.options } }),
  };
  return { does, answers: asked.id };
}

/**
 * Exchanges a mailed code for a session: completes sign-up, sign-in, and change of address, with the options given
 * when the code was asked for. Which code is typed decides what it is for: one that anybody could ask for and one that was asked for in a
 * session may both be out. Throws E061102 wrong, empty, used or none out; E061103 after five tries; E061104 after five minutes;
 * E062108 unknown user and nothing out (masked: E061102); E130429 after ten wrong codes within an hour,
 * those of who asked for the code counted apart from everybody else's; and for what happened
 * meanwhile what `finishChallenge` throws.
 */
export async function verifyEmailCode(deps: AuthDeps, input: Input<typeof otpVerifyEmail>, caller: Caller): Promise<JWTResponse> {
  const { loginId, code } = input;
  await prepareFinish(caller);
  let proof: Proof | undefined;
  const stored = await deps.store
    .transaction(async (tx) => {
      proof = undefined;
      const found = { loginId, ...(await findEmailCodes(deps, tx, caller, loginId)) };
      const proven = await asOutcome(() => proveCode(deps, tx, caller, found, code));
      if ("refusal" in proven) return proven;
      proof = proven.answer;
      const { challenge, lane, hasTries } = proof;
      const { does, answers } = asAskedFor(challenge, found.challenges, deps.clock.now());
      return storeFinish(deps, tx, caller, does, {
        used: { code: "E061102", message: WRONG },
        holder: does.loginId === loginId ? found.holder : undefined,
        async also() {
          if (answers !== undefined) await tx.challenges.consume(answers, deps.clock.now());
          if (hasTries) await refundTries(deps, tx, lane);
        },
      });
    })
    .catch(async (error: unknown) => {
      // Right, and refused for something else, which has undone everything: the try is counted like any other.
      if (proof && isApiError(error)) await spendTries(deps, proof.parties);
      throw error;
    });
  if (!("refusal" in stored)) deps.outbox.wake();
  return answerSignIn(deps, stored);
}
