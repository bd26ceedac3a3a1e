import { collectLetters } from "@repo/auth/testing/deps";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";
import { codeOf, joinWithBoth, wrongCodeOf } from "../testing/sdk-totp";

let scene: SdkScene;

beforeEach(async () => {
  scene = await createSdkScene();
});

afterEach(() => scene.server.close());

// The SDK has no calls for these: its own transport is left aside, its conventions are not.
describe("POST /v1/auth/recovery-codes and /v1/auth/recovery-codes/signin", () => {
  async function post<Body>(
    path: string,
    body: object,
    refreshJwt?: string,
  ): Promise<{ status: number; body: Body & { errorCode?: string } }> {
    const { projectId } = scene.server.deps.config;
    const response = await fetch(`${scene.server.url}/v1/auth/recovery-codes${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${projectId}${refreshJwt === undefined ? "" : `:${refreshJwt}`}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Body & { errorCode?: string } };
  }

  async function makeCodes(refreshJwt: string): Promise<string[]> {
    const { body } = await post<{ codes: { code: string }[] }>("", { loginId: LOGIN_ID }, refreshJwt);
    return body.codes.map(({ code }) => code);
  }

  function signIn(code: string, loginOptions?: object, refreshJwt?: string) {
    return post<{ sessionJwt: string; refreshJwt: string; firstSeen: boolean }>(
      "/signin",
      { loginId: LOGIN_ID, code, loginOptions },
      refreshJwt,
    );
  }

  it("F9: make ten codes of 80 bits, each good for one sign-in, of which the user is told by mail", async () => {
    const { refreshJwt } = await joinWithBoth(scene);
    const { store, clock } = scene.server.deps;
    await store.users.setVerifiedEmail((await store.users.findIdByLoginId(LOGIN_ID)) ?? "", LOGIN_ID, clock.now());
    const codes = await makeCodes(refreshJwt);
    const [code = "", another = ""] = codes;
    await collectLetters(scene.server.deps);

    const first = await signIn(code);
    const letters = await collectLetters(scene.server.deps);

    expect(new Set(codes).size).toBe(10);
    expect(codes.filter((one) => /^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}$/.test(one))).toEqual(codes);
    expect(first).toMatchObject({ status: 200, body: { firstSeen: false, claims: { amr: ["recovery"] } } });
    await expect(scene.sdk.validateSession(first.body.sessionJwt)).resolves.toMatchObject({ token: { amr: ["recovery"] } });
    expect(letters).toMatchObject([{ kind: "securityNotice", to: LOGIN_ID, props: { what: "recoveryCodeUsed" } }]);
    expect(await signIn(code)).toMatchObject({ status: 401, body: { errorCode: "E061102" } });
    expect(await signIn(another.toUpperCase().replaceAll("-", " "))).toMatchObject({ status: 200 });
  });

  it("F9: make a set that voids the one before it", async () => {
    const { refreshJwt } = await joinWithBoth(scene);
    const [former = ""] = await makeCodes(refreshJwt);
    const [code = ""] = await makeCodes(refreshJwt);

    expect(await signIn(former)).toMatchObject({ status: 401, body: { errorCode: "E061102" } });
    expect(await signIn(code)).toMatchObject({ status: 200 });
  });

  it("with mfa replace the session by one that has grown", async () => {
    const { refreshJwt } = await joinWithBoth(scene);
    const [code = ""] = await makeCodes(refreshJwt);

    const { body } = await signIn(code, { mfa: true }, refreshJwt);

    expect((await scene.sdk.validateSession(body.sessionJwt)).token).toMatchObject({ amr: ["pwd", "recovery", "mfa"] });
    expect(await scene.sdk.me(refreshJwt)).toMatchObject({ code: 401, error: { errorCode: "E064001" } });
    expect(await scene.sdk.me(body.refreshJwt)).toMatchObject({ ok: true });
  });

  it("with stepup keep the session and mark its new session token", async () => {
    const { refreshJwt } = await joinWithBoth(scene);
    const [code = ""] = await makeCodes(refreshJwt);

    const { body } = await signIn(code, { stepup: true }, refreshJwt);

    expect((await scene.sdk.validateSession(body.sessionJwt)).token).toMatchObject({ su: true });
    expect(await scene.sdk.me(refreshJwt)).toMatchObject({ ok: true });
  });

  it("F7: share the authenticator's ten tries", async () => {
    const { key, refreshJwt } = await joinWithBoth(scene);
    const [code = ""] = await makeCodes(refreshJwt);
    for (let tries = 0; tries < 5; tries++) {
      expect(await signIn("0000-0000-0000-0000")).toMatchObject({ status: 401, body: { errorCode: "E061102" } });
      expect(await scene.sdk.totp.verify(LOGIN_ID, wrongCodeOf(scene, key))).toMatchObject({ error: { errorCode: "E061102" } });
    }

    expect(await signIn(code)).toMatchObject({ status: 429, body: { errorCode: "E130429" } });
    expect(await scene.sdk.totp.verify(LOGIN_ID, codeOf(scene, key))).toMatchObject({ code: 429 });
  });

  it("answer E062130 for a login ID that is not the user's, and E062108 for an unknown one", async () => {
    const { refreshJwt } = await scene.signUp();

    expect(await post("", { loginId: "grace@example.com" }, refreshJwt)).toMatchObject({ status: 401, body: { errorCode: "E062130" } });
    expect(await post("/signin", { loginId: "nobody@example.com", code: "0000-0000-0000-0000" })).toMatchObject({
      status: 400,
      body: { errorCode: "E062108" },
    });
  });
});
