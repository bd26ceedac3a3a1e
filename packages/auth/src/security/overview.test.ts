import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRecoveryCodes, signInWithRecoveryCode } from "../recovery/codes";
import { addAuthenticator, showCode } from "../testing/authenticator";
import { collectLetters, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, enter, openScene, proveAddresses, type Scene, sealedCaller, sessionIdOf, signUp, visitor } from "../testing/scene";
import { verifyTotp } from "../totp/verify";
import { changeSecondFactor, showPendingSignIn, showSecurity } from "./overview";

let scene: Scene;
let signedIn: JWTResponse;

beforeEach(async () => {
  scene = await openScene();
  signedIn = await signUp(scene.deps, ADA);
});

afterEach(() => scene.close());

function caller() {
  return testCaller(scene.deps, signedIn.refreshJwt);
}

describe("showSecurity", () => {
  it("shows what protects the account", async () => {
    const changed = scene.deps.clock.now().getTime() / 1000;
    scene.deps.clock.advance({ days: 1 });
    const added = scene.deps.clock.now().getTime() / 1000;
    await addAuthenticator(scene.deps, signedIn);
    const { codes } = await createRecoveryCodes(scene.deps, { loginId: ADA }, caller());
    await signInWithRecoveryCode(scene.deps, { loginId: ADA, code: codes[0]?.code ?? "" }, testCaller(scene.deps));
    await changeSecondFactor(scene.deps, { required: true }, caller());

    expect(await showSecurity(scene.deps, {}, caller())).toEqual({
      passwordChangedTime: changed,
      totp: { createdTime: added, lastUsedTime: added },
      recoveryCodesLeft: 9,
      wasKept: false,
      secondFactor: true,
      lacksFirstFactor: false,
      setUpBefore: false,
      isWithoutApp: false,
    });
  });

  it("F20: tells a session of a recovery code from one of the app, until a code of the app is shown", async () => {
    const key = await addAuthenticator(scene.deps, signedIn);
    const { codes } = await createRecoveryCodes(scene.deps, { loginId: ADA }, caller());
    await changeSecondFactor(scene.deps, { required: true }, caller());
    scene.deps.clock.advance({ minutes: 1 });
    const half = await enter(scene.deps, ADA, {}, visitor(scene.deps));
    const recovered = await signInWithRecoveryCode(
      scene.deps,
      { loginId: ADA, code: codes[0]?.code ?? "", loginOptions: { mfa: true } },
      sealedCaller(scene.deps, sessionIdOf(half)),
    );
    const isWithoutApp = async () => (await showSecurity(scene.deps, {}, sealedCaller(scene.deps, sessionIdOf(recovered)))).isWithoutApp;
    expect(await isWithoutApp()).toBe(true);
    expect(await showSecurity(scene.deps, {}, caller())).toMatchObject({ isWithoutApp: false });

    scene.deps.clock.advance({ minutes: 1 });
    await verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key) }, testCaller(scene.deps));

    expect(await isWithoutApp()).toBe(false);
  });

  it("shows nothing where there is nothing", async () => {
    const bob = await enter(scene.deps, "bob@example.com");

    expect(await showSecurity(scene.deps, {}, testCaller(scene.deps, bob.refreshJwt))).toEqual({
      passwordChangedTime: null,
      totp: null,
      recoveryCodesLeft: 0,
      wasKept: false,
      secondFactor: false,
      lacksFirstFactor: false,
      setUpBefore: false,
      isWithoutApp: false,
    });
  });

  it("shows it to nobody else", async () => {
    expect(await outcomeOf(showSecurity(scene.deps, {}, testCaller(scene.deps)))).toBe("E064002");
  });
});

describe("changeSecondFactor", () => {
  it("asks for an authenticator first", async () => {
    expect(await outcomeOf(changeSecondFactor(scene.deps, { required: true }, caller()))).toBe("E062120");
  });

  it("F8: tells the user by mail when it is turned off, and not when nothing changes", async () => {
    await proveAddresses(scene);
    await addAuthenticator(scene.deps, signedIn);
    await collectLetters(scene.deps);
    await changeSecondFactor(scene.deps, { required: true }, caller());
    expect(await collectLetters(scene.deps)).toEqual([]);

    await changeSecondFactor(scene.deps, { required: false }, caller());
    await changeSecondFactor(scene.deps, { required: false }, caller());

    expect(await collectLetters(scene.deps)).toMatchObject([{ to: ADA, props: { what: "secondFactorOff" } }]);
  });
});

describe("showPendingSignIn", () => {
  it("shows who waits for the second factor, and with what they can show it", async () => {
    await addAuthenticator(scene.deps, signedIn);
    await createRecoveryCodes(scene.deps, { loginId: ADA }, caller());
    await changeSecondFactor(scene.deps, { required: true }, caller());
    const partial = await enter(scene.deps, ADA, {}, visitor(scene.deps));

    const shown = await showPendingSignIn(scene.deps, {}, sealedCaller(scene.deps, sessionIdOf(partial)));

    expect(shown).toEqual({ loginId: ADA, account: ADA, trustDays: 30, hasTotp: true, recoveryCodesLeft: 10 });
  });

  it("is null for a whole sign-in", async () => {
    expect(await showPendingSignIn(scene.deps, {}, caller())).toBeNull();
  });
});
