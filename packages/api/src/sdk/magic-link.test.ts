import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";
import { readToken, readUrls } from "../testing/sdk-links";

const NEW_ADDRESS = "ada.lovelace@example.org";
/** The SDK's types ask for a target; without one the letter leads to our own page. */
const OWN_PAGE = "";

let scene: SdkScene;

beforeEach(async () => {
  scene = await createSdkScene({ config: { approvedDomains: ["app.example.com"] } });
});

afterEach(() => scene.server.close());

describe("sdk.magicLink.signUp.email", () => {
  it("answers where the link went; the user is there once it was opened, and not before", async () => {
    const sent = await scene.sdk.magicLink.signUp.email(LOGIN_ID, OWN_PAGE, { name: "Ada Lovelace" });
    const before = await scene.sdk.magicLink.signIn.email(LOGIN_ID, OWN_PAGE);
    const { ok, data } = await scene.sdk.magicLink.verify(await readToken(scene));

    expect(sent).toMatchObject({ ok: true, code: 200, data: { maskedEmail: "a***@example.com" } });
    expect(before).toMatchObject({ ok: false, code: 400, error: { errorCode: "E062108" } });
    expect(ok).toBe(true);
    expect(data).toMatchObject({
      firstSeen: true,
      claims: { amr: ["email"] },
      user: { loginIds: [LOGIN_ID], email: LOGIN_ID, verifiedEmail: true, name: "Ada Lovelace", password: false },
      cookies: [expect.stringMatching(/^DSR=.+; HttpOnly; SameSite=Strict$/)],
    });
    await expect(scene.sdk.validateSession(data?.sessionJwt ?? "")).resolves.toMatchObject({ token: { amr: ["email"] } });
  });

  it("leads to an approved target with the token as t, to our own page without one, and nowhere else", async () => {
    await scene.sdk.magicLink.signUp.email(LOGIN_ID, "https://app.example.com/in?from=letter");
    const [approved] = await readUrls(scene);
    await scene.sdk.magicLink.signUp.email(LOGIN_ID, OWN_PAGE);
    const [own] = await readUrls(scene);
    const refused = await scene.sdk.magicLink.signUp.email(LOGIN_ID, "https://evil.example.net/in");

    expect(approved).toMatch(/^https:\/\/app\.example\.com\/in\?from=letter&t=[\w.-]+$/);
    expect(own).toMatch(/^http:\/\/localhost:3000\/link\?t=[\w.-]+$/);
    expect(refused).toMatchObject({ code: 400, error: { errorCode: "E011004" } });
    expect(await readUrls(scene)).toEqual([]);
  });

  it("with customClaims applies them when the link is opened", async () => {
    await scene.sdk.magicLink.signUp.email(LOGIN_ID, OWN_PAGE, undefined, { customClaims: { plan: "pro" } });
    const { data } = await scene.sdk.magicLink.verify(await readToken(scene));

    expect((await scene.sdk.validateSession(data?.sessionJwt ?? "")).token).toMatchObject({ nsec: { plan: "pro" } });
  });

  it("answers E062107 for a registered login ID", async () => {
    await scene.signUp();

    expect(await scene.sdk.magicLink.signUp.email(LOGIN_ID, OWN_PAGE)).toMatchObject({ code: 400, error: { errorCode: "E062107" } });
  });
});

describe("sdk.magicLink.signIn.email", () => {
  it("signs the user in, who has been seen before", async () => {
    const { userId } = await scene.signUp();

    await scene.sdk.magicLink.signIn.email(LOGIN_ID, OWN_PAGE);

    expect(await scene.sdk.magicLink.verify(await readToken(scene))).toMatchObject({
      ok: true,
      data: { firstSeen: false, user: { userId } },
    });
  });

  it("with mfa replaces the session by one that has grown, when the link is opened", async () => {
    const { refreshJwt } = await scene.signUp();
    await scene.proveEmail(refreshJwt);

    await scene.sdk.magicLink.signIn.email(LOGIN_ID, OWN_PAGE, { mfa: true }, refreshJwt);
    const { data } = await scene.sdk.magicLink.verify(await readToken(scene));

    expect((await scene.sdk.validateSession(data?.sessionJwt ?? "")).token).toMatchObject({ amr: ["pwd", "email", "mfa"] });
    expect(await scene.sdk.me(refreshJwt)).toMatchObject({ code: 401, error: { errorCode: "E064001" } });
  });

  it("with stepup answers E062130 without the user's own refresh token", async () => {
    await scene.signUp();

    expect(await scene.sdk.magicLink.signIn.email(LOGIN_ID, OWN_PAGE, { stepup: true })).toMatchObject({
      code: 401,
      error: { errorCode: "E062130" },
    });
  });

  it("answers E062108 for an unknown user, and mails nothing", async () => {
    expect(await scene.sdk.magicLink.signIn.email(LOGIN_ID, OWN_PAGE)).toMatchObject({ code: 400, error: { errorCode: "E062108" } });
    expect(await readUrls(scene)).toEqual([]);
  });
});

describe("sdk.magicLink.signUpOrIn.email", () => {
  it("signs up who is new, and signs in who is not", async () => {
    await scene.sdk.magicLink.signUpOrIn.email(LOGIN_ID);
    const first = await scene.sdk.magicLink.verify(await readToken(scene));
    await scene.sdk.magicLink.signUpOrIn.email(LOGIN_ID);
    const second = await scene.sdk.magicLink.verify(await readToken(scene));

    expect(first.data).toMatchObject({ firstSeen: true, user: { loginIds: [LOGIN_ID], verifiedEmail: true } });
    expect(second.data).toMatchObject({ firstSeen: false, user: { userId: first.data?.user?.userId } });
  });
});

describe("sdk.magicLink.verify", () => {
  it("takes each link once, and earlier ones beside later ones", async () => {
    await scene.sdk.magicLink.signUpOrIn.email(LOGIN_ID);
    const earlier = await readToken(scene);
    await scene.sdk.magicLink.signUpOrIn.email(LOGIN_ID);
    const later = await readToken(scene);

    expect(await scene.sdk.magicLink.verify(later)).toMatchObject({ ok: true, data: { firstSeen: true } });
    expect(await scene.sdk.magicLink.verify(earlier)).toMatchObject({ ok: true, data: { firstSeen: false } });
    expect(await scene.sdk.magicLink.verify(later)).toMatchObject({ code: 401, error: { errorCode: "E062504" } });
    expect(await scene.sdk.magicLink.verify(earlier)).toMatchObject({ code: 401, error: { errorCode: "E062504" } });
  });

  it("answers E062504 after ten minutes, and to what is no token", async () => {
    await scene.sdk.magicLink.signUpOrIn.email(LOGIN_ID);
    const token = await readToken(scene);
    scene.server.deps.clock.advance({ minutes: 10 });

    for (const useless of [token, `${token}x`, "not.a.token"]) {
      const answer = await scene.sdk.magicLink.verify(useless);
      expect(answer).toMatchObject({ code: 401, error: { errorCode: "E062504", errorMessage: expect.stringContaining("token") } });
    }
  });

  it("C7: answers E062504 to the links of an enchanted letter", async () => {
    const { data } = await scene.sdk.enchantedLink.signUpOrIn(LOGIN_ID);

    expect(await scene.sdk.magicLink.verify(await readToken(scene, data?.linkId))).toMatchObject({
      code: 401,
      error: { errorCode: "E062504" },
    });
  });
});

describe("sdk.magicLink.update.email", () => {
  it("changes the address when the link is opened, and not before", async () => {
    const { refreshJwt, userId } = await scene.signUp();

    const sent = await scene.sdk.magicLink.update.email(LOGIN_ID, NEW_ADDRESS, OWN_PAGE, refreshJwt, { addToLoginIDs: true });
    const before = await scene.sdk.me(refreshJwt);
    const { data } = await scene.sdk.magicLink.verify(await readToken(scene));

    expect(sent).toMatchObject({ ok: true, data: { maskedEmail: "a***@example.org" } });
    expect(before.data).toMatchObject({ email: LOGIN_ID, verifiedEmail: false, loginIds: [LOGIN_ID] });
    expect(data?.user).toMatchObject({ userId, email: NEW_ADDRESS, verifiedEmail: true, loginIds: [LOGIN_ID, NEW_ADDRESS] });
  });

  it("answers E062125 for somebody else's login ID, and E062130 for a login ID that is not the user's", async () => {
    await scene.signUp("grace@example.com");
    const { refreshJwt } = await scene.signUp();
    const update = (loginId: string) =>
      scene.sdk.magicLink.update.email(loginId, "grace@example.com", OWN_PAGE, refreshJwt, { addToLoginIDs: true });

    expect(await update(LOGIN_ID)).toMatchObject({ code: 400, error: { errorCode: "E062125" } });
    expect(await update("grace@example.com")).toMatchObject({ code: 401, error: { errorCode: "E062130" } });
  });
});
