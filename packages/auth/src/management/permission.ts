import { AuthError } from "@repo/contract/errors";
import type {
  Permission,
  permissionAll,
  permissionCreate,
  permissionCreateBatch,
  permissionDelete,
  permissionDeleteBatch,
  permissionUpdate,
  permissionUpdateBatch,
} from "@repo/contract/management/permission";
import type { Input, Output } from "@repo/contract/operation";
import type { PermissionRecord } from "@repo/db/management/permissions";
import type { StoreTransaction } from "@repo/db/store";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { newId } from "../ids";
import { requireNames } from "./require-names";
import { type ManagedEvent, writeAs } from "./write-as";

function presentPermission({ id, name, description, systemDefault }: PermissionRecord): Permission {
  return { id, name, description, systemDefault };
}

function told(action: string, permissions: readonly Pick<PermissionRecord, "id" | "name">[]): ManagedEvent[] {
  return permissions.map(({ id, name }) => ({ action, data: { permissionId: id, name } }));
}

async function create(deps: AuthDeps, caller: ManagementCaller, wanted: Input<typeof permissionCreate>[]): Promise<void> {
  const permissions = wanted.map(({ name, description = "" }) => ({ id: newId(deps.random, "PERM"), name, description }));
  await writeAs(deps, caller, async ({ permissions: stored }) => {
    if ((await stored.create(permissions)) === "nameTaken") throw new AuthError("E112402");
    return { answer: undefined, events: told("PermissionCreated", permissions) };
  });
}

/** The permissions that are named, in the order they are named in. Throws E112401, E011002. */
async function findNamed(
  { permissions }: Pick<StoreTransaction, "permissions">,
  named: readonly { id?: string; name?: string }[],
): Promise<PermissionRecord[]> {
  const { ids, names } = requireNames(named);
  const found = await permissions.find(ids, names);
  return named.map(({ id, name }) => {
    const permission = found.find((one) => (id === undefined ? one.name === name : one.id === id));
    if (!permission) throw new AuthError("E112401");
    return permission;
  });
}

async function update(deps: AuthDeps, caller: ManagementCaller, wanted: Input<typeof permissionUpdate>[]): Promise<void> {
  await writeAs(deps, caller, async (tx) => {
    const found = await findNamed(tx, wanted);
    // Who names one twice means what they said last.
    const changed = new Map(
      wanted.map(({ newName, description = "" }, index) => [found[index]?.id, { id: found[index]?.id ?? "", name: newName, description }]),
    );
    if ((await tx.permissions.update([...changed.values()])) === "nameTaken") throw new AuthError("E112402");
    return { answer: undefined, events: told("PermissionUpdated", [...changed.values()]) };
  });
}

/** Creates a permission. Throws E112402 for a name that is taken. */
export async function createPermission(
  deps: AuthDeps,
  input: Input<typeof permissionCreate>,
  caller: ManagementCaller,
): Promise<Output<typeof permissionCreate>> {
  await create(deps, caller, [input]);
  return {};
}

/** Creates all or none of them. Throws E112402 for a name that is taken, or given twice. */
export async function createPermissions(
  deps: AuthDeps,
  { permissions }: Input<typeof permissionCreateBatch>,
  caller: ManagementCaller,
): Promise<Output<typeof permissionCreateBatch>> {
  await create(deps, caller, permissions);
  return {};
}

/** Replaces name and description; those who have it have it under the new name from their next refresh on. Throws E011002, E112401, E112402. */
export async function updatePermission(
  deps: AuthDeps,
  input: Input<typeof permissionUpdate>,
  caller: ManagementCaller,
): Promise<Output<typeof permissionUpdate>> {
  await update(deps, caller, [input]);
  return {};
}

/** As `updatePermission`, for all or none of them. */
export async function updatePermissions(
  deps: AuthDeps,
  { permissions }: Input<typeof permissionUpdateBatch>,
  caller: ManagementCaller,
): Promise<Output<typeof permissionUpdateBatch>> {
  await update(deps, caller, permissions);
  return {};
}

/** Deletes a permission: roles hold it no more. Throws E011002, E112401. */
export async function deletePermission(
  deps: AuthDeps,
  input: Input<typeof permissionDelete>,
  caller: ManagementCaller,
): Promise<Output<typeof permissionDelete>> {
  return writeAs(deps, caller, async (tx) => {
    const found = await findNamed(tx, [input]);
    await tx.permissions.remove(found.map(({ id }) => id));
    return { answer: {}, events: told("PermissionDeleted", found) };
  });
}

/** Deletes those of them that there are. Throws E011002 where none is named. */
export async function deletePermissions(
  deps: AuthDeps,
  { names = [], ids = [] }: Input<typeof permissionDeleteBatch>,
  caller: ManagementCaller,
): Promise<Output<typeof permissionDeleteBatch>> {
  if (names.length + ids.length === 0) throw new AuthError("E011002", "The names or the ids field is required");
  return writeAs(deps, caller, async (tx) => {
    const found = await tx.permissions.find(ids, names);
    await tx.permissions.remove(found.map(({ id }) => id));
    return { answer: {}, events: told("PermissionDeleted", found) };
  });
}

/** Every permission, in the order of their names. */
export async function loadPermissions(
  deps: AuthDeps,
  _input: Input<typeof permissionAll>,
  _caller: ManagementCaller,
): Promise<Output<typeof permissionAll>> {
  return { permissions: (await deps.store.permissions.list()).map(presentPermission) };
}
