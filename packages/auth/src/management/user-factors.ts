import type { userListPasskeys, userRemovePasskeys, userRemoveRecoveryCodes, userRemoveTotp } from "@repo/contract/management/user-update";
import type { Input, Output } from "@repo/contract/operation";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { queueNoticeLetter } from "../user/notice";
import { findManaged } from "./find";
import { writeAs } from "./write-as";

/**
 * Removes a user's authenticator and with it the recovery codes and the second step, as the user's own removal does, and tells them by mail.
 * Throws E112102.
 */
export async function removeTotpSeed(
  deps: AuthDeps,
  { loginId }: Input<typeof userRemoveTotp>,
  caller: ManagementCaller,
): Promise<Output<typeof userRemoveTotp>> {
  await writeAs(deps, caller, async (tx) => {
    const user = await findManaged(tx, loginId);
    if (!user.hasTotp) return { answer: {}, events: [] };
    await tx.factors.removeTotp(user.id);
    await tx.factors.removeRecoveryCodes(user.id);
    await tx.factors.setSecondFactor(user.id, false, deps.clock.now());
    await queueNoticeLetter(deps, tx, caller, user, "authenticatorRemoved");
    return { answer: {}, events: [{ action: "TotpRemoved", userId: user.id, loginIds: user.loginIds }] };
  });
  deps.outbox.wake();
  return {};
}

/** Removes a user's recovery codes, and tells them by mail. Throws E112102. */
export async function removeRecoveryCodes(
  deps: AuthDeps,
  { loginId }: Input<typeof userRemoveRecoveryCodes>,
  caller: ManagementCaller,
): Promise<Output<typeof userRemoveRecoveryCodes>> {
  await writeAs(deps, caller, async (tx) => {
    const user = await findManaged(tx, loginId);
    const had = await tx.factors.countRecoveryCodes(user.id);
    await tx.factors.removeRecoveryCodes(user.id);
    if (had === 0) return { answer: {}, events: [] };
    await queueNoticeLetter(deps, tx, caller, user, "recoveryCodesRemoved");
    return { answer: {}, events: [{ action: "RecoveryCodesRemoved", userId: user.id, loginIds: user.loginIds }] };
  });
  deps.outbox.wake();
  return {};
}

/** Nobody has passkeys here: there is nothing to remove. Throws E112102. */
export async function removeAllPasskeys(
  deps: AuthDeps,
  { loginId }: Input<typeof userRemovePasskeys>,
  _caller: ManagementCaller,
): Promise<Output<typeof userRemovePasskeys>> {
  await findManaged(deps.store, loginId);
  return {};
}

/** Nobody has passkeys here. Throws E112102. */
export async function listPasskeys(
  deps: AuthDeps,
  { loginId }: Input<typeof userListPasskeys>,
  _caller: ManagementCaller,
): Promise<Output<typeof userListPasskeys>> {
  await findManaged(deps.store, loginId);
  return { passkeys: [] };
}
