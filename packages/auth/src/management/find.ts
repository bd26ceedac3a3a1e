import { AuthError } from "@repo/contract/errors";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";

/** Whom a management call names: by login ID or user ID in one field, or by either in a field of its own. */
export type Named = string | { loginId?: string; userId?: string };

/** The user that a management call names, as they are now or within a transaction. Throws E112102 for nobody, E011002 where no name is given. */
export async function findManaged({ users }: Pick<StoreTransaction, "users">, named: Named): Promise<UserRecord> {
  const { loginId, userId } = typeof named === "string" ? { loginId: named } : named;
  if (loginId === undefined && userId === undefined) throw new AuthError("E011002", "The loginId or the userId field is required");
  const user = userId === undefined ? await users.findByIdOrLoginId(loginId ?? "") : await users.findById(userId);
  if (!user) throw new AuthError("E112102");
  return user;
}

/** The same user again, after a change within the transaction. */
export async function refind({ users }: Pick<StoreTransaction, "users">, { id }: Pick<UserRecord, "id">): Promise<UserRecord> {
  return findManaged({ users }, { userId: id });
}

/** Which of the user's login IDs a call is about: the one it names or, where it names their user ID, the first. */
export function loginIdOf({ loginIds }: Pick<UserRecord, "loginIds">, named: string): string | undefined {
  return loginIds.includes(named) ? named : loginIds[0];
}
