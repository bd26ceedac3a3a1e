import type { userDeleteBatch } from "@repo/contract/management/user-create";
import type { Input, Output } from "@repo/contract/operation";
import type { StoreTransaction } from "@repo/db/store";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { type ManagedEvent, writeAs } from "./write-as";

/** Deletes users and all that is theirs, and ends what was mailed to them, as part of a transaction; IDs of nobody are passed over. */
export async function removeUsers(deps: AuthDeps, tx: StoreTransaction, userIds: readonly string[]): Promise<ManagedEvent[]> {
  const users = await tx.userRemoval.listOwners(userIds);
  // What was mailed is in rows of its own.
  await tx.userRemoval.voidLettersOf(users, deps.clock.now());
  await tx.userRemoval.removeAll(users.map(({ id }) => id));
  return users.map(({ id, loginIds }) => ({ action: "UserDeleted", userId: id, loginIds }));
}

/** As `removeUsers`. */
export async function deleteUsers(
  deps: AuthDeps,
  { userIds }: Input<typeof userDeleteBatch>,
  caller: ManagementCaller,
): Promise<Output<typeof userDeleteBatch>> {
  return writeAs(deps, caller, async (tx) => ({ answer: {}, events: await removeUsers(deps, tx, userIds) }));
}
