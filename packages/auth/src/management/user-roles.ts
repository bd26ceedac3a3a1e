import { AuthError } from "@repo/contract/errors";
import type { userAddRoles, userAddTenant, userRemoveRoles, userRemoveTenant, userSetRoles } from "@repo/contract/management/user-update";
import type { Input, Output } from "@repo/contract/operation";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { findRoleIds, requireTenant } from "./access";
import { changeUser } from "./change-user";

interface NamedRoles {
  loginId: string;
  roleNames?: readonly string[];
  tenantId?: string;
}

/** The named roles of the user's project, or of a tenant that they belong to. Throws E112201, E112203 for no member, E112303. */
async function rolesFor(
  tx: StoreTransaction,
  user: UserRecord,
  { roleNames = [], tenantId }: NamedRoles,
): Promise<{ roleIds: string[]; tenantId: string | null }> {
  const roleIds = await findRoleIds(tx, tenantId, roleNames);
  if (tenantId !== undefined && !user.tenants.some((tenant) => tenant.tenantId === tenantId)) throw new AuthError("E112203");
  return { roleIds, tenantId: tenantId ?? null };
}

/** Replaces a user's roles in one place. They show in the next refresh. Throws E112102, E112201, E112203 for no member, E112303. */
export async function setRoles(
  deps: AuthDeps,
  input: Input<typeof userSetRoles>,
  caller: ManagementCaller,
): Promise<Output<typeof userSetRoles>> {
  return changeUser(deps, caller, input, "UserRolesSet", async (tx, user) => {
    const { roleIds, tenantId } = await rolesFor(tx, user, input);
    if (tenantId === null) await tx.userChanges.setProjectRoles(user.id, roleIds);
    else await tx.userChanges.setTenantRoles(user.id, tenantId, roleIds);
    return { tenantId, data: { roleNames: input.roleNames ?? [] } };
  });
}

/** Gives a user roles; those they have stay. Throws E112102, E112201, E112203 for no member, E112303. */
export async function addRoles(
  deps: AuthDeps,
  input: Input<typeof userAddRoles>,
  caller: ManagementCaller,
): Promise<Output<typeof userAddRoles>> {
  return changeUser(deps, caller, input, "UserRolesAdded", async (tx, user) => {
    const { roleIds, tenantId } = await rolesFor(tx, user, input);
    if (roleIds.length === 0) return null;
    if (tenantId === null) await tx.userChanges.addProjectRoles(user.id, roleIds);
    else await tx.userChanges.addTenantRoles(user.id, [{ tenantId, roleIds }]);
    return { tenantId, data: { roleNames: input.roleNames ?? [] } };
  });
}

/** Takes roles from a user, who may have none of them. Throws E112102, E112201, E112203 for no member, E112303. */
export async function removeRoles(
  deps: AuthDeps,
  input: Input<typeof userRemoveRoles>,
  caller: ManagementCaller,
): Promise<Output<typeof userRemoveRoles>> {
  return changeUser(deps, caller, input, "UserRolesRemoved", async (tx, user) => {
    const { roleIds, tenantId } = await rolesFor(tx, user, input);
    if (roleIds.length === 0) return null;
    if (tenantId === null) await tx.userChanges.removeProjectRoles(user.id, roleIds);
    else await tx.userChanges.removeTenantRoles(user.id, tenantId, roleIds);
    return { tenantId, data: { roleNames: input.roleNames ?? [] } };
  });
}

/** Makes a user a member of a tenant, with the roles it gives its members; a member stays as they are. Throws E112102, E112201. */
export async function addTenant(
  deps: AuthDeps,
  input: Input<typeof userAddTenant>,
  caller: ManagementCaller,
): Promise<Output<typeof userAddTenant>> {
  const { tenantId } = input;
  return changeUser(deps, caller, input, "UserTenantAdded", async (tx, user) => {
    await requireTenant(tx, tenantId);
    return (await tx.userChanges.addTenant(user.id, tenantId)) ? { tenantId } : null;
  });
}

/** Ends a user's membership of a tenant and their roles in it; who is no member stays as they are. Throws E112102, E112201. */
export async function removeTenant(
  deps: AuthDeps,
  input: Input<typeof userRemoveTenant>,
  caller: ManagementCaller,
): Promise<Output<typeof userRemoveTenant>> {
  const { tenantId } = input;
  return changeUser(deps, caller, input, "UserTenantRemoved", async (tx, user) => {
    await requireTenant(tx, tenantId);
    return (await tx.userChanges.removeTenant(user.id, tenantId)) ? { tenantId } : null;
  });
}
