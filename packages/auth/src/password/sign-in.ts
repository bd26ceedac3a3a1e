import { AuthError } from "@repo/contract/errors";
import type { Input } from "@repo/contract/operation";
import type { passwordSignIn } from "@repo/contract/password";
import type { JWTResponse } from "@repo/contract/session";
import type { StoreTransaction } from "@repo/db/store";
import type { StoredPassword, UserRecord } from "@repo/db/users";
import { keysOf, type Lane, PASSWORD_FAILURES, peekTry, refundTries, userKeyStart } from "../budget";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { passwordLanes, possiblePasswordLanes } from "../guessing";
import { addressKey } from "../limiter";
import { spendFailedTry } from "../security/failed-try";
import { completeSignIn, readMode } from "../session/complete-sign-in";
import { isOverLong, normalisePassword } from "./policy";
import { hasExpired, type PasswordRules, rulesFrom, sharedSettings } from "./settings";

interface ProvenPassword {
  userId: string;
  hash: string;
  /** It is temporary, or has expired. */
  mustChange: boolean;
  /** What wrong passwords of this caller count against, and whether any have. */
  lane: Lane;
  hasTries: boolean;
  /**
   * Throws E062906 when the password was changed or removed since, E062903 when it was locked. To be asked in the transaction that relies on
   * it: whoever knows a password that is being replaced may have a call under way. Wrong tries count from the beginning then. Answers the
   * user as they are there.
   */
  insistUnchanged(tx: StoreTransaction): Promise<UserRecord>;
}

type Locks = Pick<StoredPassword, "lockedAt" | "lockedUntil">;

/** Throws E062903 while a password is locked: for good, or for a while, which is said. */
function refuseLocked({ clock }: AuthDeps, { lockedAt, lockedUntil }: Locks): void {
  if (lockedAt) throw new AuthError("E062903", "Password is locked after too many wrong ones. Reset it to go on");
  const seconds = lockedUntil ? Math.ceil((lockedUntil.getTime() - clock.now().getTime()) / 1000) : 0;
  if (seconds <= 0) return;
  throw new AuthError("E062903", `Password is locked after too many wrong ones. Try again in ${seconds} seconds`, {
    retryAfterSeconds: seconds,
  });
}

/**
 * Counts a wrong password where settings lock them. Where any do, the same is asked of the database whoever it was for, so that time does not
 * tell who has an account.
 */
async function countTowardsLock(deps: AuthDeps, found: StoredPassword | null, rules: PasswordRules | null): Promise<void> {
  if (!(await sharedSettings(deps)).locks) return;
  const { lockAttempts = 0, tempLockAttempts = 0, tempLockMinutes = 0 } = rules ?? {};
  const isCounted = found?.hash && (lockAttempts > 0 || tempLockAttempts > 0);
  const now = deps.clock.now();
  const tempUntil = new Date(now.getTime() + tempLockMinutes * 60_000);
  await deps.store.passwordSettings.countFailure(
    isCounted ? { userId: found.userId, hash: found.hash ?? "" } : { userId: "", hash: "" },
    { attempts: lockAttempts, tempAttempts: tempLockAttempts, tempUntil },
    now,
  );
}

/** Wrong passwords a minute from one client address, whoever they were for. */
const GUESSES_PER_MINUTE = 50;

function guessKey(caller: Caller): string {
  return `guess:${addressKey(caller.address)}`;
}

/** Throws E130429 while the caller's address has guessed too often. Before the hash: a right guess must not stand out. */
async function refuseGuessing(deps: AuthDeps, caller: Caller): Promise<void> {
  const retryAfterSeconds = await deps.limiter.peek(guessKey(caller), GUESSES_PER_MINUTE);
  if (retryAfterSeconds === 0) return;
  const message = `Too many wrong passwords from this address. Try again in ${retryAfterSeconds} seconds`;
  throw new AuthError("E130429", message, { retryAfterSeconds });
}

/**
 * Finds out whether the password is this login ID's. One hash and one answer on every path that is wrong: unknown, without a
 * password, over-long, disabled, and right while the account is slowed down for what was tried under its other names. Throws E062906
 * wrong, E130429 while the login ID (existing or not) or the address is slowed down, without a hash; E062903 right, and locked for the wrong
 * ones before it.
 */
export async function provePassword(deps: AuthDeps, caller: Caller, loginId: string, password: string): Promise<ProvenPassword> {
  await refuseGuessing(deps, caller);
  const tries = { keys: keysOf(deps, possiblePasswordLanes(caller, loginId)), byUser: userKeyStart(PASSWORD_FAILURES) };
  const { found, tried } = await deps.store.users.findPasswordByLoginId(loginId, tries);
  const target = { typed: loginId, userId: found?.userId ?? null };
  const lanes = passwordLanes(caller, target);
  const { lane, isLetThrough, hasTries } = await peekTry(deps, lanes, tried);
  const isCompared = isLetThrough && !isOverLong(password);
  const typed = isCompared ? password : "";
  const matches = await deps.passwords.verify(isCompared ? (found?.hash ?? null) : null, normalisePassword(typed), typed);
  const rules = found && rulesFrom(deps, found.settings);
  if (matches && found?.hash && rules) {
    refuseLocked(deps, found);
    return {
      userId: found.userId,
      hash: found.hash,
      mustChange: found.mustChange || hasExpired(deps, rules, found.changedAt),
      lane,
      hasTries,
      async insistUnchanged(tx) {
        const { user, password: present } = await tx.users.findWithPassword(found.userId);
        if (!user || !present || present.changedAt.getTime() !== found.changedAt?.getTime()) throw new AuthError("E062906");
        // Expired while it was being checked: who tries again is told so.
        if (present.mustChange && !found.mustChange) throw new AuthError("E062906");
        refuseLocked(deps, present);
        if (found.failedCount > 0) await tx.passwordSettings.clearFailures(found.userId);
        return user;
      },
    };
  }
  await deps.limiter.take(guessKey(caller), GUESSES_PER_MINUTE);
  await deps.store.transaction((tx) => spendFailedTry(deps, tx, caller, { target, method: "password" }, { lanes, read: tried }));
  await countTowardsLock(deps, isCompared ? found : null, rules);
  throw new AuthError("E062906");
}

/**
 * Signs in with a password. Throws E062906 for everything that is wrong with login ID and password, E130429 while
 * the login ID is slowed down, E062130 when `stepup` or `mfa` comes without the user's refresh token; after the password matched:
 * E062903 when it is locked, E062909 when it has to be changed first, E062110 disabled, E062131 where a second factor is asked for to confirm, E011001 not a tenant
 * of the user's.
 */
export async function signInWithPassword(deps: AuthDeps, input: Input<typeof passwordSignIn>, caller: Caller): Promise<JWTResponse> {
  const { loginId, password } = input;
  const options = input.loginOptions ?? {};
  const mode = await readMode(caller, options);
  return deps.turns.take(loginId, async () => {
    const proven = await provePassword(deps, caller, loginId, password);
    if (proven.mustChange) throw new AuthError("E062909");
    if (deps.passwords.needsRehash(proven.hash)) {
      await deps.store.users.upgradeHash(proven.userId, proven.hash, await deps.passwords.hash(normalisePassword(password)));
    }
    return completeSignIn(deps, caller, {
      method: "pwd",
      mode,
      options,
      async authenticate(tx) {
        const user = await proven.insistUnchanged(tx);
        if (proven.hasTries) await refundTries(deps, tx, proven.lane);
        return { userId: user.id, user };
      },
    });
  });
}
