import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collectEnchantedSession, requestEnchantedSignUpOrIn, verifyEnchantedLink } from "../links/enchanted-link";
import { requestSignInLink, verifyMagicLink } from "../links/magic-link";
import { requestSignUpOrInCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { createRecoveryCodes, signInWithRecoveryCode } from "../recovery/codes";
import { createSealer } from "../sealer";
import { addAuthenticator, showCode } from "../testing/authenticator";
import { collectCode, collectTokens, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, enter, openScene, type Scene } from "../testing/scene";
import { signUpWithTotp, updateTotp } from "../totp/enrol";
import { verifyTotp } from "../totp/verify";

const OLD = "the secret of last year, long enough";
const NEW = "the secret of this year, long enough";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
  useSecrets(OLD);
});

afterEach(() => scene.close());

/** The server starts again with this AUTH_SECRET. */
function useSecrets(...secrets: string[]): void {
  scene.deps.sealer = createSealer(secrets, scene.deps.random);
}

/** What was begun under the old secret; each answers how it is finished. */
const BEGINNINGS: Record<string, () => Promise<() => Promise<unknown>>> = {
  async "a code that is out"() {
    await requestSignUpOrInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const code = await collectCode(scene.deps);
    return () => verifyEmailCode(scene.deps, { loginId: ADA, code }, testCaller(scene.deps));
  },
  async "a link that is out"() {
    await enter(scene.deps, ADA);
    await requestSignInLink(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const [token = ""] = await collectTokens(scene.deps);
    return () => verifyMagicLink(scene.deps, { token }, testCaller(scene.deps));
  },
  async "a device that waits for an enchanted link"() {
    const { pendingRef, linkId } = await requestEnchantedSignUpOrIn(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const [token = ""] = await collectTokens(scene.deps, linkId);
    return async () => {
      await verifyEnchantedLink(scene.deps, { token }, testCaller(scene.deps));
      await collectEnchantedSession(scene.deps, { pendingRef }, testCaller(scene.deps));
    };
  },
  async "an authenticator"() {
    const key = await addAuthenticator(scene.deps, await enter(scene.deps, ADA));
    return () => verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key) }, testCaller(scene.deps));
  },
  async "a sign-up with an authenticator"() {
    const { key } = await signUpWithTotp(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    return () => verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key) }, testCaller(scene.deps));
  },
  async "an authenticator that is being set up"() {
    const { refreshJwt } = await enter(scene.deps, ADA);
    const { key } = await updateTotp(scene.deps, { loginId: ADA }, testCaller(scene.deps, refreshJwt));
    return () => verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key) }, testCaller(scene.deps));
  },
  async "a recovery code"() {
    const { refreshJwt } = await enter(scene.deps, ADA);
    const { codes } = await createRecoveryCodes(scene.deps, { loginId: ADA }, testCaller(scene.deps, refreshJwt));
    return () => signInWithRecoveryCode(scene.deps, { loginId: ADA, code: codes[0]?.code ?? "" }, testCaller(scene.deps));
  },
  async "a letter that waits"() {
    await requestSignUpOrInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    return () => collectCode(scene.deps);
  },
};

describe.each(Object.keys(BEGINNINGS))("%s", (name) => {
  function begin(): Promise<() => Promise<unknown>> {
    return BEGINNINGS[name]?.() ?? expect.fail("nothing is begun like that");
  }

  it("is still good when AUTH_SECRET has a new secret before the old one", async () => {
    const finish = await begin();

    useSecrets(NEW, OLD);

    expect(await outcomeOf(finish())).toBe("done");
  });

  it("is worth nothing once the old secret is gone", async () => {
    const finish = await begin();

    useSecrets(NEW);

    await expect(finish()).rejects.toThrow();
  });
});

describe("a second rotation", () => {
  it("finds what the newest secret has sealed", async () => {
    useSecrets(NEW, OLD);
    const key = await addAuthenticator(scene.deps, await enter(scene.deps, ADA));

    useSecrets(NEW);

    expect(await outcomeOf(verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key) }, testCaller(scene.deps)))).toBe("done");
  });
});
