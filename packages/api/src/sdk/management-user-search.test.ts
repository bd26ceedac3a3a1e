import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";

let scene: SdkScene;

beforeEach(async () => {
  scene = await createSdkScene();
});

afterEach(() => scene.server.close());

describe("sdk.management.user.search", () => {
  it("answers a page of whole users, and how many there are", async () => {
    const made = await scene.seedUsers(LOGIN_ID, "grace@example.com", "linus@northfold.example");
    await scene.createTenant("acme", made[LOGIN_ID]);

    const { data } = await scene.management.user.search({
      text: "EXAMPLE.COM",
      sort: [{ field: "externalId", desc: true }],
      limit: 1,
      page: 1,
    });

    expect(data).toMatchObject({
      users: [
        { loginIds: [LOGIN_ID], status: "invited", userTenants: [{ tenantId: "acme", tenantName: "The tenant acme", roleNames: [] }] },
      ],
      total: 2,
    });
  });

  it("finds by tenants, roles and times, and nobody by what nobody has", async () => {
    const made = await scene.seedUsers(LOGIN_ID, "grace@example.com");
    await scene.createTenant("acme", made[LOGIN_ID]);
    const find = async (request: Parameters<SdkScene["management"]["user"]["search"]>[0]) =>
      (await scene.management.user.search(request)).data?.users.map(({ loginIds }) => loginIds[0]);

    expect(await find({ tenantIds: ["acme"], fromCreatedTime: 1, toCreatedTime: Date.now() + 3_600_000 })).toEqual([LOGIN_ID]);
    expect(await find({ loginIds: ["Grace@Example.com", "nobody"] })).toEqual(["grace@example.com"]);
    expect(await find({ roles: ["Nobody"] })).toEqual([]);
    expect(await find({ tenantRoleNames: { acme: { values: ["Nobody"], and: true } } })).toEqual([]);
    expect(await find({ customAttributes: { plan: ["pro"] } })).toEqual([]);
  });
});

describe("sdk.management.user.searchAll", () => {
  it("answers users alone", async () => {
    await scene.seedUsers(LOGIN_ID);

    expect((await scene.management.user.searchAll()).data).toMatchObject([{ loginIds: [LOGIN_ID] }]);
    expect((await scene.management.user.searchAll(["nowhere"])).data).toEqual([]);
  });
});

describe("sdk.management.user.searchTestUsers", () => {
  it("answers test users, whom nothing else finds unless asked", async () => {
    const { tess = "" } = await scene.seedUsers(LOGIN_ID, "tess");
    await scene.server.database.prisma.user.update({ where: { id: tess }, data: { test: true } });

    expect((await scene.management.user.searchTestUsers({})).data).toMatchObject({ users: [{ loginIds: ["tess"] }], total: 1 });
    expect((await scene.management.user.search({})).data?.total).toBe(1);
    expect((await scene.management.user.search({ withTestUser: true })).data?.total).toBe(2);
  });
});
