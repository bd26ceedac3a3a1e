import type { UserSearchCriteria } from "@repo/contract/management/user-search";
import type { User } from "@repo/contract/user";
import { presentUser } from "../user/present";
import type { Scene } from "./scene";

// People to search for, and a model of the search: who is to be found among them.

export const START = Date.UTC(2026, 0, 1);
export const COUNT = 60;

const GIVEN = ["Ada", "Grace", "Ärmin", "Łukasz", "Ольга", "O'Neil", 'Jo "J"'];
const FAMILY = ["Lovelace", "Hopper", "Müller", "Иванова", "*[?]^-", "50%_", ""];
const TENANTS = [
  { id: "acme", parentId: null },
  { id: "acme-emea", parentId: "acme" },
  { id: "acme-de", parentId: "acme-emea" },
  { id: "northfold", parentId: null },
];
const ROLES = [
  { id: "R1", name: "Editor", tenantId: null },
  { id: "R2", name: "Viewer", tenantId: null },
  { id: "R3", name: "Editor", tenantId: "acme" },
  { id: "R4", name: "Owner", tenantId: "northfold" },
];
export const STATUSES = ["enabled", "disabled", "invited", "expired"] as const;
const ATTRIBUTES = [
  {},
  { plan: "pro" },
  { plan: "free", seats: 5 },
  { seats: 5.5, beta: true },
  { tags: ["a", "b"], beta: false },
  { plan: null },
];

/** What a user is, whom a search may find. */
export interface Row {
  user: User;
  hidden: boolean;
  createdAt: number;
  modifiedAt: number;
  /** Of roles, in the project (null) or in a tenant. */
  held: { tenantId: string | null; roleId: string }[];
}

/** The same people every time, with something of everything in many combinations. */
export async function populate({ prisma, deps }: Scene): Promise<Row[]> {
  const pick = <Value>(values: readonly Value[], seed: number) => values[seed % values.length] as Value;
  await prisma.tenant.createMany({ data: TENANTS.map((tenant) => ({ ...tenant, name: `The ${tenant.id}`, createdAt: new Date(START) })) });
  await prisma.role.createMany({
    data: ROLES.map((role) => ({ ...role, scope: role.tenantId ?? "project", createdAt: new Date(START) })),
  });
  const held = new Map<string, Row["held"]>();
  for (let index = 0; index < COUNT; index++) {
    const id = `U${String((index * 37) % COUNT).padStart(3, "0")}`;
    const [givenName, familyName] = [pick(GIVEN, index), pick(FAMILY, Math.floor(index / 3))];
    const email = index % 4 === 0 ? "" : `person.${index % 25}@${pick(["northfold.example", "acme.example"], index)}`;
    const loginIds = [
      `person-${index}`,
      ...(index % 5 === 0 ? [`+1415555${String(1000 + index)}`] : []),
      ...(index % 7 === 0 ? [`Second ${index}`] : []),
    ];
    await prisma.user.create({
      data: {
        id,
        name: `${givenName} ${familyName}`.trim(),
        givenName,
        familyName,
        middleName: index % 9 === 0 ? "Brewster" : "",
        email,
        verifiedEmail: email !== "" && index % 3 === 0,
        phone: index % 6 === 0 ? `+1415555${String(1000 + (index % 18))}` : "",
        verifiedPhone: index % 12 === 0,
        recoveryEmail: index % 10 === 0 ? "rescue@northfold.example" : "",
        recoveryPhone: index % 15 === 0 ? "+14155550000" : "",
        verifiedRecoveryEmail: index % 20 === 0,
        verifiedRecoveryPhone: index % 30 === 0,
        status: pick(STATUSES, Math.floor(index / 2)),
        test: index % 8 === 3,
        anonymous: index % 13 === 12,
        scim: index % 11 === 0,
        customAttributes: JSON.stringify(pick(ATTRIBUTES, index)),
        ssoAppIds: JSON.stringify(pick([[], ["app1"], ["app1", "app2"]], index)),
        createdAt: new Date(START + Math.floor(index / 2) * 1000),
        modifiedAt: new Date(START + ((index * 17) % COUNT) * 1000),
        loginIds: { create: loginIds.map((loginId, position) => ({ loginId, position })) },
        ...(index % 3 === 1 && { password: { create: { hash: "hash", changedAt: new Date(START) } } }),
        ...(index % 4 === 1 && { totp: { create: { sealedKey: "sealed", createdAt: new Date(START) } } }),
      },
    });
    const tenantIds = TENANTS.filter((_, bit) => (index >> bit) % 3 === 1).map(({ id: tenantId }) => tenantId);
    await prisma.userTenant.createMany({ data: tenantIds.map((tenantId) => ({ userId: id, tenantId })) });
    const project = index % 5 === 2 ? ["R1"] : index % 7 === 2 ? ["R1", "R2"] : [];
    await prisma.userRole.createMany({ data: project.map((roleId) => ({ userId: id, roleId })) });
    const inTenants = tenantIds.flatMap((tenantId, at) =>
      ROLES.filter((role, bit) => (role.tenantId ?? tenantId) === tenantId && (index + at + bit) % 2 === 0).map((role) => ({
        tenantId,
        roleId: role.id,
      })),
    );
    await prisma.userTenantRole.createMany({ data: inTenants.map((role) => ({ userId: id, ...role })) });
    held.set(id, [...project.map((roleId) => ({ tenantId: null, roleId })), ...inTenants]);
  }
  const stored = await prisma.user.findMany();
  return Promise.all(
    stored.map(async ({ id, anonymous, createdAt, modifiedAt }) => {
      const user = await deps.store.users.findById(id);
      if (!user) throw new Error(`No user ${id}`);
      return {
        user: presentUser(deps, user),
        hidden: anonymous,
        createdAt: createdAt.getTime(),
        modifiedAt: modifiedAt.getTime(),
        held: held.get(id) ?? [],
      };
    }),
  );
}

const inOneOf = <Value>(list: readonly Value[] | undefined, ...values: readonly Value[]) =>
  !list || list.length === 0 || values.some((value) => list.includes(value) && (value as unknown) !== "");
const isOr = <Value>(wanted: Value | undefined, value: Value) => wanted === undefined || wanted === value;
const ancestors = (id: string | null): string[] => {
  const parent = TENANTS.find((tenant) => tenant.id === id)?.parentId ?? null;
  return id === null ? [] : [id, ...ancestors(parent)];
};

/** What a search means, by the plainest means. */
function isFound(row: Row, input: UserSearchCriteria): boolean {
  const { user, held } = row;
  const tenantIds = user.userTenants.map(({ tenantId }) => tenantId);
  const roleName = (roleId: string) => ROLES.find(({ id }) => id === roleId)?.name ?? "";
  const hasTenantRoles = (sought: UserSearchCriteria["tenantRoleIds"], nameOf: (roleId: string) => string) =>
    Object.entries(sought ?? {}).every(([tenantId, { values, and }]) => {
      if (!values || values.length === 0) return true;
      const names = held.filter((role) => role.tenantId === tenantId).map(({ roleId }) => nameOf(roleId));
      return and ? values.every((value) => names.includes(value)) : values.some((value) => names.includes(value));
    });
  const hasAttribute = ([name, sought]: [string, unknown]) => {
    const values = [sought].flat().filter((value) => value !== null);
    const has = [user.customAttributes[name] ?? []].flat();
    return values.length === 0 || has.some((value) => values.map(String).includes(String(value)));
  };
  const text = input.text?.toLowerCase() ?? "";
  const names = [user.email, user.phone, user.name, user.givenName, user.middleName, user.familyName, ...user.loginIds];
  return (
    !row.hidden &&
    (input.testUsersOnly ? user.test : input.withTestUser || !user.test) &&
    (input.loginId === undefined || user.loginIds.includes(input.loginId)) &&
    inOneOf(input.loginIds, ...user.loginIds) &&
    inOneOf(input.userIds, user.userId) &&
    inOneOf(input.emails, user.email) &&
    inOneOf(input.phones, user.phone) &&
    inOneOf(input.recoveryEmails, user.recoveryEmail) &&
    inOneOf(input.recoveryPhones, user.recoveryPhone) &&
    inOneOf(input.statuses, user.status) &&
    inOneOf(input.tenantIds, ...(input.includeSubTenants ? tenantIds.flatMap(ancestors) : tenantIds)) &&
    inOneOf(input.roleNames, ...held.map(({ roleId }) => roleName(roleId))) &&
    hasTenantRoles(input.tenantRoleIds, (roleId) => roleId) &&
    hasTenantRoles(input.tenantRoleNames, roleName) &&
    inOneOf(input.ssoAppIds, ...user.ssoAppIds) &&
    Object.entries(input.customAttributes ?? {}).every(hasAttribute) &&
    names.some((name) => name.toLowerCase().includes(text)) &&
    row.createdAt >= (input.fromCreatedTime ?? 0) &&
    row.createdAt <= (input.toCreatedTime ?? Number.POSITIVE_INFINITY) &&
    row.modifiedAt >= (input.fromModifiedTime ?? 0) &&
    row.modifiedAt <= (input.toModifiedTime ?? Number.POSITIVE_INFINITY) &&
    isOr(input.verifiedEmail, user.verifiedEmail) &&
    isOr(input.verifiedPhone, user.verifiedPhone) &&
    isOr(input.verifiedRecoveryEmail, user.verifiedRecoveryEmail) &&
    isOr(input.verifiedRecoveryPhone, user.verifiedRecoveryPhone) &&
    (!input.password || user.password) &&
    (!input.totp || user.TOTP) &&
    (!input.webauthn || user.webauthn) &&
    (!(input.scim || input.scimOnly) || user.SCIM) &&
    !input.ssoOnly
  );
}

export const SORT_KEYS: Record<NonNullable<UserSearchCriteria["sort"]>[number]["field"], (row: Row) => string | number> = {
  id: ({ user }) => user.userId,
  createdTime: ({ createdAt }) => createdAt,
  modifiedTime: ({ modifiedAt }) => modifiedAt,
  externalId: ({ user }) => user.loginIds[0] ?? "",
  displayName: ({ user }) => user.name,
  tenant: ({ user }) => user.userTenants.map(({ tenantId }) => tenantId).sort()[0] ?? "",
  phoneNumber: ({ user }) => user.phone,
  email: ({ user }) => user.email,
  status: ({ user }) => user.status,
};

/** The page that a search for this answers. */
export function expected(rows: readonly Row[], input: UserSearchCriteria): { userIds: string[]; total: number } {
  const sorts = input.sort?.length ? input.sort : [{ field: "createdTime" as const }];
  const terms = [...sorts, { field: "id" as const, desc: sorts.at(-1)?.desc }];
  const found = rows.filter((row) => isFound(row, input));
  found.sort((left, right) => {
    for (const { field, desc } of terms) {
      const [one, other] = [SORT_KEYS[field](left), SORT_KEYS[field](right)];
      if (one !== other) return one < other === Boolean(desc) ? 1 : -1;
    }
    return 0;
  });
  const limit = input.limit || 100;
  const offset = input.offset || (input.page ?? 0) * limit;
  return { userIds: found.slice(offset, offset + limit).map(({ user }) => user.userId), total: found.length };
}
