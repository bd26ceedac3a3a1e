import { AuthError } from "@repo/contract/errors";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";

/** The user as they are in their own sessions: memberships of disabled tenants are none, wherever a session is opened, refreshed or shown. */
export function withoutDisabledTenants(user: UserRecord): UserRecord {
  return { ...user, tenants: user.tenants.filter(({ disabled }) => !disabled) };
}

/** The user as they are now, or within a transaction, in their own sessions. Throws E064002 for one who was deleted meanwhile. */
export async function requireUser({ users }: Pick<StoreTransaction, "users">, userId: string): Promise<UserRecord> {
  const user = await users.findById(userId);
  if (!user) throw new AuthError("E064002");
  return withoutDisabledTenants(user);
}
