import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { endLetters, endSessions } from "../session/end";
import { queueNotice } from "./notice";

/**
 * Ends every way into the account that may be somebody else's: nobody who had shown that the address is theirs has set any of them up.
 * A second factor too: were it still asked for, the owner would be kept out and the stranger let in, with a proven address.
 */
async function dispossess(deps: AuthDeps, tx: StoreTransaction, caller: Caller, user: UserRecord, email: string): Promise<void> {
  const now = deps.clock.now();
  await endSessions(deps, tx, user);
  if (user.hasPassword) {
    await tx.users.removePassword(user.id);
    await queueNotice(deps, tx, caller, user.id, "passwordRemoved", email);
  }
  await tx.factors.removeRecoveryCodes(user.id);
  if (user.secondFactor) await tx.factors.setSecondFactor(user.id, false, now);
  if (!user.hasTotp) return;
  await tx.factors.removeTotp(user.id);
  await queueNotice(deps, tx, caller, user.id, "authenticatorRemoved", email);
}

/**
 * The user has received something at this address: it is theirs from now on. Somebody who was not signed in and proves an address that
 * the account had never proved may be its first real owner, and whoever set the account up before may not: an earlier password, an
 * earlier authenticator and earlier sessions end. (The attack is known as account pre-hijacking.)
 *
 * @param user as they are in this transaction
 * @param isOwner whether the proof was asked for by the signed-in user
 * @returns whether anything of theirs has changed
 */
export async function proveEmail(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  user: UserRecord,
  email: string,
  { isOwner }: { isOwner: boolean },
): Promise<boolean> {
  const now = deps.clock.now();
  if (user.verifiedEmail && user.email === email) return false;
  if (!isOwner && !user.verifiedEmail) await dispossess(deps, tx, caller, user, email);
  // Whoever reads the mail of the former address, or of one that was mistyped, lets nobody in any more.
  if (user.email !== email) await endLetters(deps, tx, user);
  await tx.users.setVerifiedEmail(user.id, email, now);
  return true;
}
