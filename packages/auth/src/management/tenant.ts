import { AuthError } from "@repo/contract/errors";
import type {
  Tenant,
  tenantAll,
  tenantCreate,
  tenantDelete,
  tenantLoad,
  tenantSearch,
  tenantUpdate,
  tenantUpdateDefaultRoles,
} from "@repo/contract/management/tenant";
import type { Input, Output } from "@repo/contract/operation";
import type { TenantRecord } from "@repo/db/management/tenants";
import type { StoreTransaction } from "@repo/db/store";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { newId } from "../ids";
import { epochSeconds } from "../session/tokens";
import { removeUsers } from "./user-delete";
import { type ManagedEvent, writeAs } from "./write-as";

/** A word that the table should not hold is none. */
export function presentAuthType(stored: string): Tenant["authType"] {
  return stored === "saml" || stored === "oidc" ? stored : "none";
}

function presentTenant(tenant: TenantRecord): Tenant {
  const { id, name, selfProvisioningDomains, domains, disabled, enforceSSO, enforceSSOExclusions, successors, defaultRoles } = tenant;
  return {
    id,
    name,
    selfProvisioningDomains,
    customAttributes: JSON.parse(tenant.customAttributes),
    authType: presentAuthType(tenant.authType),
    domains,
    createdTime: epochSeconds(tenant.createdAt),
    disabled,
    enforceSSO,
    enforceSSOExclusions,
    federatedAppIds: [],
    parent: tenant.parentId ?? "",
    successors,
    defaultRoles,
    roleInheritance: tenant.roleInheritance === "none" || tenant.roleInheritance === "userOnly" ? tenant.roleInheritance : "",
  };
}

/** The tenant of this ID, now or within a transaction. Throws E112201 for none. */
export async function findTenant({ tenants }: Pick<StoreTransaction, "tenants">, id: string): Promise<TenantRecord> {
  const tenant = await tenants.find(id);
  if (!tenant) throw new AuthError("E112201");
  return tenant;
}

type Details = Omit<Input<typeof tenantUpdate>, "id" | "parent" | "authType">;

/** What is left out is empty. */
function describeTenant({
  name,
  selfProvisioningDomains = [],
  customAttributes = {},
  enforceSSO = false,
  enforceSSOExclusions = [],
  disabled = false,
  roleInheritance = "",
}: Details) {
  return {
    name,
    selfProvisioningDomains: [...new Set(selfProvisioningDomains)],
    customAttributes: JSON.stringify(customAttributes),
    enforceSSO,
    enforceSSOExclusions,
    disabled,
    roleInheritance,
  };
}

/** Creates a tenant, under an ID of ours where none is given. Throws E112202 for an ID that is taken, E112201 for a parent there is not. */
export async function createTenant(
  deps: AuthDeps,
  input: Input<typeof tenantCreate>,
  caller: ManagementCaller,
): Promise<Output<typeof tenantCreate>> {
  const { id = newId(deps.random, "T"), parent: parentId = null, authType } = input;
  return writeAs(deps, caller, async (tx) => {
    if (parentId !== null) await findTenant(tx, parentId);
    const created = await tx.tenants.create({
      ...describeTenant(input),
      id,
      parentId,
      authType: authType || "none",
      domains: [],
      settings: "{}",
      createdAt: deps.clock.now(),
    });
    if (created === "idTaken") throw new AuthError("E112202");
    return { answer: { id }, events: [{ action: "TenantCreated", tenantId: id, data: { name: input.name } }] };
  });
}

/** Throws E112201 for a parent there is not, E011004 for one that is the tenant itself or below it. */
async function refuseCycle(tx: StoreTransaction, id: string, parentId: string): Promise<void> {
  await findTenant(tx, parentId);
  if (await tx.tenants.isWithin(parentId, id)) throw new AuthError("E011004", "The parent must not be the tenant itself, nor one below it");
}

/**
 * Replaces a tenant: what is left out is emptied, but for parent and authType, which SDKs do not send here. Disabling it ends no sessions:
 * from the next refresh on its memberships count for nothing. Throws E112201, E011004.
 */
export async function updateTenant(
  deps: AuthDeps,
  input: Input<typeof tenantUpdate>,
  caller: ManagementCaller,
): Promise<Output<typeof tenantUpdate>> {
  const { id, parent, authType } = input;
  return writeAs(deps, caller, async (tx) => {
    if (parent !== undefined) await refuseCycle(tx, id, parent);
    const changes = { ...describeTenant(input), ...(parent !== undefined && { parentId: parent }), ...(authType && { authType }) };
    if (!(await tx.tenants.update(id, changes))) throw new AuthError("E112201");
    return { answer: {}, events: [{ action: "TenantUpdated", tenantId: id, data: { name: input.name, disabled: changes.disabled } }] };
  });
}

/** Deletes the users and access keys that belong to this tenant alone, with their sessions and the letters that would let them in. */
async function removeSoleMembers(deps: AuthDeps, tx: StoreTransaction, id: string): Promise<ManagedEvent[]> {
  const users = await removeUsers(deps, tx, await tx.tenants.listSoleUserIds(id));
  const accessKeyIds = await tx.tenants.removeSoleAccessKeys(id);
  return [
    ...users.map((event) => ({ ...event, tenantId: id })),
    ...accessKeyIds.map((accessKeyId) => ({ action: "AccessKeyDeleted", tenantId: id, data: { accessKeyId } })),
  ];
}

/** Deletes a tenant with its roles and settings; with `cascade` also the users and access keys that belong to no other. Throws E112201. */
export async function deleteTenant(
  deps: AuthDeps,
  { id, cascade = false }: Input<typeof tenantDelete>,
  caller: ManagementCaller,
): Promise<Output<typeof tenantDelete>> {
  return writeAs(deps, caller, async (tx) => {
    const { name } = await findTenant(tx, id);
    const events = cascade ? await removeSoleMembers(deps, tx, id) : [];
    await tx.tenants.remove(id);
    return { answer: {}, events: [...events, { action: "TenantDeleted", tenantId: id, data: { name, cascade } }] };
  });
}

/** One tenant. Throws E112201. */
export async function loadTenant(
  deps: AuthDeps,
  { id }: Input<typeof tenantLoad>,
  _caller: ManagementCaller,
): Promise<Output<typeof tenantLoad>> {
  return presentTenant(await findTenant(deps.store, id));
}

/** Every tenant. */
export async function loadTenants(
  deps: AuthDeps,
  _input: Input<typeof tenantAll>,
  _caller: ManagementCaller,
): Promise<Output<typeof tenantAll>> {
  return { tenants: (await deps.store.tenants.list()).map(presentTenant) };
}

function shares(domains: readonly string[], wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.some((domain) => domains.includes(domain.toLowerCase()));
}

/** Whether an attribute has this value, or one of these: a list is alternatives, and an attribute that is a list has each of its members. */
function hasValue(attribute: unknown, wanted: unknown): boolean {
  const held = (Array.isArray(attribute) ? attribute : [attribute]).map((value) => JSON.stringify(value));
  return (Array.isArray(wanted) ? wanted : [wanted]).some((value) => held.includes(JSON.stringify(value)));
}

/** The tenants that meet every criterion; an empty list is none. */
export async function searchTenants(
  deps: AuthDeps,
  input: Input<typeof tenantSearch>,
  _caller: ManagementCaller,
): Promise<Output<typeof tenantSearch>> {
  const { tenantIds = [], tenantNames = [], customAttributes = {}, authType, parentTenantId, topLevelOnly = false } = input;
  const { tenantSelfProvisioningDomains = [], tenantSSODomains = [] } = input;
  const found = await deps.store.tenants.list({
    ...(tenantIds.length > 0 && { ids: tenantIds }),
    ...(tenantNames.length > 0 && { names: tenantNames }),
    ...(parentTenantId !== undefined && { parentId: parentTenantId }),
  });
  const met = found
    .map(presentTenant)
    .filter(
      (tenant) =>
        (!topLevelOnly || tenant.parent === "") &&
        (!authType || tenant.authType === authType) &&
        shares(tenant.selfProvisioningDomains, tenantSelfProvisioningDomains) &&
        shares(tenant.domains, tenantSSODomains) &&
        Object.entries(customAttributes).every(([name, wanted]) => hasValue(tenant.customAttributes[name], wanted)),
    );
  return { tenants: met };
}

/**
 * Replaces the roles that new members are given: of each name the tenant's own role, or else the project's. Who is a member already keeps
 * what they have. Throws E112201, E112301.
 */
export async function updateDefaultRoles(
  deps: AuthDeps,
  { id, defaultRoles = [] }: Input<typeof tenantUpdateDefaultRoles>,
  caller: ManagementCaller,
): Promise<Output<typeof tenantUpdateDefaultRoles>> {
  const names = [...new Set(defaultRoles)];
  return writeAs(deps, caller, async (tx) => {
    await findTenant(tx, id);
    const found = await tx.roles.find(
      [],
      names.flatMap((name) => [
        { name, tenantId: id },
        { name, tenantId: null },
      ]),
    );
    const roleIds = names.map((name) => {
      const named = found.filter((role) => role.name === name);
      const role = named.find(({ tenantId }) => tenantId === id) ?? named[0];
      if (!role) throw new AuthError("E112301");
      return role.id;
    });
    await tx.tenants.putDefaultRoles(id, roleIds);
    return { answer: {}, events: [{ action: "TenantUpdated", tenantId: id, data: { defaultRoles: names } }] };
  });
}
