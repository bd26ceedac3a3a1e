import createSdk from "@descope/node-sdk";
import { collectTokens } from "@repo/auth/testing/deps";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";
import { readToken, readUrls } from "../testing/sdk-links";

const NEW_ADDRESS = "ada.lovelace@example.org";

let scene: SdkScene;

beforeEach(async () => {
  scene = await createSdkScene({ config: { approvedDomains: ["app.example.com"] } });
});

afterEach(() => scene.server.close());

/** What the waiting device is answered when it asks once. */
function poll(pendingRef: string) {
  return scene.server.call<{ errorCode?: string }>("/v1/auth/enchantedlink/pending-session", { pendingRef });
}

/** Opens the link with the number that the waiting device shows, and waits for the session as the SDK does. */
async function openAndWait({ pendingRef, linkId }: { pendingRef: string; linkId: string }) {
  const waiting = scene.sdk.enchantedLink.waitForSession(pendingRef);
  const opened = await scene.sdk.enchantedLink.verify(await readToken(scene, linkId));
  vi.advanceTimersByTime(1000);
  return { opened, ...(await waiting) };
}

describe("sdk.enchantedLink", () => {
  // The SDK asks once a second; here a second is over when the test says so.
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  describe("signUp, waitForSession", () => {
    it("show a number and hand the session of a new user to the device that waits", async () => {
      const { ok, data } = await scene.sdk.enchantedLink.signUp(LOGIN_ID, undefined, { name: "Ada Lovelace" });
      const session = await openAndWait({ pendingRef: data?.pendingRef ?? "", linkId: data?.linkId ?? "" });

      expect(ok).toBe(true);
      expect(data).toMatchObject({ linkId: expect.stringMatching(/^\d\d$/), maskedEmail: "a***@example.com" });
      expect(session).toMatchObject({
        opened: { ok: true, data: {} },
        ok: true,
        data: {
          firstSeen: true,
          claims: { amr: ["email"] },
          user: { loginIds: [LOGIN_ID], name: "Ada Lovelace", verifiedEmail: true },
          cookies: [expect.stringMatching(/^DSR=.+; HttpOnly; SameSite=Strict$/)],
        },
      });
      await expect(scene.sdk.validateSession(session.data?.sessionJwt ?? "")).resolves.toMatchObject({ token: { amr: ["email"] } });
    });

    it("are told E062503 at every ask until the link is opened, and go on asking", async () => {
      const answers: (string | undefined)[] = [];
      let wasAskedTwice = () => {};
      const askedTwice = new Promise<void>((resolve) => {
        wasAskedTwice = resolve;
      });
      const sdk = createSdk({
        projectId: scene.server.deps.config.projectId,
        baseUrl: scene.server.url,
        hooks: {
          async afterRequest(_request, response) {
            const answer = (await response?.json()) as { errorCode?: string } | undefined;
            answers.push(answer?.errorCode);
            if (answers.length === 2) wasAskedTwice();
          },
        },
      });
      const { data } = await scene.sdk.enchantedLink.signUp(LOGIN_ID);
      const token = await readToken(scene, data?.linkId);

      const waiting = sdk.enchantedLink.waitForSession(data?.pendingRef ?? "");
      vi.advanceTimersByTime(2000);
      await askedTwice;
      await scene.sdk.enchantedLink.verify(token);
      vi.advanceTimersByTime(1000);

      expect(await waiting).toMatchObject({ ok: true });
      expect(answers).toEqual(["E062503", "E062503", undefined]);
    });

    it("take the session once", async () => {
      const { data } = await scene.sdk.enchantedLink.signUp(LOGIN_ID);
      const pendingRef = data?.pendingRef ?? "";
      await openAndWait({ pendingRef, linkId: data?.linkId ?? "" });

      expect(await poll(pendingRef)).toMatchObject({ status: 401, body: { errorCode: "E062504" } });
    });

    it("answer E062107 for a registered login ID, and E011004 for a target that is not approved", async () => {
      await scene.signUp();

      expect(await scene.sdk.enchantedLink.signUp(LOGIN_ID)).toMatchObject({ code: 400, error: { errorCode: "E062107" } });
      expect(await scene.sdk.enchantedLink.signUp("grace@example.com", "https://evil.example.net")).toMatchObject({
        code: 400,
        error: { errorCode: "E011004" },
      });
    });
  });

  describe("signIn", () => {
    it("signs the user in, who has been seen before", async () => {
      const { userId } = await scene.signUp();

      const { data } = await scene.sdk.enchantedLink.signIn(LOGIN_ID);
      const session = await openAndWait({ pendingRef: data?.pendingRef ?? "", linkId: data?.linkId ?? "" });

      expect(session).toMatchObject({ ok: true, data: { firstSeen: false, user: { userId } } });
    });

    it("with mfa replaces the session by one that has grown", async () => {
      const { refreshJwt } = await scene.signUp();
      await scene.proveEmail(refreshJwt);

      const { data } = await scene.sdk.enchantedLink.signIn(LOGIN_ID, undefined, { mfa: true }, refreshJwt);
      const session = await openAndWait({ pendingRef: data?.pendingRef ?? "", linkId: data?.linkId ?? "" });

      expect((await scene.sdk.validateSession(session.data?.sessionJwt ?? "")).token).toMatchObject({ amr: ["pwd", "email", "mfa"] });
      expect(await scene.sdk.me(refreshJwt)).toMatchObject({ code: 401, error: { errorCode: "E064001" } });
    });

    it("answers E062108 for an unknown user, and mails nothing", async () => {
      expect(await scene.sdk.enchantedLink.signIn(LOGIN_ID)).toMatchObject({ code: 400, error: { errorCode: "E062108" } });
      expect(await readUrls(scene)).toEqual([]);
    });
  });

  describe("signUpOrIn", () => {
    it("signs up who is new, and signs in who is not", async () => {
      const first = await scene.sdk.enchantedLink.signUpOrIn(LOGIN_ID);
      const joined = await openAndWait({ pendingRef: first.data?.pendingRef ?? "", linkId: first.data?.linkId ?? "" });
      const second = await scene.sdk.enchantedLink.signUpOrIn(LOGIN_ID);
      const back = await openAndWait({ pendingRef: second.data?.pendingRef ?? "", linkId: second.data?.linkId ?? "" });

      expect(joined).toMatchObject({ data: { firstSeen: true, user: { loginIds: [LOGIN_ID] } } });
      expect(back).toMatchObject({ data: { firstSeen: false, user: { userId: joined.data?.user?.userId } } });
    });
  });

  describe("verify", () => {
    it("ends the attempt at a link with another number, for the right one too", async () => {
      const { data } = await scene.sdk.enchantedLink.signUpOrIn(LOGIN_ID);
      const [right = "", wrong = ""] = await collectTokens(scene.server.deps, data?.linkId);

      expect(await scene.sdk.enchantedLink.verify(wrong)).toMatchObject({ code: 401, error: { errorCode: "E062504" } });
      expect(await scene.sdk.enchantedLink.verify(right)).toMatchObject({ code: 401, error: { errorCode: "E062504" } });
      expect(await poll(data?.pendingRef ?? "")).toMatchObject({ status: 401, body: { errorCode: "E062504" } });
    });

    it("answers E062504 after ten minutes, and to a link that was opened before", async () => {
      const late = await scene.sdk.enchantedLink.signUpOrIn(LOGIN_ID);
      const lateToken = await readToken(scene, late.data?.linkId);
      scene.server.deps.clock.advance({ minutes: 10 });
      const { data } = await scene.sdk.enchantedLink.signUpOrIn(LOGIN_ID);
      const token = await readToken(scene, data?.linkId);

      expect(await scene.sdk.enchantedLink.verify(lateToken)).toMatchObject({ code: 401, error: { errorCode: "E062504" } });
      expect(await scene.sdk.enchantedLink.verify(token)).toMatchObject({ ok: true });
      expect(await scene.sdk.enchantedLink.verify(token)).toMatchObject({ code: 401, error: { errorCode: "E062504" } });
    });

    it("C7: answers E062504 to a magic link, which stays good", async () => {
      await scene.sdk.magicLink.signUpOrIn.email(LOGIN_ID);
      const token = await readToken(scene);

      expect(await scene.sdk.enchantedLink.verify(token)).toMatchObject({ code: 401, error: { errorCode: "E062504" } });
      expect(await scene.sdk.magicLink.verify(token)).toMatchObject({ ok: true });
    });
  });

  describe("update.email", () => {
    it("changes the address when the link is opened and the device that waits has asked, and not before", async () => {
      const { refreshJwt, userId } = await scene.signUp();

      const { data } = await scene.sdk.enchantedLink.update.email(LOGIN_ID, NEW_ADDRESS, undefined, refreshJwt, { addToLoginIDs: true });
      const before = await scene.sdk.me(refreshJwt);
      const session = await openAndWait({ pendingRef: data?.pendingRef ?? "", linkId: data?.linkId ?? "" });

      expect(data).toMatchObject({ maskedEmail: "a***@example.org" });
      expect(before.data).toMatchObject({ email: LOGIN_ID, verifiedEmail: false });
      expect(session.data?.user).toMatchObject({ userId, email: NEW_ADDRESS, verifiedEmail: true, loginIds: [LOGIN_ID, NEW_ADDRESS] });
    });

    it("answers E062130 for a login ID that is not the user's", async () => {
      const { refreshJwt } = await scene.signUp();

      expect(await scene.sdk.enchantedLink.update.email("grace@example.com", NEW_ADDRESS, undefined, refreshJwt)).toMatchObject({
        code: 401,
        error: { errorCode: "E062130" },
      });
    });
  });
});
