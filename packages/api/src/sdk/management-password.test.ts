import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PASSWORD } from "../testing/rest-api";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";

const NEXT = "another fine battery";

let scene: SdkScene;

beforeEach(async () => {
  scene = await createSdkScene();
  await scene.signUp();
});

afterEach(() => scene.server.close());

const signIn = (password: string) => scene.sdk.password.signIn(LOGIN_ID, password);

describe("sdk.management.user.setTemporaryPassword", () => {
  it.each(["setTemporaryPassword", "setPassword"] as const)("P21: by %s sets one that only lets its owner choose another", async (name) => {
    expect((await scene.management.user[name](LOGIN_ID, NEXT)).ok).toBe(true);

    expect(await signIn(PASSWORD)).toMatchObject({ code: 401, error: { errorCode: "E062906" } });
    expect(await signIn(NEXT)).toMatchObject({ code: 401, error: { errorCode: "E062909" } });
    expect(await scene.sdk.password.replace(LOGIN_ID, NEXT, "a third fine battery")).toMatchObject({ ok: true });
    expect(await signIn("a third fine battery")).toMatchObject({ ok: true });
  });
});

describe("sdk.management.user.setActivePassword and expirePassword", () => {
  it("set one that signs in, and end it", async () => {
    expect((await scene.management.user.setActivePassword(LOGIN_ID, NEXT)).ok).toBe(true);
    expect(await signIn(NEXT)).toMatchObject({ ok: true });

    expect((await scene.management.user.expirePassword(LOGIN_ID)).ok).toBe(true);
    expect(await signIn(NEXT)).toMatchObject({ code: 401, error: { errorCode: "E062909" } });
  });

  it("answer E062901 for a weak one, and E112102 for nobody", async () => {
    expect(await scene.management.user.setActivePassword(LOGIN_ID, "short")).toMatchObject({ code: 400, error: { errorCode: "E062901" } });
    expect(await scene.management.user.expirePassword("nobody")).toMatchObject({ code: 404, error: { errorCode: "E112102" } });
  });
});

describe("sdk.management.password", () => {
  const settings = {
    enabled: true,
    minLength: 10,
    lowercase: true,
    uppercase: true,
    number: true,
    nonAlphaNumeric: true,
    expiration: true,
    expirationWeeks: 3,
    reuse: true,
    reuseAmount: 3,
    lock: true,
    lockAttempts: 5,
  };

  it("P20: answers what was set, as the policy does, and new passwords come under it", async () => {
    expect((await scene.management.password.configureSettings("", settings)).ok).toBe(true);

    const { nonAlphaNumeric: nonAlphanumeric, ...rest } = settings;
    expect((await scene.management.password.getSettings("")).data).toMatchObject({ ...rest, nonAlphanumeric, tenantId: "" });
    expect((await scene.sdk.password.policy()).data).toMatchObject({ minLength: 10, uppercase: true, nonAlphanumeric: true });
    expect(await scene.sdk.password.signUp("bob@example.com", NEXT)).toMatchObject({ code: 400, error: { errorCode: "E062901" } });
    expect(await scene.sdk.password.signUp("bob@example.com", "Another fine battery 1!")).toMatchObject({ ok: true });
  });

  it("P23: sets a tenant's, beside the project's", async () => {
    await scene.createTenant("acme");

    await scene.management.password.configureSettings("acme", settings);

    expect((await scene.management.password.getSettings("acme")).data).toMatchObject({ minLength: 10, tenantId: "acme" });
    expect((await scene.management.password.getSettings("")).data).toMatchObject({ minLength: 8 });
    expect(await scene.management.password.getSettings("nowhere")).toMatchObject({ code: 404, error: { errorCode: "E112201" } });
  });
});
