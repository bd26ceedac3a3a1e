import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import type { SetUpBefore as Named } from "@repo/emails/letter";
import { recordEvent } from "../audit";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { endLetters, endSessions } from "../session/end";
import { queueNoticeLetter } from "./notice";
import { KEEP_MINUTES, type SetUpBefore, setAside } from "./set-aside";

/** As letters name what was found. */
const SET_UP_BEFORE: readonly [Named, keyof SetUpBefore][] = [
  ["password", "password"],
  ["authenticator", "totp"],
  ["recoveryCodes", "recoveryCodes"],
  ["devices", "devices"],
];

/**
 * Ends every way into the account that may be somebody else's: nobody who had shown that the address is theirs has set any of them up.
 * A second factor too: were it still asked for, the owner would be kept out and the stranger let in, with a proven address. Whoever reads
 * the mail is told what there was. At a page they may bring back what they can show, password and authenticator, for ten minutes.
 *
 * @returns whether there is anything to tell them there
 */
async function dispossess(deps: AuthDeps, tx: StoreTransaction, caller: Caller, user: UserRecord, email: string): Promise<boolean> {
  const now = deps.clock.now();
  const { password, totp, recoveryCodes } = await tx.setAside.findPossessions(user.id);
  const devices = await endSessions(deps, tx, user);
  const found: SetUpBefore = { password: password !== null, totp: totp !== null, recoveryCodes, devices };
  const names = SET_UP_BEFORE.filter(([, is]) => found[is]).map(([name]) => name);
  if (password) {
    await tx.users.removePassword(user.id);
    await recordEvent(deps, tx, caller, { userId: user.id, action: "PasswordRemoved" });
  }
  await tx.factors.removeRecoveryCodes(user.id);
  if (user.secondFactor) await tx.factors.setSecondFactor(user.id, false, now);
  if (totp) {
    await tx.factors.removeTotp(user.id);
    await recordEvent(deps, tx, caller, { userId: user.id, action: "TotpRemoved" });
  }
  if (names.length === 0) return false;
  const isPage = caller.surface === "browser";
  if (isPage) {
    const contents = { ...(password && { password }), ...(totp && { totp: { key: totp, secondFactor: user.secondFactor } }) };
    await setAside(deps, tx, user, contents, found);
  }
  const mayKeep = isPage && (password !== null || totp !== null);
  const more = { found: names, ...(mayKeep && { keepMinutes: KEEP_MINUTES }) };
  await queueNoticeLetter(deps, tx, caller, user, "setUpBeforeRemoved", email, more);
  return isPage;
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
): Promise<"same" | "changed" | "setAside"> {
  const now = deps.clock.now();
  if (user.verifiedEmail && user.email === email) return "same";
  const hasSetAside = !isOwner && !user.verifiedEmail && (await dispossess(deps, tx, caller, user, email));
  // Whoever reads the mail of the former address, or of one that was mistyped, lets nobody in any more.
  if (user.email !== email) await endLetters(deps, tx, user);
  await tx.users.setVerifiedEmail(user.id, email, now);
  return hasSetAside ? "setAside" : "changed";
}
