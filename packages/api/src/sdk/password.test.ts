import createSdk from "@descope/node-sdk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PASSWORD } from "../testing/rest-api";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";

let scene: SdkScene;

beforeEach(async () => {
  scene = await createSdkScene();
});

afterEach(() => scene.server.close());

describe("sdk.password.signUp", () => {
  it("answers a session of a new user", async () => {
    const { ok, code, data } = await scene.sdk.password.signUp(LOGIN_ID, PASSWORD, { name: "Ada Lovelace", givenName: "Ada" });

    expect({ ok, code }).toEqual({ ok: true, code: 200 });
    expect(data).toMatchObject({
      firstSeen: true,
      cookieDomain: "",
      cookiePath: "/",
      cookieMaxAge: 28 * 24 * 3600,
      user: {
        loginIds: [LOGIN_ID],
        name: "Ada Lovelace",
        givenName: "Ada",
        email: LOGIN_ID,
        verifiedEmail: false,
        status: "enabled",
        password: true,
        TOTP: false,
      },
    });
    expect(data?.cookies).toEqual([expect.stringMatching(/^DSR=.+; Max-Age=2419200; Path=\/; HttpOnly; SameSite=Strict$/)]);
  });

  it("answers E062107 for a login ID that is taken, however it is spelled", async () => {
    await scene.signUp();

    expect(await scene.sdk.password.signUp("ADA@example.com", "another long password")).toMatchObject({
      ok: false,
      code: 400,
      error: { errorCode: "E062107", errorDescription: "User already exists" },
    });
  });

  it("answers E062901 with the reason for a password that the policy refuses", async () => {
    expect(await scene.sdk.password.signUp(LOGIN_ID, "short")).toMatchObject({
      ok: false,
      code: 400,
      error: { errorCode: "E062901", errorMessage: expect.stringContaining("at least 8 characters") },
    });
  });

  it("puts customClaims under nsec, in both tokens and after a refresh, and never beside the reserved ones", async () => {
    const customClaims = { plan: "pro", sub: "Uother", nested: { a: [1] } };
    const { data } = await scene.sdk.password.signUp(LOGIN_ID, PASSWORD, undefined, { customClaims });
    const refreshJwt = data?.refreshJwt ?? "";

    const session = await scene.sdk.validateSession(data?.sessionJwt ?? "");
    const refreshed = await scene.sdk.refreshSession(refreshJwt);

    expect(session.token).toMatchObject({ nsec: customClaims, sub: data?.user?.userId });
    expect((await scene.sdk.validateJwt(refreshJwt)).token).toMatchObject({ nsec: customClaims });
    expect(refreshed.token).toMatchObject({ nsec: customClaims });
  });

  it("with tenantId makes nobody a member: a password proves no address", async () => {
    await scene.createTenant("acme", undefined, ["example.com"]);

    const answer = await scene.sdk.password.signUp(LOGIN_ID, PASSWORD, undefined, { tenantId: "acme" });

    expect(answer).toMatchObject({ ok: false, code: 400, error: { errorCode: "E011001" } });
    expect(await scene.server.database.prisma.userTenant.count()).toBe(0);
  });
});

describe("sdk.password.signIn", () => {
  it("answers a session of the user, who has been seen before", async () => {
    const { userId } = await scene.signUp();

    expect(await scene.sdk.password.signIn(LOGIN_ID, PASSWORD)).toMatchObject({ ok: true, data: { firstSeen: false, user: { userId } } });
  });

  it("answers E062906 alike for a wrong password and for an unknown user", async () => {
    await scene.signUp();

    const wrong = await scene.sdk.password.signIn(LOGIN_ID, "wrong horse battery");
    const unknown = await scene.sdk.password.signIn("nobody@example.com", PASSWORD);

    expect(wrong).toMatchObject({ ok: false, code: 401, error: { errorCode: "E062906", errorDescription: "Invalid signin credentials" } });
    expect({ code: unknown.code, error: unknown.error }).toEqual({ code: wrong.code, error: wrong.error });
  });

  it("answers E130429 with retryAfter once there were too many wrong passwords", async () => {
    await scene.signUp();
    for (let tries = 0; tries < 5; tries++) await scene.sdk.password.signIn(LOGIN_ID, "wrong horse battery");

    expect(await scene.sdk.password.signIn(LOGIN_ID, PASSWORD)).toMatchObject({
      ok: false,
      code: 429,
      error: { errorCode: "E130429", retryAfter: 1 },
    });
  });

  it("with stepup keeps the session and marks its new session token until the next refresh", async () => {
    const { refreshJwt } = await scene.signUp();
    const before = await scene.sdk.validateJwt(refreshJwt);

    const { data } = await scene.signInAs(refreshJwt, { stepup: true });
    const stepped = await scene.sdk.validateSession(data?.sessionJwt ?? "");
    const after = await scene.sdk.validateJwt(data?.refreshJwt ?? "");
    const refreshed = await scene.sdk.refreshSession(data?.refreshJwt ?? "");

    expect(stepped.token).toMatchObject({ su: true, sid: before.token.sid });
    expect(after.token).toMatchObject({ drn: "DSR", sid: before.token.sid });
    expect(after.token).not.toHaveProperty("su");
    expect(refreshed.token).not.toHaveProperty("su");
  });

  it("with mfa replaces the session by one that has grown", async () => {
    const { refreshJwt } = await scene.signUp();
    await scene.server.database.prisma.session.updateMany({ data: { methods: JSON.stringify(["email"]) } });

    const { data } = await scene.signInAs(refreshJwt, { mfa: true });
    const session = await scene.sdk.validateSession(data?.sessionJwt ?? "");

    expect(session.token).toMatchObject({ amr: ["email", "pwd", "mfa"] });
    expect((await scene.sdk.validateJwt(data?.refreshJwt ?? "")).token).toMatchObject({ amr: ["email", "pwd", "mfa"] });
    expect(await scene.sdk.me(refreshJwt)).toMatchObject({ ok: false, error: { errorCode: "E064001" } });
    expect(await scene.sdk.me(data?.refreshJwt ?? "")).toMatchObject({ ok: true });
  });

  it("with stepup or mfa answers E062130 without the user's own refresh token", async () => {
    await scene.signUp();
    const { refreshJwt: somebodyElses } = await scene.signUp("grace@example.com");

    for (const token of [undefined, "not.a.token", somebodyElses]) {
      for (const options of [{ stepup: true }, { mfa: true }] as const) {
        expect(await scene.signInAs(token, options)).toMatchObject({ code: 401, error: { errorCode: "E062130" } });
      }
    }
    expect(await scene.sdk.me(somebodyElses)).toMatchObject({ ok: true });
  });

  it("with revokeOtherSessions ends the user's others", async () => {
    const { refreshJwt } = await scene.signUp();

    const { data } = await scene.sdk.password.signIn(LOGIN_ID, PASSWORD, { revokeOtherSessions: true });

    expect(await scene.sdk.me(refreshJwt)).toMatchObject({ ok: false, code: 401, error: { errorCode: "E064001" } });
    expect(await scene.sdk.me(data?.refreshJwt ?? "")).toMatchObject({ ok: true });
  });
});

describe("createSdk", () => {
  it("with an auth management key, which comes behind every credential, works the same", async () => {
    const { server } = scene;
    const sdk = createSdk({ projectId: server.deps.config.projectId, baseUrl: server.url, authManagementKey: "K2authmanagementkey" });

    const { data } = await sdk.password.signUp(LOGIN_ID, PASSWORD);
    const refreshJwt = data?.refreshJwt ?? "";

    expect(await sdk.me(refreshJwt)).toMatchObject({ ok: true });
    expect(await sdk.refreshSession(refreshJwt)).toMatchObject({ refreshJwt });
  });

  it("with a static public key asks for no keys", async () => {
    const { projectId } = scene.server.deps.config;
    const [publicKey] = scene.server.deps.keys.published();
    const { sessionJwt } = await scene.signUp();
    const sdk = createSdk({ projectId, baseUrl: "http://127.0.0.1:9", publicKey: JSON.stringify(publicKey) });

    await expect(sdk.validateSession(sessionJwt)).resolves.toMatchObject({ jwt: sessionJwt });
  });

  it("with another project is answered E061001", async () => {
    const sdk = createSdk({ projectId: "Pother0000000000000000000000", baseUrl: scene.server.url });

    expect(await sdk.password.signUp(LOGIN_ID, PASSWORD)).toMatchObject({ ok: false, code: 401, error: { errorCode: "E061001" } });
  });
});
