import type { UserSearchCriteria } from "@repo/contract/management/user-search";
import { userSearch } from "@repo/contract/management/user-search";
import type { User } from "@repo/contract/user";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuthDeps } from "../deps";
import { managementCaller } from "../testing/deps";
import { openScene, type Scene } from "../testing/scene";
import { presentUser } from "../user/present";
import { searchTestUsers, searchUsers } from "./user-search";

const START = Date.UTC(2026, 0, 1);
const COUNT = 60;

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
const STATUSES = ["enabled", "disabled", "invited", "expired"] as const;
const ATTRIBUTES = [
  {},
  { plan: "pro" },
  { plan: "free", seats: 5 },
  { seats: 5.5, beta: true },
  { tags: ["a", "b"], beta: false },
  { plan: null },
];

/** What a user is, whom a search may find. */
interface Row {
  user: User;
  hidden: boolean;
  createdAt: number;
  modifiedAt: number;
  /** Of roles, in the project (null) or in a tenant. */
  held: { tenantId: string | null; roleId: string }[];
}

let scene: Scene;
let rows: Row[];

/** The same people every time, with something of everything in many combinations. */
async function populate({ prisma, deps }: Scene): Promise<void> {
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
  rows = await Promise.all(
    stored.map(async ({ id, anonymous, createdAt, modifiedAt }) => {
      const user = await deps.store.users.findById(id);
      if (!user) throw new Error(`No user ${id}`);
      return {
        user: presentUser(user),
        hidden: anonymous,
        createdAt: createdAt.getTime(),
        modifiedAt: modifiedAt.getTime(),
        held: held.get(id) ?? [],
      };
    }),
  );
}

beforeAll(async () => {
  scene = await openScene();
  await populate(scene);
});

afterAll(() => scene.close());

const manager = () => managementCaller(scene.deps, { id: "K1", name: "back office" });
const search = (input: object, deps: AuthDeps = scene.deps) => searchUsers(deps, userSearch.input.parse(input), manager());

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

const SORT_KEYS: Record<NonNullable<UserSearchCriteria["sort"]>[number]["field"], (row: Row) => string | number> = {
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

function expected(input: UserSearchCriteria): { userIds: string[]; total: number } {
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

/** Both ways of searching: by few candidates, and through users in order as where there are too many of them. */
async function expectAsModelled(input: object): Promise<number> {
  const { store } = scene.deps;
  const model = expected(userSearch.input.parse(input));
  for (const few of [undefined, 2]) {
    const find: typeof store.userSearch.find = (of, sorts, page) => store.userSearch.find(of, sorts, page, few);
    const { users, total } = await search(input, { ...scene.deps, store: { ...store, userSearch: { find } } });
    expect({ input, few, userIds: users.map(({ userId }) => userId), total }).toEqual({ input, few, ...model });
  }
  return model.total;
}

const listOf = <Value>(...values: Value[]) => fc.array(fc.constantFrom(...values), { maxLength: 4 });
const time = fc.oneof(
  fc.constantFrom<number | string>(0, -62135596800000, "0", String(START + 10_000)),
  fc.integer({ min: 0, max: 60 }).map((seconds) => START + seconds * 1000),
);
const flag = fc.boolean();
const tenantRoles = (...values: string[]) =>
  fc.dictionary(
    fc.constantFrom("acme", "acme-de", "northfold", "nowhere"),
    fc.record({ values: listOf(...values), and: fc.option(flag) }),
    { maxKeys: 2 },
  );

/** One value at least for each criterion, and some that nobody has. */
const CRITERIA: Record<Exclude<keyof UserSearchCriteria, "sort" | "limit" | "page" | "offset">, fc.Arbitrary<unknown>> = {
  loginId: fc.constantFrom("", "person-5", "Second 7", "nobody", "person-12"),
  loginIds: listOf("person-1", "person-2", "person-15", "Second 7", "+14155551005", "nobody", ""),
  userIds: listOf("U000", "U001", "U010", "U037", "U059", "U999"),
  emails: listOf("person.1@acme.example", "PERSON.2@northfold.example", "person.3@acme.example", "no address", ""),
  phones: listOf("+14155551000", "+14155551006", "+1", ""),
  recoveryEmails: listOf("rescue@northfold.example", "nobody@northfold.example", ""),
  recoveryPhones: listOf("+14155550000", "", "x"),
  statuses: listOf(...STATUSES),
  tenantIds: listOf("acme", "acme-emea", "acme-de", "northfold", "nowhere", ""),
  includeSubTenants: flag,
  roleNames: listOf("Editor", "Viewer", "Owner", "Nobody"),
  tenantRoleIds: tenantRoles("R1", "R2", "R3", "R4", "R9"),
  tenantRoleNames: tenantRoles("Editor", "Viewer", "Owner"),
  ssoAppIds: listOf("app1", "app2", "app3"),
  customAttributes: fc.record(
    {
      plan: fc.oneof(fc.constantFrom<unknown>("pro", "free", null, []), listOf("pro", "free", "gold")),
      seats: fc.constantFrom<unknown>(5, "5", 5.5, [5, 6], 7),
      beta: fc.constantFrom<unknown>(true, false, "true", [false]),
      tags: fc.constantFrom<unknown>("a", ["b", "c"], "z"),
      "": fc.constant("x"),
    },
    { requiredKeys: [] },
  ),
  text: fc.oneof(
    fc.constantFrom(
      "",
      " ",
      "ADA",
      "love",
      "a",
      "ä",
      "ÄR",
      "müll",
      "ИВАН",
      "иванова",
      "ль",
      "o'n",
      '"j"',
      "*[?]",
      "?",
      "^",
      "0%_",
      "_",
      "rson.1",
      "+1415555100",
      "second",
      "brewster",
      "zzz",
      "zz",
      "\0",
      "ad\0",
      "\n",
      "łuk",
    ),
    fc.string({ maxLength: 4 }),
  ),
  fromCreatedTime: time,
  toCreatedTime: time,
  fromModifiedTime: time,
  toModifiedTime: time,
  verifiedEmail: flag,
  verifiedPhone: flag,
  verifiedRecoveryEmail: flag,
  verifiedRecoveryPhone: flag,
  password: flag,
  totp: flag,
  webauthn: flag,
  scim: flag,
  scimOnly: flag,
  ssoOnly: flag,
  withTestUser: flag,
  testUsersOnly: flag,
};

const sort = fc.array(
  fc.record({ field: fc.constantFrom(...(Object.keys(SORT_KEYS) as (keyof typeof SORT_KEYS)[])), desc: flag }, { requiredKeys: ["field"] }),
  {
    maxLength: 3,
  },
);
const page = fc.record(
  { limit: fc.constantFrom(0, 1, 7, 100, 1000), page: fc.constantFrom(0, 1, 2, 1_000_000), offset: fc.constantFrom(0, 3, 1_000_000_000) },
  { requiredKeys: [] },
);

describe("a search for users", () => {
  it.each(Object.entries(CRITERIA))("finds by %s whom it should, and nobody else", async (name, values) => {
    await fc.assert(
      fc.asyncProperty(values, flag, async (value, withTestUser) => {
        await expectAsModelled({ withTestUser, [name]: value });
      }),
      { numRuns: 30 },
    );
  });

  it.each(Object.keys(SORT_KEYS))("sorts by %s, up and down, with and without few candidates", async (field) => {
    for (const desc of [false, true]) {
      expect(await expectAsModelled({ sort: [{ field, desc }] })).toBeGreaterThan(40);
      expect(await expectAsModelled({ sort: [{ field, desc }], limit: 5, page: 2 })).toBeGreaterThan(40);
      expect(await expectAsModelled({ sort: [{ field, desc }], text: "person", limit: 5, page: 2 })).toBeGreaterThan(40);
    }
  });

  it("applies criteria, orders and pages of every kind together", async () => {
    const some = fc.record(CRITERIA, { requiredKeys: [] }).chain((all) => {
      const names = Object.keys(all);
      return fc
        .subarray(names, { maxLength: 3 })
        .map((kept) => Object.fromEntries(kept.map((name) => [name, all[name as keyof typeof all]])));
    });

    await fc.assert(
      fc.asyncProperty(some, sort, page, async (criteria, sorts, paging) => {
        await expectAsModelled({ ...criteria, ...paging, sort: sorts });
      }),
      { numRuns: 300 },
    );
  });

  it("hides who stands behind an anonymous session, also among test users", async () => {
    const anonymous = rows.filter(({ hidden }) => hidden).map(({ user }) => user.userId);

    expect(anonymous.length).toBeGreaterThan(3);
    expect(await search({ userIds: anonymous, withTestUser: true })).toEqual({ users: [], total: 0 });
  });

  it("finds test users alone by the path for them", async () => {
    const { total } = await searchTestUsers(scene.deps, userSearch.input.parse({ testUsersOnly: false }), manager());

    expect(total).toBe(rows.filter(({ user, hidden }) => user.test && !hidden).length);
  });

  it("answers users as they are loaded, in as many statements for one as for many", async () => {
    const ask = async (limit: number) => {
      scene.statements.length = 0;
      const { users } = await search({ limit });
      return { users, statements: scene.statements.length };
    };

    const [one, many] = [await ask(1), await ask(40)];

    expect(many.users).toHaveLength(40);
    expect(many.users).toEqual(many.users.map(({ userId }) => rows.find(({ user }) => user.userId === userId)?.user));
    expect([one.statements, many.statements]).toEqual([3, 3]);
  });
});

describe("a search by text", () => {
  const finds = async (text: string) => (await search({ text })).users.map(({ loginIds }) => loginIds[0]);

  it("follows what happens to a user", async () => {
    const { store, clock } = scene.deps;
    const at = clock.now();
    await store.users.create({ id: "U100", loginIds: ["quincy"], name: "Quentin", email: "quincy@qqq.example", createdAt: at });
    expect([await finds("quinc"), await finds("QUENT"), await finds("qqq.ex")]).toEqual([["quincy"], ["quincy"], ["quincy"]]);

    await store.users.addLoginId("U100", "xylophone");
    await store.users.updateProfile("U100", { name: "Winston" }, at);
    await store.users.setVerifiedEmail("U100", "moved@vvv.example", at);
    expect([await finds("xyloph"), await finds("winst"), await finds("vvv.ex")]).toEqual([["quincy"], ["quincy"], ["quincy"]]);
    expect([await finds("quent"), await finds("qqq.ex")]).toEqual([[], []]);

    await store.users.removeLoginId("U100", "xylophone");
    expect(await finds("xyloph")).toEqual([]);

    await store.userRemoval.removeAll(["U100"]);
    expect([await finds("quinc"), await finds("qu"), await finds("winst")]).toEqual([[], [], []]);
    expect(await scene.prisma.userText.count()).toBe(COUNT);
  });

  it("follows nothing that was taken back", async () => {
    const undone = new Error("undone");
    const attempt = scene.deps.store.transaction(async (tx) => {
      await tx.users.create({ id: "U101", loginIds: ["rolled-back"], createdAt: scene.deps.clock.now() });
      throw undone;
    });

    await expect(attempt).rejects.toBe(undone);
    expect(await finds("rolled")).toEqual([]);
  });
});
