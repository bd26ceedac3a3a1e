import { collectLetters } from "@repo/auth/testing/deps";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";

const URI = "https://northfold.example/verify";

let scene: SdkScene;

beforeEach(async () => {
  scene = await createSdkScene();
  await scene.seedUsers(LOGIN_ID);
  await scene.server.database.prisma.user.updateMany({ data: { test: true } });
});

afterEach(async () => {
  expect(await collectLetters(scene.server.deps)).toEqual([]);
  await scene.server.close();
});

const tokenOf = (link: string | undefined) => link?.split("?t=")[1] ?? "";

describe("sdk.management.user.generateOTPForTestUser", () => {
  it.each(["email", "sms", "voice", "whatsapp", "Embedded"] as const)(
    "C31: by %s makes a code that outlives a sign-up and needs none",
    async (by) => {
      const first = await scene.management.user.generateOTPForTestUser(by, LOGIN_ID);
      expect(await scene.sdk.otp.signUp.email(LOGIN_ID)).toMatchObject({ ok: true });
      expect(await scene.sdk.otp.verify.email(LOGIN_ID, first.data?.code ?? "")).toMatchObject({
        ok: true,
        data: { user: { test: true } },
      });

      const second = await scene.management.user.generateOTPForTestUser(by, LOGIN_ID);
      expect(second.data?.loginId).toBe(LOGIN_ID);
      expect(await scene.sdk.otp.verify.email(LOGIN_ID, second.data?.code ?? "")).toMatchObject({ ok: true });
    },
  );

  it("C31: makes a code that outlives a sign-in", async () => {
    const { data } = await scene.management.user.generateOTPForTestUser("email", LOGIN_ID);
    expect(await scene.sdk.otp.signIn.email(LOGIN_ID)).toMatchObject({ ok: true, data: { maskedEmail: "a***@example.com" } });
    expect(await scene.sdk.otp.verify.email(LOGIN_ID, data?.code ?? "")).toMatchObject({ ok: true });
  });

  it("C32: is for test users alone", async () => {
    await scene.server.database.prisma.user.updateMany({ data: { test: false } });

    expect(await scene.management.user.generateOTPForTestUser("email", LOGIN_ID)).toMatchObject({
      code: 400,
      error: { errorCode: "E112110" },
    });
  });
});

describe("sdk.management.user.generateMagicLinkForTestUser", () => {
  it("C31: makes a link that signs in, once", async () => {
    const { data } = await scene.management.user.generateMagicLinkForTestUser("email", LOGIN_ID, URI);
    await scene.sdk.magicLink.signUp.email(LOGIN_ID, "http://localhost:3000/link");

    expect(data).toMatchObject({ loginId: LOGIN_ID, link: expect.stringContaining(`${URI}?t=`) });
    expect(await scene.sdk.magicLink.verify(tokenOf(data?.link))).toMatchObject({ ok: true, data: { user: { loginIds: [LOGIN_ID] } } });
    expect(await scene.sdk.magicLink.verify(tokenOf(data?.link))).toMatchObject({ code: 401, error: { errorCode: "E062504" } });
  });
});

describe("sdk.management.user.generateEnchantedLinkForTestUser", () => {
  it("C31: makes a link that lets in who waits", async () => {
    const { data } = await scene.management.user.generateEnchantedLinkForTestUser(LOGIN_ID, URI);

    expect(await scene.sdk.enchantedLink.verify(tokenOf(data?.link))).toMatchObject({ ok: true });
    expect(await scene.sdk.enchantedLink.waitForSession(data?.pendingRef ?? "")).toMatchObject({
      ok: true,
      data: { user: { test: true } },
    });
  });
});

describe("sdk.management.user.deleteAllTestUsers", () => {
  it("deletes them, and nobody else", async () => {
    await scene.seedUsers("bob@example.com");

    expect((await scene.management.user.deleteAllTestUsers()).ok).toBe(true);

    expect((await scene.management.user.load(LOGIN_ID)).code).toBe(404);
    expect((await scene.management.user.load("bob@example.com")).ok).toBe(true);
  });
});

describe("sdk.management.user.generateEmbeddedLink", () => {
  it("C33: makes a token that signs in, with claims under nsec", async () => {
    const { data } = await scene.management.user.generateEmbeddedLink(LOGIN_ID, { plan: "gold" }, 120);
    const verified = await scene.sdk.magicLink.verify(data?.token ?? "");

    const { token } = await scene.sdk.validateSession(verified.data?.sessionJwt ?? "");
    expect(token).toMatchObject({ nsec: { plan: "gold" }, amr: [] });
    expect(await scene.sdk.magicLink.verify(data?.token ?? "")).toMatchObject({ code: 401, error: { errorCode: "E062504" } });
  });
});

describe("sdk.management.user.generateSignUpEmbeddedLink", () => {
  it("C33: makes a token that signs up", async () => {
    const { data } = await scene.management.user.generateSignUpEmbeddedLink("bob@example.com", { name: "Bob" }, true, false, {}, 120);

    expect(await scene.sdk.magicLink.verify(data?.token ?? "")).toMatchObject({
      ok: true,
      data: { firstSeen: true, user: { loginIds: ["bob@example.com"], name: "Bob", verifiedEmail: true } },
    });
  });
});
