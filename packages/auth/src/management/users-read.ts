import type { usersHistory, usersHistoryV2, usersLoad } from "@repo/contract/management/user-update";
import type { Input, Output } from "@repo/contract/operation";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { HISTORY_MAX, presentSignIn } from "../session/about-me";
import { SIGN_IN_ACTION } from "../session/complete-sign-in";
import { presentUser } from "../user/present";
import { blankUser } from "./blank-user";

/** Users by their IDs, in this order, each once. Those there are not are left out, or blank where they are asked for. */
export async function loadUsers(
  deps: AuthDeps,
  { userIds = [], includeInvalidUsers = false }: Input<typeof usersLoad>,
  _caller: ManagementCaller,
): Promise<Output<typeof usersLoad>> {
  const ids = [...new Set(userIds)];
  const found = new Map((await deps.store.users.listByIds(ids)).map((user) => [user.id, presentUser(deps, user)]));
  const users = ids.flatMap((userId) => found.get(userId) ?? (includeInvalidUsers ? blankUser({ userId }) : []));
  return { users, total: users.length };
}

/** Past sign-ins, those of each user newest first; of nobody where there is no such user. */
export async function showHistories(
  deps: AuthDeps,
  userIds: Input<typeof usersHistory>,
  _caller: ManagementCaller,
): Promise<Output<typeof usersHistory>> {
  const events = await deps.store.audit.listByUsers([...new Set(userIds)], SIGN_IN_ACTION, HISTORY_MAX);
  return events.map(presentSignIn);
}

/** The same, in an object. */
export async function showHistoriesInObject(
  deps: AuthDeps,
  { userIds = [] }: Input<typeof usersHistoryV2>,
  caller: ManagementCaller,
): Promise<Output<typeof usersHistoryV2>> {
  return { usersAuthHistory: await showHistories(deps, userIds, caller) };
}
