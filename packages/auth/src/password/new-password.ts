import { AuthError } from "@repo/contract/errors";
import { PASSWORD_MAX } from "@repo/contract/limits";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import { PASSWORD_CHANGES, PASSWORD_FAILURES, refundTries, spendTry } from "../budget";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { bySignedIn, byStrangers } from "../guessing";
import { newId } from "../ids";
import { showAddress } from "../mail/show-address";
import { endResets } from "../session/end";
import { queueNotice } from "../user/notice";
import { checkPolicy, findMissing, isOverLong, normalisePassword } from "./policy";
import { type PasswordRules, projectRules, rulesOf } from "./settings";

/** Words an attacker would try for this account: who it belongs to and where it is. */
export function contextWords(deps: AuthDeps, loginIds: readonly string[], names: readonly (string | undefined)[]): string[] {
  const host = new URL(deps.config.appOrigin).hostname;
  const given = [...loginIds.map(showAddress), ...names].filter((word) => word !== undefined && word !== "") as string[];
  const parts = given.flatMap((word) => [word, word.split("@")[0] ?? "", ...word.split(/[\s@.]+/)]);
  return [deps.config.appName, host, ...host.split("."), ...parts];
}

/** The words of a user's account. */
export function wordsOf(deps: AuthDeps, { loginIds, name, email, givenName, familyName }: UserRecord): string[] {
  return contextWords(deps, loginIds, [name, email, givenName, familyName]);
}

/** A new password in its one spelling. Throws E062901 for one beyond any length, or with broken characters. */
export function newPassword(typed: string): string {
  if (isOverLong(typed)) throw new AuthError("E062901", `Password must have at most ${PASSWORD_MAX} characters`);
  // Half of a pair is stored as the replacement character, as is every other half: such passwords would all be alike.
  if (/\p{Cs}/u.test(typed)) throw new AuthError("E062901", "Password holds a character that is not one");
  return normalisePassword(typed);
}

/**
 * Throws E062901 with the reasons when the policy refuses a password (already normalised) for this account.
 *
 * @param rules the account's; the project's for who is nobody yet
 */
export async function refuseWeak(deps: AuthDeps, password: string, words: readonly string[], rules?: PasswordRules): Promise<void> {
  const asked = rules ?? (await projectRules(deps));
  const failures = new Set([...(await checkPolicy(password, words, asked.strength)), ...findMissing(password, asked)]);
  if (failures.size > 0) throw new AuthError("E062901", `Password ${[...failures].join(", ")}`);
}

/** Throws E062904 when the password is the present one or one of those before it. One hash for each: changing a password is rare. */
async function refuseReused(deps: AuthDeps, userId: string, password: string, { reuseAmount }: PasswordRules): Promise<void> {
  if (reuseAmount === 0) return;
  for (const hash of await deps.store.users.listHashes(userId, reuseAmount - 1)) {
    if (await deps.passwords.verify(hash, password)) throw new AuthError("E062904", `Password must not be one of the last ${reuseAmount}`);
  }
}

/** So many former hashes are remembered: the present one is the last of those that count. */
export function formerMax({ reuseAmount }: PasswordRules): number {
  return Math.max(0, reuseAmount - 1);
}

/**
 * Checks a new password for a user and answers what stores it: hash, history, an end to slow-down, to resets that are out or under way
 * (but in the session named), and word to the user by mail. Throws E062901 policy, E062904 used before, E130429 after twenty within an
 * hour: each costs one hash for every former password that may not come back, and one more.
 */
export async function prepareNewPassword(
  deps: AuthDeps,
  caller: Caller,
  user: UserRecord,
  typed: string,
): Promise<(tx: StoreTransaction, ownSessionId?: string) => Promise<void>> {
  const password = newPassword(typed);
  const rules = await rulesOf(deps, user.id);
  await refuseWeak(deps, password, wordsOf(deps, user), rules);
  await spendTry(deps, [bySignedIn(PASSWORD_CHANGES, user.id)]);
  await refuseReused(deps, user.id, password, rules);
  const hash = await deps.passwords.hash(password);
  return async (tx, ownSessionId) => {
    await endResets(deps, tx, user, ownSessionId);
    const history = { id: newId(deps.random, "P"), keep: formerMax(rules) };
    await tx.users.putPassword(user.id, hash, history, deps.clock.now());
    const names = user.loginIds.map((typed) => byStrangers(PASSWORD_FAILURES, { typed, userId: user.id }));
    await refundTries(deps, tx, ...names);
    await queueNotice(deps, tx, caller, user.id, "passwordChanged");
  };
}
