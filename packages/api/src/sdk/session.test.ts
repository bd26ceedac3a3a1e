import { createTestClock } from "@repo/auth/testing/deps";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PASSWORD, type TestApiOptions } from "../testing/rest-api";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";

let scene: SdkScene;

beforeEach(async () => {
  scene = await createSdkScene();
});

afterEach(() => scene.server.close());

/** Starts over with other options. */
async function restart(options: TestApiOptions): Promise<void> {
  await scene.server.close();
  scene = await createSdkScene(options);
}

describe("sdk.validateSession", () => {
  it("accepts a session token by the published keys, with everything SDKs read from it", async () => {
    const { sessionJwt, userId } = await scene.signUp();
    const { projectId } = scene.server.deps.config;
    const now = scene.server.deps.clock.now().getTime() / 1000;

    const { jwt, token } = await scene.sdk.validateSession(sessionJwt);

    expect(jwt).toBe(sessionJwt);
    expect(token).toEqual({
      iss: projectId,
      aud: [projectId],
      sub: userId,
      sid: expect.stringMatching(/^S/),
      drn: "DS",
      amr: ["pwd"],
      iat: now,
      exp: now + 600,
      rexp: new Date((now + 28 * 24 * 3600) * 1000).toISOString().replace(".000Z", "Z"),
      roles: [],
      permissions: [],
      tenants: {},
    });
  });

  it("accepts our project as audience, and no other", async () => {
    const { sessionJwt } = await scene.signUp();
    const { projectId } = scene.server.deps.config;

    await expect(scene.sdk.validateSession(sessionJwt, { audience: projectId })).resolves.toMatchObject({ jwt: sessionJwt });
    await expect(scene.sdk.validateSession(sessionJwt, { audience: ["other", projectId] })).resolves.toMatchObject({ jwt: sessionJwt });
    await expect(scene.sdk.validateSession(sessionJwt, { audience: "other" })).rejects.toThrow('unexpected "aud" claim value');
  });

  it("rejects a changed token, and one that has run out", async () => {
    const { sessionJwt } = await scene.signUp();
    const [header, , signature] = sessionJwt.split(".");
    const changed = [header, Buffer.from('{"sub":"Uother"}').toString("base64url"), signature].join(".");
    await restart({ clock: createTestClock(new Date(Date.now() - 11 * 60_000)) });
    const { sessionJwt: old } = await scene.signUp();

    await expect(scene.sdk.validateSession(changed)).rejects.toThrow("session validation failed");
    await expect(scene.sdk.validateSession(old)).rejects.toThrow('"exp" claim timestamp check failed');
  });

  it("reads roles and permissions: validateRoles, validatePermissions, getMatchedTenantRoles", async () => {
    const { refreshJwt, userId } = await scene.signUp();
    await scene.createTenant("acme", userId);
    await grant(userId);

    const info = await scene.sdk.refreshSession(refreshJwt);

    expect(scene.sdk.validateRoles(info, ["editor"])).toBe(true);
    expect(scene.sdk.validateRoles(info, ["editor", "owner"])).toBe(false);
    expect(scene.sdk.validatePermissions(info, ["articles:write"])).toBe(true);
    expect(scene.sdk.getMatchedTenantRoles(info, "acme", ["manager", "editor"])).toEqual(["manager"]);
    expect(scene.sdk.validateTenantRoles(info, "elsewhere", ["manager"])).toBe(false);
  });

  /** A role with a permission in the project, another role in the tenant `acme`. */
  async function grant(userId: string): Promise<void> {
    const { prisma } = scene.server.database;
    const createdAt = scene.server.deps.clock.now();
    await prisma.permission.create({ data: { id: "P1", name: "articles:write" } });
    await prisma.role.create({ data: { id: "R1", name: "editor", createdAt, permissions: { create: { permissionId: "P1" } } } });
    await prisma.role.create({ data: { id: "R2", name: "manager", tenantId: "acme", createdAt } });
    await prisma.userRole.create({ data: { userId, roleId: "R1" } });
    await prisma.userTenantRole.create({ data: { userId, tenantId: "acme", roleId: "R2" } });
  }
});

describe("sdk.refresh, sdk.refreshSession", () => {
  it("hand out a new session token and the same refresh token", async () => {
    const { sessionJwt, refreshJwt, userId } = await scene.signUp();
    scene.server.deps.clock.advance({ seconds: 2 });

    const { ok, data } = await scene.sdk.refresh(refreshJwt);
    const info = await scene.sdk.refreshSession(refreshJwt);

    expect(ok).toBe(true);
    expect(data).toMatchObject({ refreshJwt, firstSeen: false, user: { userId }, cookies: [expect.stringContaining(`DSR=${refreshJwt}`)] });
    expect(info).toMatchObject({ refreshJwt, token: { drn: "DS", sub: userId } });
    expect(info.jwt).not.toBe(sessionJwt);
  });

  it("with rotation hand out a new refresh token as well, which works", async () => {
    await restart({ config: { refreshRotation: true } });
    const { refreshJwt } = await scene.signUp();
    scene.server.deps.clock.advance({ seconds: 2 });

    const first = await scene.sdk.refreshSession(refreshJwt);
    const second = await scene.sdk.refreshSession(first.refreshJwt ?? "");

    expect(first.refreshJwt).not.toBe(refreshJwt);
    expect(second.refreshJwt).not.toBe(first.refreshJwt);
  });

  it("fail with our words after a logout, and before any request for what is no token of ours", async () => {
    const { refreshJwt } = await scene.signUp();
    await scene.sdk.logout(refreshJwt);

    await expect(scene.sdk.refreshSession(refreshJwt)).rejects.toThrow("Expired due to logout");
    await expect(scene.sdk.refreshSession("not.a.token")).rejects.toThrow("refresh token validation failed");
  });

  it("refuse a session token in the place of a refresh token", async () => {
    const { sessionJwt } = await scene.signUp();

    expect(await scene.sdk.refresh(sessionJwt)).toMatchObject({ ok: false, code: 401, error: { errorCode: "E064002" } });
  });
});

describe("sdk.validateAndRefreshSession", () => {
  it("keeps a session token that is good", async () => {
    const { sessionJwt, refreshJwt } = await scene.signUp();

    expect(await scene.sdk.validateAndRefreshSession(sessionJwt, refreshJwt)).toMatchObject({ jwt: sessionJwt });
  });

  it("refreshes a session token that has run out", async () => {
    await restart({ clock: createTestClock(new Date(Date.now() - 11 * 60_000)) });
    const { sessionJwt, refreshJwt, userId } = await scene.signUp();
    scene.server.deps.clock.advance({ minutes: 11 });

    const info = await scene.sdk.validateAndRefreshSession(sessionJwt, refreshJwt, { audience: scene.server.deps.config.projectId });

    expect(info.jwt).not.toBe(sessionJwt);
    expect(info).toMatchObject({ refreshJwt, token: { sub: userId } });
  });

  it("gives up when the refresh token has run out too", async () => {
    await restart({ clock: createTestClock(new Date(Date.now() - 29 * 24 * 3600_000)) });
    const { sessionJwt, refreshJwt } = await scene.signUp();

    await expect(scene.sdk.validateAndRefreshSession(sessionJwt, refreshJwt)).rejects.toThrow('"exp" claim timestamp check failed');
  });
});

describe("sdk.me, sdk.history, sdk.myTenants", () => {
  it("answer who the user is", async () => {
    const { refreshJwt, userId } = await scene.signUp();

    expect(await scene.sdk.me(refreshJwt)).toMatchObject({ ok: true, data: { userId, loginIds: [LOGIN_ID], password: true } });
  });

  it("answer when the user signed in, and from where, newest first", async () => {
    const { refreshJwt, userId } = await scene.signUp();
    scene.server.deps.clock.advance({ seconds: 5 });
    await scene.sdk.password.signIn(LOGIN_ID, PASSWORD);
    const now = scene.server.deps.clock.now().getTime() / 1000;

    const { data } = await scene.sdk.history(refreshJwt);

    const visit = { userId, city: "", country: "", ip: "127.0.0.1", selectedTenant: "" };
    expect(data).toEqual([
      { ...visit, loginTime: now },
      { ...visit, loginTime: now - 5 },
    ]);
  });

  it("answer which tenants the user is in, of those asked for", async () => {
    const { refreshJwt, userId } = await scene.signUp();
    await scene.createTenant("acme", userId);
    await scene.createTenant("elsewhere");

    expect(await scene.sdk.myTenants(["acme", "elsewhere"], refreshJwt)).toMatchObject({
      ok: true,
      data: { tenants: [{ id: "acme", name: "The tenant acme", customAttributes: {} }] },
    });
  });

  it("answer E064001 after a logout and E064002 to what is no token", async () => {
    const { refreshJwt } = await scene.signUp();
    await scene.sdk.logout(refreshJwt);

    expect(await scene.sdk.me(refreshJwt)).toMatchObject({
      code: 401,
      error: { errorCode: "E064001", errorMessage: "Expired due to logout" },
    });
    expect(await scene.sdk.history("not.a.token")).toMatchObject({ code: 401, error: { errorCode: "E064002" } });
  });
});

describe("sdk.selectTenant", () => {
  it("selects a tenant of the user's, in both tokens and after a refresh", async () => {
    const { refreshJwt, userId } = await scene.signUp();
    await scene.createTenant("acme", userId);
    await scene.createTenant("globex", userId);

    const { ok, data } = await scene.sdk.selectTenant("acme", refreshJwt);
    const session = await scene.sdk.validateSession(data?.sessionJwt ?? "");
    const refreshed = await scene.sdk.refreshSession(data?.refreshJwt ?? "");

    expect(ok).toBe(true);
    expect(session.token).toMatchObject({ dct: "acme", tenants: { acme: {}, globex: {} } });
    expect((await scene.sdk.validateJwt(data?.refreshJwt ?? "")).token).toMatchObject({ dct: "acme" });
    expect(refreshed.token).toMatchObject({ dct: "acme" });
    expect(scene.sdk.getTenants(data?.sessionJwt ?? "").sort()).toEqual(["acme", "globex"]);
  });

  it("answers 403 E011004 for a tenant that is not the user's, existing or not", async () => {
    const { refreshJwt } = await scene.signUp();
    await scene.createTenant("elsewhere");

    for (const tenant of ["elsewhere", "nowhere"]) {
      expect(await scene.sdk.selectTenant(tenant, refreshJwt)).toMatchObject({ ok: false, code: 403, error: { errorCode: "E011004" } });
    }
  });
});

describe("sdk.logout, sdk.logoutAll", () => {
  it("end this session and no other", async () => {
    const { refreshJwt } = await scene.signUp();
    const other = (await scene.sdk.password.signIn(LOGIN_ID, PASSWORD)).data?.refreshJwt ?? "";

    const { ok, data } = await scene.sdk.logout(refreshJwt);

    expect(ok).toBe(true);
    expect(data).toMatchObject({ sessionJwt: "", refreshJwt: "", cookieMaxAge: 0, cookieExpiration: 0 });
    expect(await scene.sdk.me(refreshJwt)).toMatchObject({ code: 401 });
    expect(await scene.sdk.me(other)).toMatchObject({ ok: true });
  });

  it("end every session of the user's, and nobody else's", async () => {
    const { refreshJwt } = await scene.signUp();
    const other = (await scene.sdk.password.signIn(LOGIN_ID, PASSWORD)).data?.refreshJwt ?? "";
    const { refreshJwt: graces } = await scene.signUp("grace@example.com");

    expect(await scene.sdk.logoutAll(other)).toMatchObject({ ok: true });

    expect(await scene.sdk.me(refreshJwt)).toMatchObject({ code: 401, error: { errorCode: "E064001" } });
    expect(await scene.sdk.me(other)).toMatchObject({ code: 401, error: { errorCode: "E064001" } });
    expect(await scene.sdk.me(graces)).toMatchObject({ ok: true });
  });

  it("answer 401 to what is no token", async () => {
    expect(await scene.sdk.logout("not.a.token")).toMatchObject({ ok: false, code: 401, error: { errorCode: "E064002" } });
    expect(await scene.sdk.logoutAll("not.a.token")).toMatchObject({ ok: false, code: 401, error: { errorCode: "E064002" } });
  });
});
