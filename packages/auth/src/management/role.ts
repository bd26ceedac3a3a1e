import { AuthError } from "@repo/contract/errors";
import type {
  Role,
  roleAll,
  roleCreate,
  roleCreateBatch,
  roleDelete,
  roleDeleteBatch,
  roleSearch,
  roleUpdate,
  roleUpdateBatch,
} from "@repo/contract/management/role";
import type { Input, Output } from "@repo/contract/operation";
import type { RoleDetails, RoleRecord } from "@repo/db/management/roles";
import type { StoreTransaction } from "@repo/db/store";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { newId } from "../ids";
import { epochSeconds } from "../session/tokens";
import { requireNames } from "./require-names";
import { type ManagedEvent, writeAs } from "./write-as";

function presentRole({ id, name, description, permissionNames, createdAt, tenantId, isDefault, isPrivate }: RoleRecord): Role {
  return {
    id,
    name,
    description,
    permissionNames,
    createdTime: epochSeconds(createdAt),
    tenantId: tenantId ?? "",
    default: isDefault,
    private: isPrivate,
  };
}

function told(action: string, roles: readonly Pick<RoleRecord, "id" | "name" | "tenantId">[]): ManagedEvent[] {
  return roles.map(({ id, name, tenantId }) => ({ action, tenantId, data: { roleId: id, name } }));
}

/** IDs of permissions by their names. Throws E112401 for one that there is not. */
async function permissionIds(tx: StoreTransaction, names: readonly string[]): Promise<Map<string, string>> {
  const found = names.length > 0 ? await tx.permissions.find([], names) : [];
  const byName = new Map(found.map(({ id, name }) => [name, id]));
  if (names.some((name) => !byName.has(name))) throw new AuthError("E112401");
  return byName;
}

async function describeRoles(
  tx: StoreTransaction,
  roles: readonly (Omit<RoleDetails, "permissionIds"> & { permissionNames: readonly string[] })[],
): Promise<RoleDetails[]> {
  const ids = await permissionIds(tx, [...new Set(roles.flatMap(({ permissionNames }) => permissionNames))]);
  return roles.map(({ permissionNames, ...role }) => ({ ...role, permissionIds: permissionNames.map((name) => ids.get(name) ?? "") }));
}

/** As they are stored now, in this order. */
async function reread(tx: StoreTransaction, roles: readonly { id: string }[]): Promise<Role[]> {
  const ids = roles.map(({ id }) => id);
  const found = new Map((await tx.roles.find(ids, [])).map((role) => [role.id, role]));
  return ids.flatMap((id) => found.get(id) ?? []).map(presentRole);
}

async function create(deps: AuthDeps, caller: ManagementCaller, wanted: readonly Input<typeof roleCreate>[]): Promise<Role[]> {
  const asked = wanted.map((role) => ({
    id: newId(deps.random, "ROL"),
    name: role.name,
    description: role.description ?? "",
    permissionNames: role.permissionNames ?? [],
    tenantId: role.tenantId ?? null,
    isDefault: role.default ?? false,
    isPrivate: role.private ?? false,
  }));
  const tenantIds = [...new Set(asked.flatMap(({ tenantId }) => tenantId ?? []))];
  return writeAs(deps, caller, async (tx) => {
    if (tenantIds.length > 0 && (await tx.tenants.listIds(tenantIds)).length < tenantIds.length) throw new AuthError("E112201");
    const roles = await describeRoles(tx, asked);
    if ((await tx.roles.create(roles, deps.clock.now())) === "nameTaken") throw new AuthError("E112302");
    return { answer: await reread(tx, roles), events: told("RoleCreated", roles) };
  });
}

type NamedRole = { id?: string; name?: string; tenantId?: string };

/** The roles that are named, in the order they are named in; one named by its ID in another tenant is none. Throws E112301, E011002. */
async function findNamed(tx: StoreTransaction, named: readonly NamedRole[]): Promise<RoleRecord[]> {
  const { ids } = requireNames(named);
  const byName = named.filter(({ id }) => id === undefined).map(({ name = "", tenantId = null }) => ({ name, tenantId }));
  const found = await tx.roles.find(ids, byName);
  return named.map(({ id, name, tenantId }) => {
    const role = found.find((one) =>
      id === undefined
        ? one.name === name && one.tenantId === (tenantId ?? null)
        : one.id === id && one.tenantId === (tenantId ?? one.tenantId),
    );
    if (!role) throw new AuthError("E112301");
    return role;
  });
}

async function update(deps: AuthDeps, caller: ManagementCaller, wanted: readonly Input<typeof roleUpdate>[]): Promise<Role[]> {
  return writeAs(deps, caller, async (tx) => {
    const found = await findNamed(tx, wanted);
    const asked = found.map(({ id, tenantId, isDefault, isPrivate }, index) => {
      const role = wanted[index];
      return {
        id,
        name: role?.newName ?? "",
        description: role?.description ?? "",
        permissionNames: role?.permissionNames ?? [],
        tenantId,
        isDefault: role?.default ?? isDefault,
        isPrivate: role?.private ?? isPrivate,
      };
    });
    // Who names one twice means what they said last.
    const roles = await describeRoles(tx, [...new Map(asked.map((role) => [role.id, role])).values()]);
    if ((await tx.roles.update(roles)) === "nameTaken") throw new AuthError("E112302");
    return { answer: await reread(tx, asked), events: told("RoleUpdated", roles) };
  });
}

/** The only one of a list of one. */
function single(roles: readonly Role[]): Role {
  const [role] = roles;
  if (!role) throw new Error("A role was stored and is not there");
  return role;
}

/** Creates a role. Throws E112302 for a name that is taken in the project or its tenant, E112201, E112401. */
export async function createRole(
  deps: AuthDeps,
  input: Input<typeof roleCreate>,
  caller: ManagementCaller,
): Promise<Output<typeof roleCreate>> {
  return single(await create(deps, caller, [input]));
}

/** As `createRole`, for all or none of them. */
export async function createRoles(
  deps: AuthDeps,
  input: Input<typeof roleCreateBatch>,
  caller: ManagementCaller,
): Promise<Output<typeof roleCreateBatch>> {
  return { roles: await create(deps, caller, input.roles) };
}

/**
 * Replaces name, description and permissions, with effect from everybody's next refresh on; whether it is a default or private role only
 * where that is said. The tenant stays what it was. Throws E011002, E112301, E112302, E112401.
 */
export async function updateRole(
  deps: AuthDeps,
  input: Input<typeof roleUpdate>,
  caller: ManagementCaller,
): Promise<Output<typeof roleUpdate>> {
  return single(await update(deps, caller, [input]));
}

/** As `updateRole`, for all or none of them. */
export async function updateRoles(
  deps: AuthDeps,
  input: Input<typeof roleUpdateBatch>,
  caller: ManagementCaller,
): Promise<Output<typeof roleUpdateBatch>> {
  return { roles: await update(deps, caller, input.roles) };
}

async function remove(tx: StoreTransaction, roles: readonly RoleRecord[]) {
  await tx.roles.remove(roles.map(({ id }) => id));
  return { answer: {}, events: told("RoleDeleted", roles) };
}

/** Deletes a role: nobody has it from their next refresh on. Throws E011002, E112301. */
export async function deleteRole(
  deps: AuthDeps,
  input: Input<typeof roleDelete>,
  caller: ManagementCaller,
): Promise<Output<typeof roleDelete>> {
  return writeAs(deps, caller, async (tx) => remove(tx, await findNamed(tx, [input])));
}

/** Deletes those of them that there are. Throws E011002 where none is named. */
export async function deleteRoles(
  deps: AuthDeps,
  { roleNames = [], roleIds = [], tenantId = undefined }: Input<typeof roleDeleteBatch>,
  caller: ManagementCaller,
): Promise<Output<typeof roleDeleteBatch>> {
  if (roleNames.length + roleIds.length === 0) throw new AuthError("E011002", "The roleNames or the roleIds field is required");
  const named = roleNames.map((name) => ({ name, tenantId: tenantId ?? null }));
  return writeAs(deps, caller, async (tx) => remove(tx, await tx.roles.find(roleIds, named)));
}

/** Every role, of the project and of tenants. */
export async function loadRoles(deps: AuthDeps, _input: Input<typeof roleAll>, _caller: ManagementCaller): Promise<Output<typeof roleAll>> {
  return { roles: (await deps.store.roles.list()).map(presentRole) };
}

function holds(text: string, part: string | undefined): boolean {
  return part === undefined || text.toLowerCase().includes(part.toLowerCase());
}

const SORTABLE = ["name", "description", "tenantId", "createdTime"] as const;

function compareRoles(sort: NonNullable<Input<typeof roleSearch>["sort"]>): (left: Role, right: Role) => number {
  return (left, right) => {
    for (const { field, desc = false } of sort) {
      const column = SORTABLE.find((one) => one === field);
      if (column === undefined || left[column] === right[column]) continue;
      return left[column] < right[column] === desc ? 1 : -1;
    }
    return 0;
  };
}

/** The roles that meet every criterion; an empty list is none. */
export async function searchRoles(
  deps: AuthDeps,
  input: Input<typeof roleSearch>,
  _caller: ManagementCaller,
): Promise<Output<typeof roleSearch>> {
  const {
    tenantIds = [],
    roleNames = [],
    roleIds = [],
    permissionNames = [],
    roleNameLike,
    text,
    includeProjectRoles = false,
    sort = [],
  } = input;
  const { roles } = deps.store;
  const found = tenantIds.length > 0 ? await roles.listOf(tenantIds, includeProjectRoles) : await roles.list();
  const met = found.filter(
    (role) =>
      (roleNames.length === 0 || roleNames.includes(role.name)) &&
      (roleIds.length === 0 || roleIds.includes(role.id)) &&
      (permissionNames.length === 0 || role.permissionNames.some((name) => permissionNames.includes(name))) &&
      holds(role.name, roleNameLike) &&
      (holds(role.name, text) || holds(role.description, text)),
  );
  return { roles: met.map(presentRole).sort(compareRoles(sort)) };
}
