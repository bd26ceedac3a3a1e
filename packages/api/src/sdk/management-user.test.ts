import createSdk from "@descope/node-sdk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addManagementKey } from "../testing/management-keys";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";

let scene: SdkScene;

beforeEach(async () => {
  scene = await createSdkScene();
});

afterEach(() => scene.server.close());

describe("sdk.management.user.create", () => {
  it("answers an invited user", async () => {
    const { data } = await scene.management.user.create(LOGIN_ID, { displayName: "Ada Lovelace", givenName: "Ada" });

    expect(data).toMatchObject({
      loginIds: [LOGIN_ID],
      name: "Ada Lovelace",
      givenName: "Ada",
      email: LOGIN_ID,
      verifiedEmail: true,
      status: "invited",
      roleNames: [],
      userTenants: [],
    });
  });

  it("answers E062107 for a login ID that is taken", async () => {
    await scene.seedUsers(LOGIN_ID);

    expect(await scene.management.user.create("ADA@example.com", {})).toMatchObject({
      ok: false,
      code: 400,
      error: { errorCode: "E062107" },
    });
  });
});

describe("sdk.management.user.load", () => {
  it("finds a user by login ID and by user ID", async () => {
    const { [LOGIN_ID]: userId = "" } = await scene.seedUsers(LOGIN_ID);

    expect((await scene.management.user.load(LOGIN_ID)).data?.userId).toBe(userId);
    expect((await scene.management.user.loadByUserId(userId)).data?.loginIds).toEqual([LOGIN_ID]);
  });

  it("answers E112102 for nobody", async () => {
    expect(await scene.management.user.load("nobody")).toMatchObject({ ok: false, code: 404, error: { errorCode: "E112102" } });
  });
});

describe("sdk.management.user.deactivate", () => {
  it("ends the user's sessions, and activate lets them in again", async () => {
    const { refreshJwt } = await scene.signUp();

    expect((await scene.management.user.deactivate(LOGIN_ID)).data?.status).toBe("disabled");
    await expect(scene.sdk.refreshSession(refreshJwt)).rejects.toThrow();
    expect((await scene.management.user.activate(LOGIN_ID)).data?.status).toBe("enabled");
  });
});

describe("sdk.management.user.logoutUser and delete", () => {
  it("end a user's sessions, and the user", async () => {
    const { refreshJwt, userId } = await scene.signUp();

    expect((await scene.management.user.logoutUser(LOGIN_ID)).ok).toBe(true);
    expect(await scene.sdk.me(refreshJwt)).toMatchObject({ ok: false, error: { errorCode: "E064001" } });
    expect((await scene.management.user.logoutUserByUserId(userId)).ok).toBe(true);
    expect((await scene.management.user.deleteByUserId(userId)).ok).toBe(true);
    expect((await scene.management.user.delete(LOGIN_ID)).code).toBe(404);
  });
});

describe("createSdk", () => {
  it("with a key that is wrong is answered E111119, and with one that may only read E111403 for what changes something", async () => {
    const { deps, url, database } = scene.server;
    const withKey = (managementKey: string) => createSdk({ projectId: deps.config.projectId, baseUrl: url, managementKey }).management.user;
    const reader = withKey(await addManagementKey(deps, database.prisma, { scope: "read" }));
    await scene.seedUsers(LOGIN_ID);

    expect(await withKey("mk_wrong").load(LOGIN_ID)).toMatchObject({ ok: false, code: 401, error: { errorCode: "E111119" } });
    expect(await reader.load(LOGIN_ID)).toMatchObject({ ok: true });
    expect(await reader.delete(LOGIN_ID)).toMatchObject({ ok: false, code: 403, error: { errorCode: "E111403" } });
  });
});
