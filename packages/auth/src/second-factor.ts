import { type ApiError, AuthError, isApiError } from "@repo/contract/errors";
import type { BudgetRecord } from "@repo/db/budgets";
import type { FoundFactors } from "@repo/db/factors";
import type { StoreTransaction } from "@repo/db/store";
import { keysOf, type Lane, peekTry, refundTries, SECOND_FACTOR_TRIES, userKeyStart } from "./budget";
import type { Caller } from "./caller";
import type { AuthDeps } from "./deps";
import { possibleSecondFactorLanes, secondFactorLanes, type Target } from "./guessing";
import { spendFailedTry } from "./security/failed-try";
import type { Refused } from "./session/complete-sign-in";
import { totpSignUpSlot, totpUpdateSlot } from "./totp/enrol";

// A code of an authenticator or a recovery code is read, judged, accepted and counted in one transaction: it costs one commit, and nobody
// gets more tries by sending them at once.

/**
 * Who a code would be of, what it is checked against, and what was tried before it, by one statement. The caller's session is to be asked
 * for before the transaction: that may write.
 */
export async function findFactors(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  who: { loginId: string } | { userId: string },
): Promise<FoundFactors> {
  const typed = "loginId" in who ? who.loginId : who.userId;
  return tx.factors.find(
    {
      loginId: "loginId" in who ? typed : null,
      userId: "userId" in who ? typed : null,
      slots: { nobody: totpSignUpSlot(typed), byUser: totpUpdateSlot("") },
      tries: { keys: keysOf(deps, await possibleSecondFactorLanes(caller, typed)), byUser: userKeyStart(SECOND_FACTOR_TRIES) },
    },
    deps.clock.now(),
  );
}

export interface Try<Match> {
  target: Target;
  /** As the audit trail calls it. */
  method: "totp" | "recovery";
  /** What was tried before, as `findFactors` answers it. */
  tried: readonly BudgetRecord[];
  /**
   * What a right code leads to; null for a wrong one. Asked whether or not it is let through, and to come to nothing where it is not.
   *
   * @param budgetKeys what a wrong one counts against
   */
  compare(isLetThrough: boolean, budgetKeys: readonly string[]): Match | null | Promise<Match | null>;
  /** What a wrong one is answered; E061102 unless said otherwise. */
  refusal?: ApiError;
}

/** A right code. */
export interface Proven<Match> {
  match: Match;
  /** Forgets the wrong ones before it. To be asked in the same transaction. */
  forgetTries(): Promise<void>;
}

/** What a wrong code is answered. */
export function wrongCode(): AuthError {
  return new AuthError("E061102", "Failed to verify code");
}

/**
 * Judges a code. A wrong one is counted, with the same statements whether or not anybody has the login ID, and refused as the try says;
 * E130429 after ten in 15 minutes, without a comparison; E061102 for any code after ten under the user's other names. Those are answered and
 * not thrown, so that what was counted is stored.
 */
export async function judgeCode<Match>(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  { target, method, tried, compare, refusal }: Try<Match>,
): Promise<Proven<Match> | Refused> {
  const lanes = await secondFactorLanes(caller, target);
  try {
    const { lane, isLetThrough, hasTries } = await peekTry(deps, lanes, tried, tx);
    const match = await compare(isLetThrough, keysOf(deps, [limiting(lane)]));
    if (match !== null && isLetThrough) {
      return {
        match,
        async forgetTries() {
          if (hasTries) await refundTries(deps, tx, lane);
        },
      };
    }
    await spendFailedTry(deps, tx, caller, { target, method }, { lanes, read: tried });
    return { refusal: refusal ?? wrongCode() };
  } catch (error) {
    if (isApiError(error)) return { refusal: error };
    throw error;
  }
}

/** The counters of a lane that end tries. */
function limiting({ told, untold = [] }: Lane): Lane {
  return { told: [...told, ...untold] };
}
