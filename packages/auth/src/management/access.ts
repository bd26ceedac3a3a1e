import { AuthError } from "@repo/contract/errors";
import type { MembershipToBe, WantedRole } from "@repo/db/management/user-changes";
import type { StoreTransaction } from "@repo/db/store";

/** What a call says of where a user belongs and what they may do: names, which have to be found. */
export interface SaidAccess {
  roleNames?: readonly string[];
  userTenants?: readonly { tenantId: string; roleNames?: readonly string[] }[];
}

/** The same, found. What the call does not say is not there. */
export interface Access {
  roleIds?: readonly string[];
  tenants?: readonly MembershipToBe[];
}

/** Finds roles by their names, in a tenant or (null) in the project. Throws E112201 for no such tenant, E112303 for no such role in it. */
async function findRoles({ userChanges }: Pick<StoreTransaction, "userChanges">, wanted: readonly WantedRole[]) {
  const found = await userChanges.findRoles(wanted);
  for (const { tenantId, isTenant, roleName, roleId } of found) {
    if (tenantId !== null && !isTenant) throw new AuthError("E112201", `No tenant has the ID ${tenantId}`);
    if (roleName !== null && roleId === null) throw new AuthError("E112303", `No role has the name ${roleName}`);
  }
  return found;
}

/**
 * Finds the tenants and roles that a call names, all by one statement; none where it names none. Within the transaction that gives them.
 * A role's name means the tenant's own role before the project's. Throws E112201 for no such tenant, E112303 for no such role.
 */
export async function findAccess(tx: Pick<StoreTransaction, "userChanges">, { roleNames, userTenants }: SaidAccess): Promise<Access> {
  const inProject = (roleNames ?? []).map((roleName) => ({ tenantId: null, roleName }));
  const inTenants = (userTenants ?? []).flatMap(({ tenantId, roleNames: names = [] }) =>
    [null, ...names].map((roleName) => ({ tenantId, roleName })),
  );
  const wanted: WantedRole[] = [...inProject, ...inTenants];
  const found = wanted.length > 0 ? await findRoles(tx, wanted) : [];
  const idsIn = (place: string | null) => found.flatMap(({ tenantId, roleId }) => (tenantId === place && roleId !== null ? [roleId] : []));
  return {
    ...(roleNames && { roleIds: idsIn(null) }),
    ...(userTenants && {
      tenants: userTenants.map(({ tenantId, roleNames: names }) => ({ tenantId, ...(names && { roleIds: idsIn(tenantId) }) })),
    }),
  };
}

/** As `findAccess`, the roles of one place: their IDs. */
export async function findRoleIds(
  tx: Pick<StoreTransaction, "userChanges">,
  tenantId: string | undefined,
  roleNames: readonly string[],
): Promise<string[]> {
  const { roleIds = [], tenants } = await findAccess(
    tx,
    tenantId === undefined ? { roleNames } : { userTenants: [{ tenantId, roleNames }] },
  );
  return [...(tenants?.[0]?.roleIds ?? roleIds)];
}

/** Throws E112201 where there is no such tenant. */
export async function requireTenant(tx: Pick<StoreTransaction, "userChanges">, tenantId: string): Promise<void> {
  await findAccess(tx, { userTenants: [{ tenantId }] });
}

/**
 * Puts what was found in place of what the user has; what the call does not name stays. Where a tenant is named without roles, the user has
 * those that it gives its members.
 */
export async function putAccess({ userChanges }: Pick<StoreTransaction, "userChanges">, userId: string, access: Access): Promise<void> {
  if (access.roleIds) await userChanges.setProjectRoles(userId, access.roleIds);
  if (access.tenants) await userChanges.setTenants(userId, access.tenants);
}
