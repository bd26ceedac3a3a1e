import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";

const GRACE = "grace@example.com";

let scene: SdkScene;

beforeEach(async () => {
  scene = await createSdkScene();
});

afterEach(() => scene.server.close());

describe("sdk.management.jwt.update", () => {
  it("adds claims that the SDK finds in the token, and in those to come", async () => {
    const { sessionJwt, refreshJwt } = await scene.signUp();
    const session = await scene.management.jwt.update(sessionJwt, { plan: "gold" });
    const whole = await scene.management.jwt.update(refreshJwt, { plan: "silver", sub: "somebody else" });

    expect((await scene.sdk.validateSession(session.data?.jwt ?? "")).token).toMatchObject({ plan: "gold" });
    expect((await scene.sdk.refreshSession(whole.data?.jwt ?? "")).token).toMatchObject({
      plan: "silver",
      sub: expect.stringMatching(/^U/),
    });
  });

  it("answers E064002 for what is no token of ours", async () => {
    expect(await scene.management.jwt.update("a.b.c", {})).toMatchObject({ ok: false, code: 401, error: { errorCode: "E064002" } });
  });
});

describe("sdk.management.jwt.signUp, signIn and signUpOrIn", () => {
  it("answer sessions that the SDK finds good", async () => {
    const up = await scene.management.jwt.signUp(
      LOGIN_ID,
      { name: "Ada", email: LOGIN_ID, verifiedEmail: true },
      { customClaims: { app: 1 } },
    );
    const signedIn = await scene.management.jwt.signIn(LOGIN_ID, { customClaims: { app: 2 } });
    const either = await scene.management.jwt.signUpOrIn(GRACE);

    expect(up.data).toMatchObject({ firstSeen: true, user: { name: "Ada", verifiedEmail: true } });
    expect(signedIn.data?.firstSeen).toBe(false);
    expect((await scene.sdk.validateSession(signedIn.data?.sessionJwt ?? "")).token.nsec).toEqual({ app: 2 });
    expect((await scene.sdk.refreshSession(either.data?.refreshJwt ?? "")).token.sub).toBe(either.data?.user?.userId);
  });

  it("answer E112102 for nobody, and E062107 for a login ID that is taken", async () => {
    expect(await scene.management.jwt.signIn(LOGIN_ID)).toMatchObject({ code: 404, error: { errorCode: "E112102" } });
    await scene.signUp();
    expect(await scene.management.jwt.signUp(LOGIN_ID)).toMatchObject({ code: 400, error: { errorCode: "E062107" } });
  });

  it("step a session up by its refresh token", async () => {
    const { refreshJwt } = await scene.signUp();

    expect((await scene.management.jwt.signIn(LOGIN_ID, { stepup: true, jwt: refreshJwt })).data?.claims.su).toBe(true);
    expect(await scene.management.jwt.signIn(LOGIN_ID, { stepup: true })).toMatchObject({ error: { errorCode: "E062130" } });
  });
});

describe("sdk.management.jwt.anonymous", () => {
  it("answers tokens without a user", async () => {
    const { data } = await scene.management.jwt.anonymous({ cart: 7 });

    expect(data).not.toHaveProperty("user");
    expect(data).not.toHaveProperty("firstSeen");
    expect((await scene.sdk.refreshSession(data?.refreshJwt ?? "")).token).toMatchObject({ cart: 7, anonymous: true });
  });
});

describe("sdk.management.jwt.impersonate and stopImpersonation", () => {
  it("act in another's name, and end it", async () => {
    const { userId } = await scene.signUp();
    const { [GRACE]: impersonatorId = "" } = await scene.seedUsers(GRACE);
    const { data } = await scene.management.jwt.impersonate(impersonatorId, LOGIN_ID, false, { ticket: 7 });
    const { token } = await scene.sdk.refreshSession(data?.jwt ?? "");

    expect(token).toMatchObject({ sub: userId, act: { sub: impersonatorId }, ticket: 7 });
    const stopped = await scene.management.jwt.stopImpersonation(data?.jwt ?? "");
    expect((await scene.sdk.refreshSession(stopped.data?.jwt ?? "")).token).toMatchObject({ sub: impersonatorId });
    await expect(scene.sdk.refreshSession(data?.jwt ?? "")).rejects.toThrow();
  });

  it("ask for consent where they are told to", async () => {
    await scene.signUp();
    const { [GRACE]: impersonatorId = "" } = await scene.seedUsers(GRACE);

    expect(await scene.management.jwt.impersonate(impersonatorId, LOGIN_ID, true)).toMatchObject({
      ok: false,
      code: 403,
      error: { errorCode: "E112120" },
    });
  });
});
