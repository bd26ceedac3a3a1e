import type { User } from "@repo/contract/user";
import type { StoreTransaction } from "@repo/db/store";
import type { NewUser, UserRecord } from "@repo/db/users";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { pictureUrl, uploadedKey } from "../profile/picture-address";
import { presentUser } from "../user/present";
import { findManaged, refind } from "./find";
import { type ManagedEvent, writeAs } from "./write-as";

/** Columns of a user that management may replace. */
export type Columns = Partial<Omit<NewUser, "id" | "loginIds" | "passwordHash" | "createdAt">>;

/** What a change of a user comes to beside the rows it has written itself. */
export interface Change extends Omit<ManagedEvent, "userId" | "loginIds" | "action"> {
  columns?: Columns;
}

/**
 * What the column for the picture comes to. An address that is the one of the user's uploaded picture leaves it as it is; any other takes its
 * place, and it is gone.
 */
async function settlePicture(deps: AuthDeps, tx: StoreTransaction, user: UserRecord, columns: Columns): Promise<Columns> {
  const { picture } = columns;
  if (picture === undefined || uploadedKey(user.picture) === undefined) return columns;
  if (picture === pictureUrl(deps, user.picture)) return { ...columns, picture: user.picture };
  await tx.userPictures.remove(user.id);
  return columns;
}

/**
 * One change of one user: found, changed, told in the audit trail and read again in one transaction, so that of many at once none is lost.
 * Throws E112102 and what `change` throws.
 *
 * @param change what it does to the user as they are now; null where nothing changes, which is told nowhere
 */
export async function changeUser(
  deps: AuthDeps,
  caller: ManagementCaller,
  { loginId }: { loginId: string },
  action: string,
  change: (tx: StoreTransaction, user: UserRecord) => Promise<Change | null>,
): Promise<{ user: User }> {
  return writeAs(deps, caller, async (tx) => {
    const user = await findManaged(tx, loginId);
    const changed = await change(tx, user);
    if (changed === null) return { answer: { user: presentUser(deps, user) }, events: [] };
    const { columns: said = {}, ...event } = changed;
    const columns = await settlePicture(deps, tx, user, said);
    await tx.userChanges.setColumns(user.id, columns, deps.clock.now());
    return {
      answer: { user: presentUser(deps, await refind(tx, user)) },
      events: [{ ...event, action, userId: user.id, loginIds: user.loginIds }],
    };
  });
}
