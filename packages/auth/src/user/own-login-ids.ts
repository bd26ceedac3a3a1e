import { AuthError } from "@repo/contract/errors";
import type { Input, Output } from "@repo/contract/operation";
import type { removeLoginId as removeOperation } from "@repo/contract/security";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import type { Caller, SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { spendChange } from "../security/account-changes";
import { endLetters } from "../session/end";
import { refuseEnded } from "../session/resolve";
import { queueNotice } from "./notice";
import { isLeftBehind, releaseLoginId } from "./release-login-id";
import { requireUser } from "./require-user";

/**
 * Makes an address that the user has just proven their login ID, in the place of the one that was their address before; beside the others
 * where none was. One that another account has left behind is taken from it. Throws E062125 for an address that is another's.
 *
 * @param before the user with the former address
 */
export async function goByAddress(deps: AuthDeps, tx: StoreTransaction, caller: Caller, before: UserRecord, email: string): Promise<void> {
  const { id } = before;
  const former = before.email !== email && before.loginIds.includes(before.email) ? before.email : undefined;
  if (before.loginIds.includes(email)) {
    if (former !== undefined) await tx.userChanges.removeLoginId(id, former);
    return;
  }
  const holder = await tx.users.findRecipient(email);
  if (holder && !isLeftBehind(email, holder)) throw new AuthError("E062125");
  if (holder) await releaseLoginId(deps, tx, caller, email, holder);
  const now = deps.clock.now();
  const isTaken =
    former === undefined
      ? (await tx.users.addLoginId(id, email, now)) === "loginIdTaken"
      : !(await tx.userChanges.replaceLoginId(id, former, email, now));
  if (isTaken) throw new AuthError("E062125");
}

/**
 * Removes one of the signed-in user's login IDs, which is told by mail; letters that are out end. Throws E062130 when it is not theirs,
 * E112103 for the one that is their email and for the last one, E130429 after twenty changes in 15 minutes.
 */
export async function removeOwnLoginId(
  deps: AuthDeps,
  { loginId }: Input<typeof removeOperation>,
  caller: SignedInCaller,
): Promise<Output<typeof removeOperation>> {
  const { session } = await caller.signedIn();
  await spendChange(deps, session.userId, "email");
  await deps.store.transaction(async (tx) => {
    await refuseEnded(deps, tx, session.id);
    const user = await requireUser(tx, session.userId);
    if (!user.loginIds.includes(loginId)) throw new AuthError("E062130", "The loginId belongs to another user");
    if (loginId === user.email) throw new AuthError("E112103", "The login ID that is the email goes when the email is changed");
    if (!(await tx.userChanges.removeLoginId(user.id, loginId))) throw new AuthError("E112103");
    await endLetters(deps, tx, user);
    await queueNotice(deps, tx, caller, user.id, "signInNameRemoved");
  });
  deps.outbox.wake();
  return {};
}
