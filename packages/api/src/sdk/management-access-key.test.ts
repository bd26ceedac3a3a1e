import { grantRole } from "@repo/auth/testing/scene";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";

let scene: SdkScene;

beforeEach(async () => {
  scene = await createSdkScene();
});

afterEach(() => scene.server.close());

/** Tenant T1 with the role Editor, who may write there. */
async function addTenantRole(): Promise<void> {
  const { [LOGIN_ID]: userId = "" } = await scene.seedUsers(LOGIN_ID);
  await scene.createTenant("T1", userId);
  await grantRole(scene.server.database, userId, { name: "Editor", permissions: ["write"], tenantId: "T1" });
  await grantRole(scene.server.database, userId, { name: "Viewer", permissions: ["read"] });
}

async function createKey(...more: unknown[]) {
  const { create } = scene.management.accessKey;
  const { data } = await (create as (...all: unknown[]) => ReturnType<typeof create>)("reports", 0, ...more);
  if (!data) throw new Error("No key");
  return data;
}

describe("sdk.management.accessKey", () => {
  it("creates, loads, updates and deletes", async () => {
    const { key, cleartext } = await createKey();

    expect(key).toMatchObject({ name: "reports", status: "active", description: "", permittedIps: [], expireTime: 0 });
    expect(cleartext).toMatch(/^ak_[\w-]{43}$/);
    expect((await scene.management.accessKey.load(key.id)).data).toEqual(key);
    expect(
      (await scene.management.accessKey.update(key.id, "backup", "nightly", undefined, undefined, { a: 1 }, ["::1"])).data,
    ).toMatchObject({
      name: "backup",
      description: "nightly",
      permittedIps: ["::1"],
    });
    expect((await scene.management.accessKey.delete(key.id)).ok).toBe(true);
    expect(await scene.management.accessKey.load(key.id)).toMatchObject({ ok: false, code: 404, error: { errorCode: "E112501" } });
  });

  it.each(["activate", "deactivate", "delete", "rotate", "load"] as const)("says which field is missing (%s)", async (name) => {
    expect(await scene.management.accessKey[name]("")).toMatchObject({
      ok: false,
      error: { errorCode: "E011003", errorMessage: "The id field is required" },
    });
  });

  it("says that a name is missing", async () => {
    expect((await scene.management.accessKey.create("", 0)).error?.errorMessage).toBe("The name field is required");
  });

  it("searches", async () => {
    await addTenantRole();
    const { key } = await createKey([], [{ tenantId: "T1", roleNames: ["Editor"] }], undefined, {}, "", [], { team: "data" });
    await createKey();
    const namesOf = async (...search: Parameters<typeof scene.management.accessKey.searchAll>) =>
      (await scene.management.accessKey.searchAll(...search)).data?.map(({ id }) => id);

    expect(await namesOf()).toHaveLength(2);
    expect(await namesOf(["T1"])).toEqual([key.id]);
    expect(await namesOf([], undefined, undefined, { team: "data" })).toEqual([key.id]);
    expect(await namesOf([], undefined, "somebody else")).toEqual([]);
  });

  it("deactivates, activates and rotates, each at once", async () => {
    const { key, cleartext } = await createKey();
    const exchanged = async (secret: string) => (await scene.sdk.accessKey.exchange(secret)).error?.errorCode ?? "done";

    await scene.management.accessKey.deactivate(key.id);
    expect(await exchanged(cleartext)).toBe("E062803");
    await scene.management.accessKey.activateBatch([key.id]);
    expect(await exchanged(cleartext)).toBe("done");
    const rotated = (await scene.management.accessKey.rotate(key.id)).data?.cleartext ?? "";
    expect(await exchanged(cleartext)).toBe("E062803");
    expect(await exchanged(rotated)).toBe("done");
    await scene.management.accessKey.deleteBatch([key.id]);
    expect(await exchanged(rotated)).toBe("E062803");
  });
});

describe("sdk.exchangeAccessKey", () => {
  it("answers a token that the SDK finds good, with the key's roles, tenants and claims", async () => {
    await addTenantRole();
    const { key, cleartext } = await createKey(["Viewer"], [{ tenantId: "T1", roleNames: ["Editor"] }], undefined, { plan: "gold" });

    const authInfo = await scene.sdk.exchangeAccessKey(cleartext, { customClaims: { run: 7 }, selectedTenant: "T1" });

    expect(authInfo.token).toMatchObject({ sub: key.id, plan: "gold", nsec: { run: 7 }, dct: "T1", amr: [] });
    expect(scene.sdk.validateRoles(authInfo, ["Viewer"])).toBe(true);
    expect(scene.sdk.validatePermissions(authInfo, ["read"])).toBe(true);
    expect(scene.sdk.validatePermissions(authInfo, ["write"])).toBe(false);
    expect(scene.sdk.validateTenantRoles(authInfo, "T1", ["Editor"])).toBe(true);
    expect(scene.sdk.validateTenantPermissions(authInfo, "T1", ["write"])).toBe(true);
    expect(scene.sdk.validateTenantPermissions(authInfo, "T2", ["write"])).toBe(false);
  });

  it("refuses what is no key, and a tenant that is none of the key's", async () => {
    const { cleartext } = await createKey();

    await expect(scene.sdk.exchangeAccessKey("ak_wrong")).rejects.toThrow("Invalid access key");
    await expect(scene.sdk.exchangeAccessKey(cleartext, { selectedTenant: "T1" })).rejects.toThrow("no tenant of this key");
  });
});
