import { AuthError } from "@repo/contract/errors";
import type { CustomAttributeRecord } from "@repo/db/management/custom-attributes";
import type { MembershipToBe, WantedRole } from "@repo/db/management/user-changes";
import type { StoreTransaction } from "@repo/db/store";

/** Of all values of one user, as JSON: an attribute at a time they would grow without an end. */
const VALUES_MAX = 16_000;

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

/** What each type of attribute takes, by its number on the wire; in words for whoever sends something else. */
const TYPES: Readonly<Record<number, { means: string; takes(value: unknown, options: CustomAttributeRecord["options"]): boolean }>> = {
  1: { means: "a text", takes: (value) => typeof value === "string" },
  2: { means: "a number", takes: (value) => typeof value === "number" && Number.isFinite(value) },
  3: { means: "true or false", takes: (value) => typeof value === "boolean" },
  4: { means: "one of the options", takes: (value, options) => options.some((option) => option.value === value) },
  5: {
    means: "a list of some of the options",
    takes: (value, options) =>
      Array.isArray(value) && new Set(value).size === value.length && value.every((one) => options.some((option) => option.value === one)),
  },
  6: { means: "a date: ISO 8601 or a whole number of the epoch", takes: isDate },
};

const ISO_DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

function isDate(value: unknown): boolean {
  if (typeof value === "number") return Number.isSafeInteger(value);
  return typeof value === "string" && ISO_DATE.test(value) && !Number.isNaN(Date.parse(value));
}

/** Whether a declared attribute may have this value. Throws E011003. */
export function checkValue(
  { name, type, options }: Pick<CustomAttributeRecord, "name" | "type" | "options">,
  value: unknown,
  field = `customAttributes.${name}`,
): void {
  const rule = TYPES[type];
  if (!rule?.takes(value, options)) throw new AuthError("E011003", `${field} must be ${rule?.means ?? "of a type that there is"}`);
}

/**
 * The user's attributes as they are stored, with these in addition: each declared, of its type, null for one to be removed. One statement,
 * none where there is nothing to check. Throws E011003, also where they are too much together.
 *
 * @param before the JSON that is stored; left out for a user who has none, or is to keep none
 */
export async function describeCustomAttributes(
  { customAttributes }: Pick<StoreTransaction, "customAttributes">,
  said: Readonly<Record<string, unknown>>,
  before = "{}",
): Promise<string> {
  const names = Object.keys(said);
  if (names.length === 0) return before;
  const declared = new Map((await customAttributes.findByNames(names)).map((attribute) => [attribute.name, attribute]));
  // No prototype: an attribute may be called __proto__.
  const values = new Map<string, unknown>(Object.entries(JSON.parse(before)));
  for (const [name, value] of Object.entries(said)) {
    const attribute = declared.get(name);
    if (!attribute) throw new AuthError("E011003", `customAttributes.${name} is not declared`);
    if (value === null) values.delete(name);
    else {
      checkValue(attribute, value);
      values.set(name, value);
    }
  }
  const stored = JSON.stringify(Object.fromEntries(values));
  if (stored.length > VALUES_MAX) throw new AuthError("E011003", `customAttributes may hold ${VALUES_MAX} characters together`);
  return stored;
}
