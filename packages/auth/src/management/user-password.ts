import type { userExpirePassword, userSetActivePassword } from "@repo/contract/management/user-password";
import type { Input, Output } from "@repo/contract/operation";
import { PASSWORD_FAILURES, refundTries } from "../budget";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { byStrangers } from "../guessing";
import { newId } from "../ids";
import { formerMax, newPassword, refuseWeak, wordsOf } from "../password/new-password";
import { rulesOf } from "../password/settings";
import { endResets, endSessions } from "../session/end";
import { queueNoticeLetter } from "../user/notice";
import { findManaged } from "./find";
import { writeAs } from "./write-as";

/** Sets a password for a user, who is told by mail. Throws E112102, E062901 policy. */
async function setPassword(
  deps: AuthDeps,
  { loginId, password: typed }: Input<typeof userSetActivePassword>,
  caller: ManagementCaller,
  { mustChange }: { mustChange: boolean },
): Promise<Output<typeof userSetActivePassword>> {
  const account = await findManaged(deps.store, loginId);
  const { id } = account;
  const password = newPassword(typed);
  const rules = await rulesOf(deps, id);
  await refuseWeak(deps, password, wordsOf(deps, account), rules);
  const hash = await deps.passwords.hash(password);
  const historyId = newId(deps.random, "P");
  await writeAs(deps, caller, async (tx) => {
    const user = await findManaged(tx, { userId: id });
    await tx.users.putPassword(id, hash, { id: historyId, keep: formerMax(rules) }, deps.clock.now(), mustChange);
    await endSessions(deps, tx, user);
    await endResets(deps, tx, user);
    await refundTries(deps, tx, ...user.loginIds.map((typed) => byStrangers(PASSWORD_FAILURES, { typed, userId: id })));
    await queueNoticeLetter(deps, tx, caller, user, "passwordChanged");
    return { answer: {}, events: [{ action: "PasswordSet", userId: id, loginIds: user.loginIds, data: { mustChange } }] };
  });
  deps.outbox.wake();
  return { cleartext: "" };
}

/** Sets a password that signs nobody in until it is replaced. Ends sessions, resets and locks. Throws E112102, E062901 policy. */
export function setTemporaryPassword(
  deps: AuthDeps,
  input: Input<typeof userSetActivePassword>,
  caller: ManagementCaller,
): Promise<Output<typeof userSetActivePassword>> {
  return setPassword(deps, input, caller, { mustChange: true });
}

/** Sets a password that signs in from now on. Ends sessions, resets and locks. Throws E112102, E062901 policy. */
export function setActivePassword(
  deps: AuthDeps,
  input: Input<typeof userSetActivePassword>,
  caller: ManagementCaller,
): Promise<Output<typeof userSetActivePassword>> {
  return setPassword(deps, input, caller, { mustChange: false });
}

/** Has a user replace their password before it signs in again, ends their sessions, and tells them by mail. Who has none is left alone. Throws E112102. */
export async function expirePassword(
  deps: AuthDeps,
  { loginId }: Input<typeof userExpirePassword>,
  caller: ManagementCaller,
): Promise<Output<typeof userExpirePassword>> {
  await writeAs(deps, caller, async (tx) => {
    const user = await findManaged(tx, loginId);
    if (!(await tx.passwordSettings.expire(user.id))) return { answer: {}, events: [] };
    await endSessions(deps, tx, user);
    await queueNoticeLetter(deps, tx, caller, user, "passwordExpired");
    return { answer: {}, events: [{ action: "PasswordExpired", userId: user.id, loginIds: user.loginIds }] };
  });
  deps.outbox.wake();
  return {};
}
