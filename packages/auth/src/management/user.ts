import type { userDelete, userLoad, userLogout, userUpdateStatus } from "@repo/contract/management/user";
import type { Input, Output } from "@repo/contract/operation";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { endSessions, endSessionsAndLetters } from "../session/end";
import { presentUser } from "../user/present";
import { changeUser } from "./change-user";
import { findManaged } from "./find";
import { removeUsers } from "./user-delete";
import { writeAs } from "./write-as";

/** One user. Throws E112102, E011002. */
export async function loadUser(deps: AuthDeps, input: Input<typeof userLoad>, _caller: ManagementCaller): Promise<Output<typeof userLoad>> {
  return { user: presentUser(deps, await findManaged(deps.store, input)) };
}

/** Enables or disables a user; who is disabled has no session any more, and no letter that would open one. Throws E112102. */
export async function updateUserStatus(
  deps: AuthDeps,
  { loginId, status }: Input<typeof userUpdateStatus>,
  caller: ManagementCaller,
): Promise<Output<typeof userUpdateStatus>> {
  return changeUser(deps, caller, { loginId }, "UserStatusChanged", async (tx, user) => {
    if (status === "disabled") await endSessionsAndLetters(deps, tx, user);
    return { columns: { status }, data: { from: user.status, to: status } };
  });
}

/** Deletes a user and all that is theirs. Throws E112102, E011002. */
export async function deleteUser(
  deps: AuthDeps,
  input: Input<typeof userDelete>,
  caller: ManagementCaller,
): Promise<Output<typeof userDelete>> {
  return writeAs(deps, caller, async (tx) => {
    const user = await findManaged(tx, input);
    return { answer: {}, events: await removeUsers(deps, tx, [user.id]) };
  });
}

/** Ends every session of a user, and the trust in their browsers. Session types are accepted and make no difference. Throws E112102, E011002. */
export async function logoutUser(
  deps: AuthDeps,
  input: Input<typeof userLogout>,
  caller: ManagementCaller,
): Promise<Output<typeof userLogout>> {
  return writeAs(deps, caller, async (tx) => {
    const user = await findManaged(tx, input);
    await endSessions(deps, tx, user);
    await tx.trustedDevices.endAll(user.id);
    return { answer: {}, events: [{ action: "UserLoggedOut", userId: user.id, loginIds: user.loginIds }] };
  });
}
