import { AuthError } from "@repo/contract/errors";
import type {
  AccessKey,
  accessKeyActivate,
  accessKeyActivateBatch,
  accessKeyCreate,
  accessKeyLoad,
  accessKeyRotate,
  accessKeySearch,
  accessKeyUpdate,
} from "@repo/contract/management/access-key";
import type { Input, Output } from "@repo/contract/operation";
import type { AccessKeyRecord, AccessKeyStatus, KeyGrants } from "@repo/db/management/access-keys";
import type { StoreTransaction } from "@repo/db/store";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { newId, newToken } from "../ids";
import { epochSeconds } from "../session/tokens";
import { withoutReserved } from "../session/trusted-claims";
import { findAccess } from "./access";
import { findManaged } from "./find";
import { actorOf, type ManagedEvent, writeAs } from "./write-as";

/** The API has no pages for keys. */
const FOUND_MAX = 10_000;

function present(key: AccessKeyRecord): AccessKey {
  return {
    id: key.id,
    name: key.name,
    description: key.description,
    roleNames: key.roleNames,
    keyTenants: key.tenants.map(({ tenantId, tenantName, roleNames }) => ({ tenantId, tenantName, roleNames })),
    status: key.status,
    createdTime: epochSeconds(key.createdAt),
    expireTime: key.expiresAt ? epochSeconds(key.expiresAt) : 0,
    createdBy: key.createdBy,
    clientId: key.clientId,
    boundUserId: key.boundUserId ?? "",
    customClaims: key.customClaims,
    permittedIps: key.permittedIps,
    customAttributes: key.customAttributes,
    editable: true,
  };
}

async function find({ accessKeys }: Pick<StoreTransaction, "accessKeys">, id: string): Promise<AccessKeyRecord> {
  const key = await accessKeys.find(id);
  if (!key) throw new AuthError("E112501");
  return key;
}

type Grants = Pick<Input<typeof accessKeyUpdate>, "roleNames" | "keyTenants">;

/** A tenant that is named twice has the roles of both. */
function byTenant(keyTenants: NonNullable<Grants["keyTenants"]>): { tenantId: string; roleNames: string[] }[] {
  const tenants = new Map<string, Set<string>>();
  for (const { tenantId, roleNames = [] } of keyTenants) tenants.set(tenantId, new Set([...(tenants.get(tenantId) ?? []), ...roleNames]));
  return [...tenants].map(([tenantId, names]) => ({ tenantId, roleNames: [...names] }));
}

/** Roles and tenants by their IDs; what is not given stays out. Throws E112201 for a tenant that there is not, E112303 for a role. */
async function findGrants(tx: StoreTransaction, { roleNames, keyTenants }: Grants): Promise<KeyGrants> {
  return findAccess(tx, { roleNames: roleNames && [...new Set(roleNames)], userTenants: keyTenants && byTenant(keyTenants) });
}

function told(action: string, { id, name, boundUserId }: { id: string; name: string; boundUserId?: string | null }): ManagedEvent {
  return { action, userId: boundUserId ?? "", data: { keyId: id, name } };
}

/** 256 random bits. It holds neither a colon nor a dot, by which the Authorization header is taken apart. */
function newSecret({ random, sealer }: Pick<AuthDeps, "random" | "sealer">) {
  const cleartext = `ak_${newToken(random)}`;
  return { cleartext, digest: sealer.digest("access-key", cleartext) };
}

/**
 * Makes an access key and answers it in clear, this once: what is stored is a keyed digest. Reserved claims are left out. Throws E112102 for
 * a user to bind it to who is not there, E112201, E112303.
 */
export async function createAccessKey(
  deps: AuthDeps,
  input: Input<typeof accessKeyCreate>,
  caller: ManagementCaller,
): Promise<Output<typeof accessKeyCreate>> {
  const { name, description = "", expireTime, userId, customClaims = {}, permittedIps = [], customAttributes = {} } = input;
  const { cleartext, digest } = newSecret(deps);
  const key = {
    id: newId(deps.random, "K"),
    name,
    description,
    digest,
    createdAt: deps.clock.now(),
    expiresAt: expireTime === undefined ? null : new Date(expireTime * 1000),
    createdBy: actorOf(caller),
    boundUserId: userId ?? null,
    inherits: userId !== undefined && !input.roleNames?.length && !input.keyTenants?.length,
    customClaims: withoutReserved(customClaims),
    permittedIps,
    customAttributes,
  };
  return writeAs(deps, caller, async (tx) => {
    if (userId !== undefined) await findManaged(tx, { userId });
    await tx.accessKeys.create(key, await findGrants(tx, input));
    return { answer: { key: present(await find(tx, key.id)), cleartext }, events: [told("AccessKeyCreated", key)] };
  });
}

/** One access key. Throws E112501. */
export async function loadAccessKey(
  deps: AuthDeps,
  { id }: Input<typeof accessKeyLoad>,
  _caller: ManagementCaller,
): Promise<Output<typeof accessKeyLoad>> {
  return { key: present(await find(deps.store, id)) };
}

const COLUMNS = { createdTime: "createdAt", expireTime: "expiresAt" } as const;

/** The access keys that fit all that is asked for; empty lists ask for nothing. */
export async function searchAccessKeys(
  deps: AuthDeps,
  { tenantIds = [], boundUserId, creatingUser, customAttributes = {}, text, sort = [] }: Input<typeof accessKeySearch>,
  _caller: ManagementCaller,
): Promise<Output<typeof accessKeySearch>> {
  const keys = await deps.store.accessKeys.search({
    ...(tenantIds.length > 0 && { tenantIds }),
    boundUserId,
    createdBy: creatingUser,
    ...(Object.keys(customAttributes).length > 0 && { customAttributes }),
    text,
    sort: sort.map(({ field, desc = false }) => ({
      column: field === "createdTime" || field === "expireTime" ? COLUMNS[field] : field,
      desc,
    })),
    limit: FOUND_MAX,
  });
  return { keys: keys.map(present) };
}

/** Changes what is given; roles and tenants that are given take the place of all before. Throws E112501, E112201, E112303. */
export async function updateAccessKey(
  deps: AuthDeps,
  input: Input<typeof accessKeyUpdate>,
  caller: ManagementCaller,
): Promise<Output<typeof accessKeyUpdate>> {
  const { id, name, description, customClaims, permittedIps, customAttributes } = input;
  const changes = {
    name,
    description,
    customClaims: customClaims && withoutReserved(customClaims),
    permittedIps,
    customAttributes,
    // What it was given, or had taken away, is its own from then on: less never becomes all that its user may do.
    ...((input.roleNames || input.keyTenants) && { inherits: false }),
  };
  return writeAs(deps, caller, async (tx) => {
    const grants = await findGrants(tx, input);
    if (!(await tx.accessKeys.update(id, changes, grants, deps.clock.now()))) throw new AuthError("E112501");
    const key = await find(tx, id);
    return { answer: { key: present(key) }, events: [told("AccessKeyUpdated", key)] };
  });
}

/** Gives the key another secret, and answers it in clear, this once. The former is worthless from then on. Throws E112501. */
export async function rotateAccessKey(
  deps: AuthDeps,
  { id }: Input<typeof accessKeyRotate>,
  caller: ManagementCaller,
): Promise<Output<typeof accessKeyRotate>> {
  const { cleartext, digest } = newSecret(deps);
  return writeAs(deps, caller, async (tx) => {
    if (!(await tx.accessKeys.update(id, { digest }, {}, deps.clock.now()))) throw new AuthError("E112501");
    const key = await find(tx, id);
    return { answer: { key: present(key), cleartext }, events: [told("AccessKeyRotated", key)] };
  });
}

type Change = (tx: StoreTransaction, ids: readonly string[]) => Promise<{ id: string; name: string }[]>;

/** One of each change for one key, which is E112501 where there is none, and for many, of which those that are not there are passed over. */
function changing(action: string, changeOf: (deps: AuthDeps) => Change) {
  const changeAll = (deps: AuthDeps, ids: readonly string[], caller: ManagementCaller, isOne: boolean) =>
    writeAs(deps, caller, async (tx) => {
      const changed = await changeOf(deps)(tx, ids);
      if (isOne && changed.length === 0) throw new AuthError("E112501");
      return { answer: {}, events: changed.map((key) => told(action, key)) };
    });
  return {
    one: (deps: AuthDeps, { id }: Input<typeof accessKeyActivate>, caller: ManagementCaller) => changeAll(deps, [id], caller, true),
    all: (deps: AuthDeps, { ids }: Input<typeof accessKeyActivateBatch>, caller: ManagementCaller) => changeAll(deps, ids, caller, false),
  };
}

const setting =
  (status: AccessKeyStatus) =>
  ({ clock }: AuthDeps): Change =>
  ({ accessKeys }, ids) =>
    accessKeys.setStatus(ids, status, clock.now());

/** Lets keys be used again. */
export const activateAccessKeys = changing("AccessKeyActivated", setting("active"));

/** Lets keys be used no more: the next exchange is refused. Tokens that are out end by themselves. */
export const deactivateAccessKeys = changing("AccessKeyDeactivated", setting("inactive"));

/** Deletes keys: the next exchange is refused. Tokens that are out end by themselves. */
export const deleteAccessKeys = changing(
  "AccessKeyDeleted",
  () =>
    ({ accessKeys }, ids) =>
      accessKeys.remove(ids),
);
