import { collectCode, collectLetters } from "@repo/auth/testing/deps";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";

const NEW_ADDRESS = "ada.lovelace@example.org";

let scene: SdkScene;

beforeEach(async () => {
  scene = await createSdkScene();
});

afterEach(() => scene.server.close());

/** The code in the newest letter. */
function readCode(): Promise<string> {
  return collectCode(scene.server.deps);
}

/** Signs up by code. */
async function join(loginId = LOGIN_ID): Promise<{ userId: string; refreshJwt: string }> {
  await scene.sdk.otp.signUp.email(loginId);
  const { data, error } = await scene.sdk.otp.verify.email(loginId, await readCode());
  if (!data?.user || !data.refreshJwt) throw new Error(`No sign-up: ${JSON.stringify(error)}`);
  return { userId: data.user.userId, refreshJwt: data.refreshJwt };
}

function anotherThan(code: string): string {
  return code === "000000" ? "000001" : "000000";
}

describe("sdk.otp.signUp.email", () => {
  it("answers where the code went; the user is there once it has come back, and not before", async () => {
    const sent = await scene.sdk.otp.signUp.email(LOGIN_ID, { name: "Ada Lovelace", givenName: "Ada" });
    const before = await scene.sdk.otp.signIn.email(LOGIN_ID);
    const { ok, data } = await scene.sdk.otp.verify.email(LOGIN_ID, await readCode());

    expect(sent).toMatchObject({ ok: true, code: 200, data: { maskedEmail: "a***@example.com" } });
    expect(before).toMatchObject({ ok: false, code: 400, error: { errorCode: "E062108" } });
    expect(ok).toBe(true);
    expect(data).toMatchObject({
      firstSeen: true,
      claims: { amr: ["email"] },
      user: { loginIds: [LOGIN_ID], email: LOGIN_ID, verifiedEmail: true, name: "Ada Lovelace", givenName: "Ada", password: false },
      cookies: [expect.stringMatching(/^DSR=.+; HttpOnly; SameSite=Strict$/)],
    });
    await expect(scene.sdk.validateSession(data?.sessionJwt ?? "")).resolves.toMatchObject({ token: { amr: ["email"] } });
  });

  it("mails to the user's address when the login ID is none", async () => {
    await scene.sdk.otp.signUp.email("ada", { email: LOGIN_ID });

    expect(await collectLetters(scene.server.deps)).toMatchObject([{ kind: "emailCode", to: LOGIN_ID }]);
  });

  it("once more before the code came back replaces the details", async () => {
    await scene.sdk.otp.signUp.email(LOGIN_ID, { name: "Countess" });
    // Letters of one moment have no order.
    await readCode();
    await scene.sdk.otp.signUp.email(LOGIN_ID, { name: "Ada Lovelace" });

    const { data } = await scene.sdk.otp.verify.email(LOGIN_ID, await readCode());

    expect(data?.user).toMatchObject({ name: "Ada Lovelace" });
  });

  it("with customClaims and tenantId applies both when the code comes back", async () => {
    await scene.createTenant("acme", undefined, ["example.com"]);

    await scene.sdk.otp.signUp.email(LOGIN_ID, undefined, { customClaims: { plan: "pro" }, tenantId: "acme" });
    const { data } = await scene.sdk.otp.verify.email(LOGIN_ID, await readCode());

    const claims = { nsec: { plan: "pro" }, dct: "acme" };
    expect((await scene.sdk.validateSession(data?.sessionJwt ?? "")).token).toMatchObject({ ...claims, tenants: { acme: {} } });
    expect((await scene.sdk.validateJwt(data?.refreshJwt ?? "")).token).toMatchObject(claims);
  });

  it("answers E062107 for a registered login ID, however it is spelled", async () => {
    await join();

    expect(await scene.sdk.otp.signUp.email("ADA@example.com")).toMatchObject({ ok: false, code: 400, error: { errorCode: "E062107" } });
  });

  it("C9: answers E130429 with retryAfter to the sixth letter in 15 minutes", async () => {
    for (let sent = 0; sent < 5; sent++) await scene.sdk.otp.signUp.email(LOGIN_ID);

    expect(await scene.sdk.otp.signUp.email(LOGIN_ID)).toMatchObject({
      ok: false,
      code: 429,
      error: { errorCode: "E130429", retryAfter: 15 * 60 },
    });
  });
});

describe("sdk.otp.signIn.email", () => {
  it("signs the user in, who has been seen before", async () => {
    const { userId } = await join();

    expect(await scene.sdk.otp.signIn.email(LOGIN_ID)).toMatchObject({ ok: true, data: { maskedEmail: "a***@example.com" } });
    expect(await scene.sdk.otp.verify.email(LOGIN_ID, await readCode())).toMatchObject({
      ok: true,
      data: { firstSeen: false, user: { userId } },
    });
  });

  it("with mfa replaces the session by one that has grown, when the code comes back", async () => {
    const { refreshJwt } = await scene.signUp();
    await scene.proveEmail(refreshJwt);

    await scene.sdk.otp.signIn.email(LOGIN_ID, { mfa: true, customClaims: { plan: "pro" } }, refreshJwt);
    const { data } = await scene.sdk.otp.verify.email(LOGIN_ID, await readCode());
    const grown = { amr: ["pwd", "email", "mfa"], nsec: { plan: "pro" } };

    expect((await scene.sdk.validateSession(data?.sessionJwt ?? "")).token).toMatchObject(grown);
    expect((await scene.sdk.validateJwt(data?.refreshJwt ?? "")).token).toMatchObject(grown);
    expect(await scene.sdk.me(refreshJwt)).toMatchObject({ code: 401, error: { errorCode: "E064001" } });
  });

  it("with stepup keeps the session and marks its new session token", async () => {
    const { refreshJwt } = await scene.signUp();
    await scene.proveEmail(refreshJwt);
    const { sid } = (await scene.sdk.validateJwt(refreshJwt)).token;

    await scene.sdk.otp.signIn.email(LOGIN_ID, { stepup: true }, refreshJwt);
    const { data } = await scene.sdk.otp.verify.email(LOGIN_ID, await readCode());

    expect((await scene.sdk.validateSession(data?.sessionJwt ?? "")).token).toMatchObject({ su: true, sid });
    expect((await scene.sdk.validateJwt(data?.refreshJwt ?? "")).token).not.toHaveProperty("su");
  });

  it("with stepup or mfa answers E062130 without the user's own refresh token", async () => {
    await scene.signUp();
    const { refreshJwt: somebodyElses } = await scene.signUp("grace@example.com");

    for (const token of [undefined, "not.a.token", somebodyElses]) {
      for (const options of [{ stepup: true }, { mfa: true }]) {
        expect(await scene.sdk.otp.signIn.email(LOGIN_ID, options, token)).toMatchObject({ code: 401, error: { errorCode: "E062130" } });
      }
    }
  });

  it("with revokeOtherSessions ends the others when the code comes back, and not before", async () => {
    const { refreshJwt } = await join();

    await scene.sdk.otp.signIn.email(LOGIN_ID, { revokeOtherSessions: true });
    const before = await scene.sdk.me(refreshJwt);
    const { data } = await scene.sdk.otp.verify.email(LOGIN_ID, await readCode());

    expect(before).toMatchObject({ ok: true });
    expect(await scene.sdk.me(refreshJwt)).toMatchObject({ code: 401, error: { errorCode: "E064001" } });
    expect(await scene.sdk.me(data?.refreshJwt ?? "")).toMatchObject({ ok: true });
  });

  it("answers E062108 for an unknown user, and mails nothing", async () => {
    expect(await scene.sdk.otp.signIn.email("nobody@example.com")).toMatchObject({ code: 400, error: { errorCode: "E062108" } });
    expect(await collectLetters(scene.server.deps)).toEqual([]);
  });
});

describe("sdk.otp.signUpOrIn.email", () => {
  it("signs up who is new, and signs in who is not", async () => {
    const once = await scene.sdk.otp.signUpOrIn.email(LOGIN_ID);
    const first = await scene.sdk.otp.verify.email(LOGIN_ID, await readCode());
    const again = await scene.sdk.otp.signUpOrIn.email(LOGIN_ID);
    const second = await scene.sdk.otp.verify.email(LOGIN_ID, await readCode());

    expect([once.data, again.data]).toEqual(Array(2).fill({ maskedEmail: "a***@example.com" }));
    expect(first.data).toMatchObject({ firstSeen: true, user: { loginIds: [LOGIN_ID], verifiedEmail: true } });
    expect(second.data).toMatchObject({ firstSeen: false, user: { userId: first.data?.user?.userId } });
  });
});

describe("sdk.otp.verify.email", () => {
  it("takes the code as people type it, and the login ID in any case", async () => {
    await scene.sdk.otp.signUp.email(LOGIN_ID);
    const code = await readCode();

    expect(await scene.sdk.otp.verify.email("Ada@Example.com", `${code.slice(0, 3)} ${code.slice(3)}`)).toMatchObject({ ok: true });
  });

  it("C6: takes the newest code only", async () => {
    await scene.sdk.otp.signUp.email(LOGIN_ID);
    const first = await readCode();
    await scene.sdk.otp.signUp.email(LOGIN_ID);
    const second = await readCode();

    // One time in a million both are the same, and then the first is right.
    const older = first === second ? anotherThan(second) : first;
    expect(await scene.sdk.otp.verify.email(LOGIN_ID, older)).toMatchObject({ code: 401, error: { errorCode: "E061102" } });
    expect(await scene.sdk.otp.verify.email(LOGIN_ID, second)).toMatchObject({ ok: true });
  });

  it("C3: takes a code once", async () => {
    await scene.sdk.otp.signUp.email(LOGIN_ID);
    const code = await readCode();

    expect(await scene.sdk.otp.verify.email(LOGIN_ID, code)).toMatchObject({ ok: true });
    expect(await scene.sdk.otp.verify.email(LOGIN_ID, code)).toMatchObject({ code: 401, error: { errorCode: "E061102" } });
  });

  it("C4: answers E061102 to five wrong codes, and E061103 to the sixth try, right or wrong", async () => {
    await scene.sdk.otp.signUp.email(LOGIN_ID);
    const code = await readCode();
    const answers = [];
    for (let tries = 0; tries < 5; tries++) answers.push(await scene.sdk.otp.verify.email(LOGIN_ID, anotherThan(code)));

    expect(answers.map((answer) => answer.error?.errorCode)).toEqual(Array(5).fill("E061102"));
    expect(await scene.sdk.otp.verify.email(LOGIN_ID, code)).toMatchObject({ code: 401, error: { errorCode: "E061103" } });
    expect(await scene.sdk.otp.verify.email(LOGIN_ID, anotherThan(code))).toMatchObject({ error: { errorCode: "E061103" } });
  });

  it("C2: answers E061104 after five minutes", async () => {
    await scene.sdk.otp.signUp.email(LOGIN_ID);
    const code = await readCode();
    scene.server.deps.clock.advance({ minutes: 5 });

    expect(await scene.sdk.otp.verify.email(LOGIN_ID, code)).toMatchObject({ code: 401, error: { errorCode: "E061104" } });
  });

  it("answers E062108 where there is neither a user nor a code", async () => {
    expect(await scene.sdk.otp.verify.email(LOGIN_ID, "123456")).toMatchObject({ code: 400, error: { errorCode: "E062108" } });
  });
});

describe("sdk.otp.update.email", () => {
  it("with the present address proves it", async () => {
    const { refreshJwt } = await scene.signUp();

    await scene.sdk.otp.update.email(LOGIN_ID, LOGIN_ID, refreshJwt);
    const { data } = await scene.sdk.otp.verify.email(LOGIN_ID, await readCode());

    expect(data?.user).toMatchObject({ email: LOGIN_ID, verifiedEmail: true, loginIds: [LOGIN_ID] });
  });

  it("changes the address when the code comes back, by either login ID, and not before", async () => {
    const { refreshJwt, userId } = await join();

    const sent = await scene.sdk.otp.update.email(LOGIN_ID, NEW_ADDRESS, refreshJwt);
    const before = await scene.sdk.me(refreshJwt);
    const { data } = await scene.sdk.otp.verify.email(NEW_ADDRESS, await readCode());

    expect(sent).toMatchObject({ ok: true, data: { maskedEmail: "a***@example.org" } });
    expect(before.data).toMatchObject({ email: LOGIN_ID });
    expect(data?.user).toMatchObject({ userId, email: NEW_ADDRESS, verifiedEmail: true, loginIds: [LOGIN_ID] });
  });

  it("with addToLoginIDs makes the address a login ID as well", async () => {
    const { refreshJwt, userId } = await join();

    await scene.sdk.otp.update.email(LOGIN_ID, NEW_ADDRESS, refreshJwt, { addToLoginIDs: true });
    await scene.sdk.otp.verify.email(LOGIN_ID, await readCode());
    await scene.sdk.otp.signIn.email(NEW_ADDRESS);
    const { data } = await scene.sdk.otp.verify.email(NEW_ADDRESS, await readCode());

    expect(data?.user).toMatchObject({ userId, loginIds: [LOGIN_ID, NEW_ADDRESS] });
  });

  it("with mfa adds to the session it was asked from", async () => {
    const { refreshJwt } = await scene.signUp();

    await scene.sdk.otp.update.email(LOGIN_ID, NEW_ADDRESS, refreshJwt, { mfa: true });
    const { data } = await scene.sdk.otp.verify.email(LOGIN_ID, await readCode());

    expect(data?.claims).toMatchObject({ amr: ["pwd", "email", "mfa"] });
  });

  it("with addToLoginIDs answers E062125 for somebody else's login ID, and merges nobody", async () => {
    const { userId } = await join("grace@example.com");
    const { refreshJwt } = await join();

    expect(
      await scene.sdk.otp.update.email(LOGIN_ID, "grace@example.com", refreshJwt, { addToLoginIDs: true, onMergeUseExisting: true }),
    ).toMatchObject({ code: 400, error: { errorCode: "E062125" } });
    await scene.sdk.otp.signIn.email("grace@example.com");
    expect(await scene.sdk.otp.verify.email("grace@example.com", await readCode())).toMatchObject({ data: { user: { userId } } });
  });

  it("answers E062130 for a login ID that is not the user's, and E064002 without their refresh token", async () => {
    const { refreshJwt } = await join();

    expect(await scene.sdk.otp.update.email("grace@example.com", NEW_ADDRESS, refreshJwt)).toMatchObject({
      code: 401,
      error: { errorCode: "E062130" },
    });
    expect(await scene.sdk.otp.update.email(LOGIN_ID, NEW_ADDRESS)).toMatchObject({ code: 401, error: { errorCode: "E064002" } });
  });
});
