import type { userDeleteBatch } from "@repo/contract/management/user-create";
import type { Input, Output } from "@repo/contract/operation";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { writeAs } from "./write-as";

/** Deletes users and all that is theirs, and ends what was mailed to them; IDs of nobody are passed over. */
export async function deleteUsers(
  deps: AuthDeps,
  { userIds }: Input<typeof userDeleteBatch>,
  caller: ManagementCaller,
): Promise<Output<typeof userDeleteBatch>> {
  return writeAs(deps, caller, async (tx) => {
    const users = await tx.userCreation.listOwners(userIds);
    // What was mailed is in rows of its own.
    await tx.userCreation.voidLettersOf(users, deps.clock.now());
    await tx.userCreation.removeAll(users.map(({ id }) => id));
    return { answer: {}, events: users.map(({ id, loginIds }) => ({ action: "UserDeleted", userId: id, loginIds })) };
  });
}
