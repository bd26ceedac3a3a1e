import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";

const createdAt = new Date("2026-01-01T00:00:00Z");

let scene: SdkScene;
let users: SdkScene["management"]["user"];
let userId: string;

beforeEach(async () => {
  scene = await createSdkScene();
  users = scene.management.user;
  ({ [LOGIN_ID]: userId = "" } = await scene.seedUsers(LOGIN_ID));
  await scene.createTenant("T1");
  await scene.server.database.prisma.role.createMany({
    data: [
      { id: "R1", name: "editor", createdAt },
      { id: "R2", name: "auditor", createdAt },
    ],
  });
});

afterEach(() => scene.server.close());

describe("sdk.management.user", () => {
  it("update replaces, patch changes, and patchBatch tells who could not be changed", async () => {
    await users.createCustomAttributes([{ name: "seats", type: 2 }]);
    const full = {
      displayName: "Ada",
      roles: ["editor"],
      userTenants: [{ tenantId: "T1", roleNames: ["auditor"] }],
      customAttributes: { seats: 3 },
    };

    const updated = await users.update(LOGIN_ID, full);
    const patched = await users.patch(userId, { givenName: "Ada", additionalIdentifiers: ["countess"] });
    const batch = await users.patchBatch([
      { loginIdOrUserId: "countess", status: "enabled" },
      { loginIdOrUserId: "nobody", displayName: "Nobody" },
    ]);
    const replaced = await users.update(LOGIN_ID, { displayName: "Ada Lovelace" });

    expect(updated.data).toMatchObject({
      name: "Ada",
      roleNames: ["editor"],
      userTenants: [{ tenantId: "T1", roleNames: ["auditor"] }],
      customAttributes: { seats: 3 },
    });
    expect(patched.data).toMatchObject({ name: "Ada", givenName: "Ada", roleNames: ["editor"], loginIds: [LOGIN_ID, "countess"] });
    expect(batch.data?.patchedUsers).toMatchObject([{ userId, status: "enabled" }]);
    expect(batch.data?.failedUsers).toMatchObject([{ failure: "[E112102] User not found", user: { loginIds: ["nobody"] } }]);
    expect(replaced.data).toMatchObject({ name: "Ada Lovelace", givenName: "", roleNames: [], userTenants: [], customAttributes: {} });
  });

  it("changes one thing at a time", async () => {
    expect((await users.updateEmail(LOGIN_ID, "ada@work.example", true, true)).data).toMatchObject({ email: "ada@work.example" });
    expect((await users.updatePhone(LOGIN_ID, "+14155550100", true)).data).toMatchObject({ phone: "+14155550100", verifiedPhone: true });
    expect((await users.updateRecoveryEmail(LOGIN_ID, "r@work.example", true)).data).toMatchObject({ verifiedRecoveryEmail: true });
    expect((await users.updateRecoveryPhone(LOGIN_ID, "+14155550101")).data).toMatchObject({ recoveryPhone: "+14155550101" });
    expect((await users.updateDisplayName(LOGIN_ID, "Ada", "A")).data).toMatchObject({ name: "Ada", givenName: "A" });
    expect((await users.updateUserNames(LOGIN_ID, undefined, "M", "L")).data).toMatchObject({
      givenName: "A",
      middleName: "M",
      familyName: "L",
    });
    expect((await users.updatePicture(LOGIN_ID, "https://x.example/a.png")).data).toMatchObject({ picture: "https://x.example/a.png" });
    expect((await users.updateLoginId(LOGIN_ID, "ada")).data).toMatchObject({ loginIds: ["ada"], email: "ada@work.example" });
    expect(await users.updateLoginId("ada")).toMatchObject({ ok: false, code: 400, error: { errorCode: "E112103" } });
  });

  it("gives roles, tenants and apps, and takes them", async () => {
    expect((await users.setRoles(LOGIN_ID, ["editor"])).data?.roleNames).toEqual(["editor"]);
    expect((await users.addRoles(LOGIN_ID, ["auditor"])).data?.roleNames).toEqual(["auditor", "editor"]);
    expect((await users.removeRoles(LOGIN_ID, ["editor"])).data?.roleNames).toEqual(["auditor"]);
    expect(await users.addTenantRoles(LOGIN_ID, "T1", ["editor"])).toMatchObject({ code: 400, error: { errorCode: "E112203" } });
    expect((await users.addTenant(LOGIN_ID, "T1")).data?.userTenants).toMatchObject([{ tenantId: "T1" }]);
    expect((await users.setTenantRoles(LOGIN_ID, "T1", ["editor"])).data?.userTenants).toMatchObject([{ roleNames: ["editor"] }]);
    expect((await users.addTenantRoles(LOGIN_ID, "T1", ["auditor"])).data?.userTenants).toMatchObject([
      { roleNames: ["auditor", "editor"] },
    ]);
    expect((await users.removeTenantRoles(LOGIN_ID, "T1", ["editor"])).data?.userTenants).toMatchObject([{ roleNames: ["auditor"] }]);
    expect((await users.removeTenant(LOGIN_ID, "T1")).data?.userTenants).toEqual([]);
    expect(await users.addTenant(LOGIN_ID, "T9")).toMatchObject({ ok: false, code: 404, error: { errorCode: "E112201" } });
    expect((await users.addSSOapps(LOGIN_ID, ["a", "b"])).data).toMatchObject({ ssoAppIds: ["a", "b"] });
    expect((await users.removeSSOapps(LOGIN_ID, ["a"])).data).toMatchObject({ ssoAppIds: ["b"] });
    expect((await users.setSSOapps(LOGIN_ID, ["c"])).data).toMatchObject({ ssoAppIds: ["c"] });
  });

  it("declares attributes, sets one, and deletes it", async () => {
    const declared = await users.createCustomAttributes([
      { name: "plan", type: 4, options: [{ value: "paid", label: "Paid" }] },
      { name: "since", type: 6 },
    ]);

    expect(declared.data).toMatchObject([{ name: "plan" }, { name: "since" }]);
    expect((await users.updateCustomAttribute(LOGIN_ID, "plan", "paid")).data?.customAttributes).toEqual({ plan: "paid" });
    expect(await users.updateCustomAttribute(LOGIN_ID, "plan", "dear")).toMatchObject({ code: 400, error: { errorCode: "E011003" } });
    expect((await users.deleteCustomAttributes(["plan"])).data).toMatchObject([{ name: "since" }]);
    expect((await users.getCustomAttributes()).data).toHaveLength(1);
    expect((await users.load(LOGIN_ID)).data?.customAttributes).toEqual({});
  });

  it("loads several users and their history, and removes factors", async () => {
    await scene.signUp("bob");

    const { data: found } = await users.loadUsers([userId, "U0"], false);
    const { data: all } = await users.loadUsers([userId, "U0"], true);
    const bob = (await users.load("bob")).data?.userId ?? "";

    expect(found).toMatchObject([{ userId }]);
    expect(all).toMatchObject([{ userId }, { userId: "U0" }]);
    expect((await users.history([bob])).data).toMatchObject([{ userId: bob }]);
    expect((await users.removeTOTPSeed(LOGIN_ID)).ok).toBe(true);
    expect((await users.removeAllPasskeys(LOGIN_ID)).ok).toBe(true);
    expect((await users.listPasskeys(LOGIN_ID)).data).toEqual([]);
  });
});
