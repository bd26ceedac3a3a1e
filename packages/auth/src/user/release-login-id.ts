import { isEmail } from "@repo/contract/login-id";
import type { StoreTransaction } from "@repo/db/store";
import type { Holder, Recipient } from "@repo/db/users";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { queueNotice } from "./notice";

/**
 * Whether an account has somebody's address as a login ID and another one as its own: it signed up with an address that it never proved
 * and moved on, or it had it once. Whoever proves the address now may sign up with it.
 */
export function isLeftBehind(loginId: string, holder: Pick<Recipient, "email">): boolean {
  return isEmail(loginId) && holder.email !== loginId;
}

/**
 * Whether the account has never even shown that the address was its own: whoever asks for a letter to it is somebody else, for all that
 * is known. One that was proven and moved from goes on as a name that its owner gets letters by.
 */
export function isSomebodyElses(loginId: string, holder: Pick<Holder, "email" | "hasProvenIt">): boolean {
  return isLeftBehind(loginId, holder) && !holder.hasProvenIt;
}

/**
 * Takes a login ID that is left behind away from its account, for who has just shown that the address is theirs. The account keeps
 * everything else and gets a name to sign in with where that was its only one: its own address, or its ID where that is somebody's login
 * ID. Its owner is told by mail. Call `deps.outbox.wake()` afterwards.
 *
 * @param holder who has it; null for nobody
 */
export async function releaseLoginId(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  loginId: string,
  holder: Holder | null,
): Promise<void> {
  if (!holder || !isLeftBehind(loginId, holder)) return;
  await tx.users.removeLoginId(holder.id, loginId);
  const user = await tx.users.findById(holder.id);
  if (user?.loginIds.length === 0) {
    const isFree = holder.email !== "" && (await tx.users.findIdByLoginId(holder.email)) === null;
    const provenAt = isFree && holder.verifiedEmail ? deps.clock.now() : null;
    await tx.users.addLoginId(holder.id, isFree ? holder.email : holder.id, provenAt);
  }
  await queueNotice(deps, tx, caller, holder.id, "loginIdRemoved");
}
