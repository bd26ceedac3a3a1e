import type { UserSearchCriteria } from "@repo/contract/management/user-search";
import { userSearch } from "@repo/contract/management/user-search";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuthDeps } from "../deps";
import { managementCaller } from "../testing/deps";
import { openScene, type Scene } from "../testing/scene";
import { COUNT, expected, populate, type Row, SORT_KEYS, START, STATUSES } from "../testing/searched-users";
import { searchTestUsers, searchUsers } from "./user-search";

let scene: Scene;
let rows: Row[];

beforeAll(async () => {
  scene = await openScene();
  rows = await populate(scene);
});

afterAll(() => scene.close());

const manager = () => managementCaller(scene.deps, { id: "K1", name: "back office" });
const search = (input: object, deps: AuthDeps = scene.deps) => searchUsers(deps, userSearch.input.parse(input), manager());

/** Both ways of searching: by few candidates, and through users in order as where there are too many of them. */
async function expectAsModelled(input: object): Promise<number> {
  const { store } = scene.deps;
  const model = expected(rows, userSearch.input.parse(input));
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
