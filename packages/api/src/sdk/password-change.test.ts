import { collectCode, collectLetters, collectTokens } from "@repo/auth/testing/deps";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PASSWORD, type TestApiOptions } from "../testing/rest-api";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";

const NEW_PASSWORD = "another fine battery";

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

/** Signs up with `PASSWORD` and proves the address, which a reset goes to. */
async function joinWithAddress(): Promise<{ refreshJwt: string }> {
  const { refreshJwt } = await scene.signUp();
  await scene.sdk.otp.update.email(LOGIN_ID, LOGIN_ID, refreshJwt);
  await scene.sdk.otp.verify.email(LOGIN_ID, await collectCode(scene.server.deps));
  return { refreshJwt };
}

/** The session that the link in the reset letter opens. */
async function openResetLink(): Promise<string> {
  const [token = ""] = await collectTokens(scene.server.deps);
  const { data, error } = await scene.sdk.magicLink.verify(token);
  if (!data?.refreshJwt) throw new Error(`No way into the reset: ${JSON.stringify(error)}`);
  return data.refreshJwt;
}

describe("sdk.password.sendReset", () => {
  it("R3, R4: mails a link; password and sessions stay until it has set a new one, and then the others end", async () => {
    const { refreshJwt } = await joinWithAddress();

    const sent = await scene.sdk.password.sendReset(LOGIN_ID);
    const resetJwt = await openResetLink();
    const elsewhere = await scene.sdk.password.signIn(LOGIN_ID, PASSWORD);
    const meanwhile = await scene.sdk.me(refreshJwt);
    await collectLetters(scene.server.deps);
    const updated = await scene.sdk.password.update(LOGIN_ID, NEW_PASSWORD, resetJwt);
    const letters = await collectLetters(scene.server.deps);

    expect(sent).toMatchObject({ ok: true, data: { resetMethod: "magiclink", maskedEmail: "a***@example.com" } });
    expect([elsewhere, meanwhile]).toMatchObject([{ ok: true }, { ok: true }]);
    expect(updated).toMatchObject({ ok: true, data: {} });
    expect(letters).toMatchObject([{ kind: "securityNotice", to: LOGIN_ID, props: { what: "passwordChanged" } }]);
    for (const ended of [refreshJwt, elsewhere.data?.refreshJwt ?? ""]) {
      expect(await scene.sdk.me(ended)).toMatchObject({ code: 401, error: { errorCode: "E064001" } });
    }
    expect(await scene.sdk.password.signIn(LOGIN_ID, PASSWORD)).toMatchObject({ code: 401, error: { errorCode: "E062906" } });
    expect(await scene.sdk.password.signIn(LOGIN_ID, NEW_PASSWORD)).toMatchObject({ ok: true });
  });

  it("by code, where that is the setting, goes through otp.verify.email", async () => {
    await restart({ config: { resetMethod: "otp" } });
    await joinWithAddress();

    const sent = await scene.sdk.password.sendReset(LOGIN_ID);
    const { data } = await scene.sdk.otp.verify.email(LOGIN_ID, await collectCode(scene.server.deps));
    const updated = await scene.sdk.password.update(LOGIN_ID, NEW_PASSWORD, data?.refreshJwt ?? "");

    expect(sent).toMatchObject({ data: { resetMethod: "otp", maskedEmail: "a***@example.com" } });
    expect(updated).toMatchObject({ ok: true });
    expect(await scene.sdk.password.signIn(LOGIN_ID, NEW_PASSWORD)).toMatchObject({ ok: true });
  });

  it("with a redirectUrl on an approved domain leads there, and to no other", async () => {
    await restart({ config: { approvedDomains: ["app.example.com"] } });
    await joinWithAddress();

    const approved = await scene.sdk.password.sendReset(LOGIN_ID, "https://app.example.com/new-password?from=letter");
    const letters = await collectLetters(scene.server.deps);
    const refused = await scene.sdk.password.sendReset(LOGIN_ID, "https://evil.example.net/new-password");

    expect(approved).toMatchObject({ ok: true });
    expect(letters).toMatchObject([
      { props: { url: expect.stringMatching(/^https:\/\/app\.example\.com\/new-password\?from=letter&t=[\w.-]+$/) } },
    ]);
    expect(refused).toMatchObject({ code: 400, error: { errorCode: "E011004" } });
  });

  it("R1: mails a link that works once, for a quarter of an hour", async () => {
    await joinWithAddress();
    await scene.sdk.password.sendReset(LOGIN_ID);
    const [used = ""] = await collectTokens(scene.server.deps);
    await scene.sdk.password.sendReset(LOGIN_ID);
    const [late = ""] = await collectTokens(scene.server.deps);

    expect(await scene.sdk.magicLink.verify(used)).toMatchObject({ ok: true });
    expect(await scene.sdk.magicLink.verify(used)).toMatchObject({ code: 401, error: { errorCode: "E062504" } });
    scene.server.deps.clock.advance({ minutes: 15 });
    expect(await scene.sdk.magicLink.verify(late)).toMatchObject({ code: 401, error: { errorCode: "E062504" } });
  });

  it("answers E062907 to who has no proven address, and E062108 for an unknown user", async () => {
    await scene.signUp();

    expect(await scene.sdk.password.sendReset(LOGIN_ID)).toMatchObject({ code: 400, error: { errorCode: "E062907" } });
    expect(await scene.sdk.password.sendReset("nobody@example.com")).toMatchObject({ code: 400, error: { errorCode: "E062108" } });
    expect(await collectLetters(scene.server.deps)).toEqual([]);
  });
});

describe("sdk.password.update", () => {
  it("adds a password to a user who had none, and hands out no tokens", async () => {
    await scene.sdk.otp.signUp.email(LOGIN_ID);
    const { data } = await scene.sdk.otp.verify.email(LOGIN_ID, await collectCode(scene.server.deps));

    expect(await scene.sdk.password.update(LOGIN_ID, NEW_PASSWORD, data?.refreshJwt)).toMatchObject({ ok: true, data: {} });
    expect(await scene.sdk.password.signIn(LOGIN_ID, NEW_PASSWORD)).toMatchObject({ data: { user: { password: true } } });
  });

  it("answers E062901 with the reason for a password that the policy refuses, and E062904 for one used before", async () => {
    const { refreshJwt } = await scene.signUp();
    await scene.sdk.password.update(LOGIN_ID, NEW_PASSWORD, refreshJwt);

    expect(await scene.sdk.password.update(LOGIN_ID, "short", refreshJwt)).toMatchObject({
      code: 400,
      error: { errorCode: "E062901", errorMessage: expect.stringContaining("at least 8 characters") },
    });
    for (const before of [NEW_PASSWORD, PASSWORD]) {
      expect(await scene.sdk.password.update(LOGIN_ID, before, refreshJwt)).toMatchObject({ code: 400, error: { errorCode: "E062904" } });
    }
  });

  it("answers E062130 for a login ID that is not the user's, and E064002 without their refresh token", async () => {
    const { refreshJwt } = await scene.signUp();

    expect(await scene.sdk.password.update("grace@example.com", NEW_PASSWORD, refreshJwt)).toMatchObject({
      code: 401,
      error: { errorCode: "E062130" },
    });
    expect(await scene.sdk.password.update(LOGIN_ID, NEW_PASSWORD)).toMatchObject({ code: 401, error: { errorCode: "E064002" } });
  });
});

describe("sdk.password.replace", () => {
  it("P9: takes the old password and a new one, and signs in; the old one is over", async () => {
    const { refreshJwt, userId } = await scene.signUp();

    const replaced = await scene.sdk.password.replace(LOGIN_ID, PASSWORD, NEW_PASSWORD);

    expect(replaced).toMatchObject({
      ok: true,
      data: { firstSeen: false, user: { userId }, cookies: [expect.stringMatching(/^DSR=.+; HttpOnly; SameSite=Strict$/)] },
    });
    await expect(scene.sdk.validateSession(replaced.data?.sessionJwt ?? "")).resolves.toMatchObject({ token: { amr: ["pwd"] } });
    expect(await scene.sdk.me(refreshJwt)).toMatchObject({ ok: true });
    expect(await scene.sdk.password.signIn(LOGIN_ID, PASSWORD)).toMatchObject({ error: { errorCode: "E062906" } });
    expect(await scene.sdk.password.signIn(LOGIN_ID, NEW_PASSWORD)).toMatchObject({ ok: true });
  });

  it("is the way out of E062909, for a password that may be used once more to choose another", async () => {
    await scene.signUp();
    await scene.server.database.prisma.password.updateMany({ data: { mustChange: true } });

    const refused = await scene.sdk.password.signIn(LOGIN_ID, PASSWORD);
    const replaced = await scene.sdk.password.replace(LOGIN_ID, PASSWORD, NEW_PASSWORD);

    expect(refused).toMatchObject({ code: 401, error: { errorCode: "E062909" } });
    expect(replaced).toMatchObject({ ok: true });
    expect(await scene.sdk.password.signIn(LOGIN_ID, NEW_PASSWORD)).toMatchObject({ ok: true });
  });

  it("answers E062906 to a wrong old password, E062901 and E062904 to a new one that will not do", async () => {
    await scene.signUp();

    const code = async (oldPassword: string, newPassword: string) =>
      (await scene.sdk.password.replace(LOGIN_ID, oldPassword, newPassword)).error?.errorCode;
    expect(await code("wrong horse battery", NEW_PASSWORD)).toBe("E062906");
    expect(await code(PASSWORD, "short")).toBe("E062901");
    expect(await code(PASSWORD, PASSWORD)).toBe("E062904");
  });
});

describe("sdk.password.policy", () => {
  it("P4: answers what a client can check: a length, and nothing about which characters", async () => {
    expect(await scene.sdk.password.policy()).toMatchObject({
      ok: true,
      data: { minLength: 8, lowercase: false, uppercase: false, number: false, nonAlphanumeric: false },
    });
  });
});
