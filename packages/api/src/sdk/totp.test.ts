import { readQrCode } from "@repo/auth/testing/totp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PASSWORD } from "../testing/rest-api";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";
import { codeOf, joinWithBoth, nextStep, wrongCodeOf } from "../testing/sdk-totp";

let scene: SdkScene;

beforeEach(async () => {
  scene = await createSdkScene();
});

afterEach(() => scene.server.close());

async function startSignUp(): Promise<string> {
  const { data } = await scene.sdk.totp.signUp(LOGIN_ID, { name: "Ada Lovelace" });
  return data?.key ?? "";
}

/** Signs up with an authenticator, and waits for its next code. */
async function join(): Promise<{ key: string; userId: string; refreshJwt: string }> {
  const key = await startSignUp();
  const { data, error } = await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key));
  if (!data?.user || !data.refreshJwt) throw new Error(`No sign-up: ${JSON.stringify(error)}`);
  nextStep(scene);
  return { key, userId: data.user.userId, refreshJwt: data.refreshJwt };
}

describe("sdk.totp.signUp", () => {
  it("F1: answers one key of 160 bits three ways, which agree", async () => {
    const { ok, data } = await scene.sdk.totp.signUp(LOGIN_ID);
    const { key = "", provisioningURL = "", image = "" } = data ?? {};
    const url = new URL(provisioningURL);

    expect(ok).toBe(true);
    expect(key).toMatch(/^[A-Z2-7]{32}$/);
    expect({ scheme: url.protocol, type: url.host, label: decodeURIComponent(url.pathname) }).toEqual({
      scheme: "otpauth:",
      type: "totp",
      label: `/Gatehouse:${LOGIN_ID}`,
    });
    expect(Object.fromEntries(url.searchParams)).toEqual({
      secret: key,
      issuer: "Gatehouse",
      algorithm: "SHA1",
      digits: "6",
      period: "30",
    });
    const photographed = readQrCode(image);
    expect(photographed).toBe(provisioningURL);
    const scanned = new URL(photographed).searchParams.get("secret") ?? "";
    expect(await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, scanned))).toMatchObject({ ok: true });
  });

  it("F6: registers nobody before a code is verified", async () => {
    const key = await startSignUp();

    expect(await scene.sdk.otp.signIn.email(LOGIN_ID)).toMatchObject({ error: { errorCode: "E062108" } });
    expect(await scene.sdk.password.signIn(LOGIN_ID, PASSWORD)).toMatchObject({ error: { errorCode: "E062906" } });
    expect(await scene.sdk.totp.verify(LOGIN_ID, wrongCodeOf(scene, key))).toMatchObject({ code: 401, error: { errorCode: "E061102" } });
    expect(await scene.sdk.otp.signIn.email(LOGIN_ID)).toMatchObject({ error: { errorCode: "E062108" } });
  });

  it("once more replaces the key", async () => {
    const former = await startSignUp();
    const key = await startSignUp();

    expect(await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, former))).toMatchObject({ ok: false, error: { errorCode: "E061102" } });
    expect(await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key))).toMatchObject({ ok: true });
  });

  it("answers E062107 for a registered login ID", async () => {
    await scene.signUp();

    expect(await scene.sdk.totp.signUp(LOGIN_ID)).toMatchObject({ ok: false, code: 400, error: { errorCode: "E062107" } });
  });

  // A stranger starts a sign-up for somebody else's address and keeps the key, waiting for the owner to come.
  it("F6: gives whoever started it no way into the account that somebody else then makes", async () => {
    const strangers = await startSignUp();
    const { refreshJwt, userId } = await scene.signUp();

    const beforeOwnersKey = await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, strangers));
    const { data } = await scene.sdk.totp.update(LOGIN_ID, refreshJwt);
    const amongOwnersKey = await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, strangers));
    const owner = await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, data?.key ?? ""));

    expect(beforeOwnersKey).toMatchObject({ ok: false, error: { errorCode: "E062120" } });
    expect(amongOwnersKey).toMatchObject({ ok: false, error: { errorCode: "E061102" } });
    expect(owner).toMatchObject({ ok: true, data: { user: { userId, TOTP: true } } });
  });
});

describe("sdk.totp.verify", () => {
  it("finishes a sign-up", async () => {
    const key = await startSignUp();

    const { ok, data } = await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key));

    expect(ok).toBe(true);
    expect(data).toMatchObject({
      firstSeen: true,
      claims: { amr: ["totp"] },
      user: { loginIds: [LOGIN_ID], name: "Ada Lovelace", email: LOGIN_ID, verifiedEmail: false, TOTP: true, password: false },
      cookies: [expect.stringMatching(/^DSR=.+; HttpOnly; SameSite=Strict$/)],
    });
    await expect(scene.sdk.validateSession(data?.sessionJwt ?? "")).resolves.toMatchObject({ token: { amr: ["totp"] } });
  });

  it("signs in, who has been seen before", async () => {
    const { key, userId } = await join();

    expect(await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key))).toMatchObject({
      ok: true,
      data: { firstSeen: false, user: { userId } },
    });
  });

  it("F4: takes a code once, and none from before it", async () => {
    const { key } = await join();
    const now = codeOf(scene, key);
    const earlier = codeOf(scene, key, -1);

    expect(await scene.sdk.totp.verify(LOGIN_ID, now)).toMatchObject({ ok: true });
    expect(await scene.sdk.totp.verify(LOGIN_ID, now)).toMatchObject({ code: 401, error: { errorCode: "E061102" } });
    expect(await scene.sdk.totp.verify(LOGIN_ID, earlier)).toMatchObject({ code: 401, error: { errorCode: "E061102" } });
  });

  it.each([-1, 0, 1])("F3: takes a code of a clock that is %i steps off, at the set-up and afterwards", async (steps) => {
    const key = await startSignUp();
    const atSetUp = await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key, steps));
    nextStep(scene);

    expect(atSetUp).toMatchObject({ ok: true });
    expect(await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key, steps))).toMatchObject({ ok: true });
  });

  it.each([-2, 2])("F3: refuses a code of a clock that is %i steps off, at the set-up and afterwards", async (steps) => {
    const key = await startSignUp();
    const atSetUp = await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key, steps));
    await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key));
    nextStep(scene);

    expect(atSetUp).toMatchObject({ code: 401, error: { errorCode: "E061102" } });
    expect(await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key, steps))).toMatchObject({ code: 401, error: { errorCode: "E061102" } });
  });

  it("with mfa replaces the session by one that has grown", async () => {
    const { key, refreshJwt } = await joinWithBoth(scene);
    const customClaims = { plan: "pro" };

    const { data } = await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key), { mfa: true, customClaims }, refreshJwt);
    const grown = { amr: ["pwd", "totp", "mfa"], nsec: customClaims };

    expect((await scene.sdk.validateSession(data?.sessionJwt ?? "")).token).toMatchObject(grown);
    expect((await scene.sdk.validateJwt(data?.refreshJwt ?? "")).token).toMatchObject(grown);
    expect(await scene.sdk.me(refreshJwt)).toMatchObject({ code: 401, error: { errorCode: "E064001" } });
  });

  it("with stepup keeps the session and marks its new session token", async () => {
    const { key, refreshJwt } = await joinWithBoth(scene);
    const { sid } = (await scene.sdk.validateJwt(refreshJwt)).token;

    const { data } = await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key), { stepup: true }, refreshJwt);

    expect((await scene.sdk.validateSession(data?.sessionJwt ?? "")).token).toMatchObject({ su: true, sid });
    expect((await scene.sdk.validateJwt(data?.refreshJwt ?? "")).token).not.toHaveProperty("su");
    expect(await scene.sdk.me(refreshJwt)).toMatchObject({ ok: true });
  });

  it("with stepup or mfa answers E062130 without the user's own refresh token", async () => {
    const { key } = await join();
    const { refreshJwt: somebodyElses } = await scene.signUp("grace@example.com");

    for (const token of [undefined, "not.a.token", somebodyElses]) {
      for (const options of [{ stepup: true }, { mfa: true }]) {
        const answer = await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key), options, token);
        expect(answer).toMatchObject({ code: 401, error: { errorCode: "E062130" } });
      }
    }
  });

  it("answers E061103 after five wrong codes of a sign-up", async () => {
    const key = await startSignUp();
    for (let tries = 0; tries < 5; tries++) await scene.sdk.totp.verify(LOGIN_ID, wrongCodeOf(scene, key));

    expect(await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key))).toMatchObject({ code: 401, error: { errorCode: "E061103" } });
  });

  it("F7: answers E130429 with retryAfter after ten wrong codes of a user, whichever session they come with", async () => {
    const { key, refreshJwt } = await joinWithBoth(scene);
    for (let tries = 0; tries < 10; tries++) {
      const options = tries % 2 === 0 ? {} : { stepup: true };
      const answer = await scene.sdk.totp.verify(LOGIN_ID, wrongCodeOf(scene, key), options, refreshJwt);
      expect(answer).toMatchObject({ error: { errorCode: "E061102" } });
    }

    expect(await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key))).toMatchObject({
      code: 429,
      error: { errorCode: "E130429", retryAfter: 15 * 60 },
    });
  });

  it("answers E062108 for an unknown user, and E062120 for one without an authenticator", async () => {
    await scene.signUp();

    expect(await scene.sdk.totp.verify("nobody@example.com", "123456")).toMatchObject({ code: 400, error: { errorCode: "E062108" } });
    expect(await scene.sdk.totp.verify(LOGIN_ID, "123456")).toMatchObject({ code: 400, error: { errorCode: "E062120" } });
  });
});

describe("sdk.totp.update", () => {
  it("adds an authenticator, which counts once a code of it is verified", async () => {
    const { refreshJwt } = await scene.signUp();

    const { data } = await scene.sdk.totp.update(LOGIN_ID, refreshJwt);
    const before = await scene.sdk.me(refreshJwt);
    await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, data?.key ?? ""));

    expect(readQrCode(data?.image ?? "")).toBe(data?.provisioningURL);
    expect(before).toMatchObject({ data: { TOTP: false } });
    expect(await scene.sdk.me(refreshJwt)).toMatchObject({ data: { TOTP: true, password: true } });
  });

  it("replaces the authenticator: the former works until a code of the new one is verified, and not after", async () => {
    const { key: former, refreshJwt } = await join();

    const { data } = await scene.sdk.totp.update(LOGIN_ID, refreshJwt);
    const key = data?.key ?? "";
    const stillFormer = await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, former));
    const firstOfNew = await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key));
    nextStep(scene);

    expect(stillFormer).toMatchObject({ ok: true });
    expect(firstOfNew).toMatchObject({ ok: true });
    expect(await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, former))).toMatchObject({ ok: false, error: { errorCode: "E061102" } });
    expect(await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key))).toMatchObject({ ok: true });
  });

  it("answers E062130 for a login ID that is not the user's, and E064002 without their refresh token", async () => {
    const { refreshJwt } = await scene.signUp();

    expect(await scene.sdk.totp.update("grace@example.com", refreshJwt)).toMatchObject({ code: 401, error: { errorCode: "E062130" } });
    expect(await scene.sdk.totp.update(LOGIN_ID)).toMatchObject({ code: 401, error: { errorCode: "E064002" } });
  });
});
