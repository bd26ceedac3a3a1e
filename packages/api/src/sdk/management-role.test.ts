import type { AuthenticationInfo } from "@descope/node-sdk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSdkScene, type SdkScene } from "../testing/sdk";

let scene: SdkScene;

beforeEach(async () => {
  scene = await createSdkScene();
});

afterEach(() => scene.server.close());

describe("sdk.management.permission", () => {
  it("creates, renames and deletes permissions", async () => {
    const { permission } = scene.management;
    const all = async () => ((await permission.loadAll()).data ?? []).map(({ name, description }) => `${name}:${description}`);

    await permission.create("edit", "Change texts");
    await permission.createBatch([{ name: "read" }, { name: "fly" }].map((one) => ({ ...one, systemDefault: false })));
    expect(await permission.create("edit")).toMatchObject({ ok: false, code: 400, error: { errorCode: "E112402" } });
    expect(await all()).toEqual(["edit:Change texts", "fly:", "read:"]);
    await permission.update("edit", "change");
    expect(await all()).toEqual(["change:", "fly:", "read:"]);
    await permission.delete("fly");
    await permission.deleteBatch(["read", "nothing"]);
    expect(await all()).toEqual(["change:"]);
    expect(await permission.delete("fly")).toMatchObject({ ok: false, code: 404, error: { errorCode: "E112401" } });
  });
});

describe("sdk.management.role", () => {
  it("creates, replaces, finds and deletes roles", async () => {
    const { role, permission, tenant } = scene.management;
    await permission.createBatch([{ name: "read" }, { name: "edit" }].map((one) => ({ ...one, systemDefault: false })));
    await tenant.createWithId("acme", "Acme");

    await role.create("Reader", "Reads", ["read"]);
    const { data: made = [] } = await role.createBatch([{ name: "Editor", permissionNames: ["edit"], tenantId: "acme", createdTime: 0 }]);
    expect(await role.create("Editor", "", [], "acme")).toMatchObject({ ok: false, code: 400, error: { errorCode: "E112302" } });
    expect(await role.create("Pilot", "", ["fly"])).toMatchObject({ ok: false, code: 404, error: { errorCode: "E112401" } });
    await role.updateWithId(made[0]?.id ?? "", "Writer", "Writes", ["read", "edit"], "acme");

    expect((await role.loadAll()).data?.map(({ name }) => name).sort()).toEqual(["Reader", "Writer"]);
    expect((await role.search({ tenantIds: ["acme"] })).data).toMatchObject([
      { name: "Writer", description: "Writes", permissionNames: ["edit", "read"], tenantId: "acme", default: false },
    ]);
    await role.delete("Writer", "acme");
    await role.deleteBatch(["Reader"]);
    expect((await role.loadAll()).data).toEqual([]);
  });
});

describe("a real session token", () => {
  /** What the SDK reads in the token of somebody who is Reader in the project and Editor in acme, by the roles that both give. */
  async function read(): Promise<AuthenticationInfo> {
    const { role, permission, tenant } = scene.management;
    await permission.createBatch([{ name: "read" }, { name: "edit" }].map((one) => ({ ...one, systemDefault: false })));
    await tenant.createWithId("acme", "Acme", ["example.com"]);
    await role.create("Reader", "", ["read"], undefined, true);
    await role.create("Editor", "", ["read", "edit"], "acme", true);
    const { refreshJwt } = await scene.signUp();
    await scene.proveEmail(refreshJwt);
    const { data } = await scene.signInAs(undefined, { tenantId: "acme" });
    return scene.sdk.validateSession(data?.sessionJwt ?? "");
  }

  it("holds the roles and permissions of the project", async () => {
    const token = await read();
    const { sdk } = scene;

    expect([sdk.validateRoles(token, ["Reader"]), sdk.validateRoles(token, ["Reader", "Editor"])]).toEqual([true, false]);
    expect([sdk.validatePermissions(token, ["read"]), sdk.validatePermissions(token, ["edit"])]).toEqual([true, false]);
    expect(sdk.getMatchedRoles(token, ["Reader", "Editor"])).toEqual(["Reader"]);
    expect(sdk.getMatchedPermissions(token, ["edit", "read"])).toEqual(["read"]);
  });

  it("holds those of a tenant, and of no other", async () => {
    const token = await read();
    const { sdk } = scene;

    expect(sdk.validateTenantRoles(token, "acme", ["Editor"])).toBe(true);
    expect(sdk.validateTenantRoles(token, "acme", ["Reader"])).toBe(false);
    expect(sdk.validateTenantRoles(token, "umbra", ["Editor"])).toBe(false);
    expect(sdk.validateTenantPermissions(token, "acme", ["edit", "read"])).toBe(true);
    expect(sdk.validateTenantPermissions(token, "acme", ["edit", "fly"])).toBe(false);
    expect(sdk.getMatchedTenantRoles(token, "acme", ["Reader", "Editor"])).toEqual(["Editor"]);
    expect(sdk.getMatchedTenantPermissions(token, "acme", ["fly", "edit"])).toEqual(["edit"]);
  });

  it("holds no more than what is left of them at the next refresh", async () => {
    const { role } = scene.management;
    const { refreshJwt } = await scene.signUp();
    await role.create("Reader", "", [], undefined, true);
    const later = await scene.signUp("bob@example.com");
    expect(scene.sdk.validateRoles(await scene.sdk.refreshSession(later.refreshJwt), ["Reader"])).toBe(true);

    await role.delete("Reader");

    expect(scene.sdk.validateRoles(await scene.sdk.refreshSession(later.refreshJwt), ["Reader"])).toBe(false);
    expect(scene.sdk.validateRoles(await scene.sdk.refreshSession(refreshJwt), ["Reader"])).toBe(false);
  });
});
