import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestSignInLink, verifyMagicLink } from "../links/magic-link";
import { requestSignInCode, requestSignUpCode, requestSignUpOrInCode, requestUpdateCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { createRecoveryCodes, signInWithRecoveryCode } from "../recovery/codes";
import { addAuthenticator, showCode } from "../testing/authenticator";
import { collectCode, collectLetters, collectTokens, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, openScene, refresh, type Scene, signIn, signUp, visitor } from "../testing/scene";
import { signUpWithTotp, updateTotp } from "../totp/enrol";
import { verifyTotp } from "../totp/verify";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

function verify(code: string, caller = testCaller(scene.deps)) {
  return verifyEmailCode(scene.deps, { loginId: ADA, code }, caller);
}

/** Somebody who reads Ada's mail, and is not signed in, signs in by code. */
async function ownerArrives(caller = testCaller(scene.deps)) {
  await requestSignInCode(scene.deps, { loginId: ADA }, caller);
  return verify(await collectCode(scene.deps), caller);
}

// Pre-hijacking: a stranger sets an account up with the victim's address and keeps a way in for when the victim arrives.
describe("an account set up by a stranger, when the owner of its address arrives", () => {
  it("2.7: loses the stranger's password and sessions, and says so by mail", async () => {
    const stranger = await signUp(scene.deps, ADA);

    const owner = await ownerArrives();

    expect(owner.user).toMatchObject({ userId: stranger.user.userId, verifiedEmail: true, password: false });
    expect(await outcomeOf(signIn(scene.deps, ADA))).toBe("E062906");
    expect(await outcomeOf(refresh(scene.deps, stranger.refreshJwt))).toBe("E064001");
    expect(await outcomeOf(refresh(scene.deps, owner.refreshJwt))).toBe("done");
    expect(await collectLetters(scene.deps)).toMatchObject([
      { to: ADA, kind: "securityNotice", props: { what: "setUpBeforeRemoved", found: ["password", "devices"] } },
    ]);
  });

  it("2.7: does so by link too", async () => {
    await signUp(scene.deps, ADA);
    await requestSignInLink(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const [token = ""] = await collectTokens(scene.deps);

    await verifyMagicLink(scene.deps, { token }, testCaller(scene.deps));

    expect(await outcomeOf(signIn(scene.deps, ADA))).toBe("E062906");
  });

  it("2.7: does so when the stranger signs up while the owner's code is out", async () => {
    await requestSignUpOrInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const stranger = await signUp(scene.deps, ADA);

    const owner = await verify(await collectCode(scene.deps));

    expect(owner.user).toMatchObject({ email: ADA, verifiedEmail: true, password: false });
    expect(await outcomeOf(signIn(scene.deps, ADA))).toBe("E062906");
    expect(await outcomeOf(refresh(scene.deps, stranger.refreshJwt))).toBe("E064001");
  });

  it.each([1, 2, 3])("2.7: is one account, whoever of the two is faster (round %i)", async () => {
    await requestSignUpCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const code = await collectCode(scene.deps);

    const outcomes = await Promise.all([outcomeOf(signUp(scene.deps, ADA)), outcomeOf(verify(code))]);

    expect(outcomes.sort()).toEqual(["E062107", "done"]);
    expect(await scene.prisma.user.findMany({ select: { loginIds: { select: { loginId: true } } } })).toEqual([
      { loginIds: [{ loginId: ADA }] },
    ]);
  });

  it("2.7: loses the stranger's authenticator and its sessions: signing up with one proves no address", async () => {
    const { key } = await signUpWithTotp(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const stranger = await verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key) }, testCaller(scene.deps));
    scene.deps.clock.advance({ minutes: 1 });

    await ownerArrives();

    const again = verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key) }, testCaller(scene.deps));
    expect(await outcomeOf(again)).toBe("E062120");
    expect(await outcomeOf(refresh(scene.deps, stranger.refreshJwt))).toBe("E064001");
    expect(await collectLetters(scene.deps)).toMatchObject([
      { to: ADA, kind: "securityNotice", props: { what: "setUpBeforeRemoved", found: ["authenticator", "devices"] } },
    ]);
  });

  it("2.7: loses the stranger's recovery codes, and the key they were setting up", async () => {
    const stranger = await signUp(scene.deps, ADA);
    const caller = testCaller(scene.deps, stranger.refreshJwt);
    const { codes } = await createRecoveryCodes(scene.deps, { loginId: ADA }, caller);
    const { key } = await updateTotp(scene.deps, { loginId: ADA }, caller);

    await ownerArrives();

    const recovery = signInWithRecoveryCode(scene.deps, { loginId: ADA, code: codes[0]?.code ?? "" }, testCaller(scene.deps));
    expect(await outcomeOf(recovery)).toBe("E061102");
    const pending = verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key) }, testCaller(scene.deps));
    expect(await outcomeOf(pending)).toBe("E062120");
  });

  // The stranger's requests, with their own token, used to void the owner's code and to be taken for it.
  it.each(["rest", "browser"] as const)("C20, 2.7: does so though the stranger has letters sent meanwhile: %s", async (surface) => {
    const { deps } = scene;
    const stranger = await signUp(deps, ADA);
    const caller = testCaller(deps, stranger.refreshJwt);
    const reader = testCaller(deps, undefined, { surface });
    await requestSignInCode(deps, { loginId: ADA }, reader);
    const own = await collectCode(deps);

    for (const option of ["stepup", "mfa"]) {
      expect(await outcomeOf(requestSignInCode(deps, { loginId: ADA, loginOptions: { [option]: true } }, caller))).toBe("E062133");
      expect(await outcomeOf(requestSignInLink(deps, { loginId: ADA, loginOptions: { [option]: true } }, caller))).toBe("E062133");
    }
    await requestUpdateCode(deps, { loginId: ADA, email: ADA }, caller);
    const strangers = await collectCode(deps);

    const owner = await verify(own, reader);
    expect(owner.user).toMatchObject({ userId: stranger.user.userId, verifiedEmail: true, password: false });
    expect(await outcomeOf(refresh(deps, stranger.refreshJwt))).toBe("E064001");
    expect(await outcomeOf(signIn(deps, ADA))).toBe("E062906");
    expect(await outcomeOf(verify(strangers))).toBe("E064001");
  });
});

describe("an account whose user is signed in", () => {
  it("2.7: keeps password and sessions when the user proves the address", async () => {
    const { refreshJwt } = await signUp(scene.deps, ADA);
    await requestUpdateCode(scene.deps, { loginId: ADA, email: ADA }, testCaller(scene.deps, refreshJwt));

    const { user } = await verify(await collectCode(scene.deps));

    expect(user).toMatchObject({ verifiedEmail: true, password: true });
    expect(await outcomeOf(signIn(scene.deps, ADA))).toBe("done");
    expect(await outcomeOf(refresh(scene.deps, refreshJwt))).toBe("done");
  });

  it("keeps everything when its address was proven before", async () => {
    await ownerArrivesNew();
    const { refreshJwt } = await ownerArrives();
    await addAuthenticator(scene.deps, await ownerArrives());

    const { user } = await ownerArrives();

    expect(user).toMatchObject({ verifiedEmail: true, TOTP: true });
    expect(await outcomeOf(refresh(scene.deps, refreshJwt))).toBe("done");
  });
});

async function ownerArrivesNew() {
  await requestSignUpOrInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
  return verify(await collectCode(scene.deps));
}

describe("an account that asks for two factors", () => {
  it.each(["browser", "rest"] as const)(
    "2.7: lets in who proves its address first, and ends what a stranger set up: %s",
    async (surface) => {
      const { key, stranger, recoveryCode } = await strangerAsksForTwo();
      const half = await signIn(scene.deps, ADA, {}, visitor(scene.deps));

      const owner = await ownerArrives(testCaller(scene.deps, undefined, { surface }));

      expect(owner.claims).not.toHaveProperty("pending");
      expect(owner.user).toMatchObject({ verifiedEmail: true, TOTP: false, password: false });
      expect(await outcomeOf(refresh(scene.deps, owner.refreshJwt))).toBe("done");
      expect(await outcomeOf(refresh(scene.deps, stranger.refreshJwt))).toBe("E064001");
      expect(await outcomeOf(refresh(scene.deps, half.refreshJwt))).toBe("E064001");
      const second = verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key) }, testCaller(scene.deps));
      expect(await outcomeOf(second)).toBe("E062120");
      const recovery = signInWithRecoveryCode(scene.deps, { loginId: ADA, code: recoveryCode }, testCaller(scene.deps));
      expect(await outcomeOf(recovery)).toBe("E061102");
      expect(await outcomeOf(signIn(scene.deps, ADA))).toBe("E062906");
      const letters = await collectLetters(scene.deps);
      expect(letters).toMatchObject([
        { to: ADA, props: { what: "setUpBeforeRemoved", found: ["password", "authenticator", "recoveryCodes", "devices"] } },
      ]);
      expect(await ownerArrives(visitor(scene.deps))).not.toHaveProperty("claims.pending");
    },
  );

  it("F10: keeps its authenticator when its address was proven before: who cannot show it gets no further", async () => {
    const key = await addAuthenticator(scene.deps, await ownerArrivesNew());
    await scene.prisma.user.updateMany({ data: { secondFactor: true } });

    const answer = await ownerArrives(visitor(scene.deps));

    expect(answer).toMatchObject({ claims: { pending: "secondFactor", roles: [] }, user: { TOTP: true } });
    const second = verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key) }, testCaller(scene.deps));
    expect(await outcomeOf(second)).toBe("done");
  });
});

/** A stranger signs up with Ada's address, and adds an authenticator and recovery codes as a page does. */
async function strangerAsksForTwo() {
  const stranger = await signUp(scene.deps, ADA);
  const key = await addAuthenticator(scene.deps, stranger);
  const { codes } = await createRecoveryCodes(scene.deps, { loginId: ADA }, testCaller(scene.deps, stranger.refreshJwt));
  await scene.prisma.user.updateMany({ data: { secondFactor: true } });
  return { key, stranger, recoveryCode: codes[0]?.code ?? "" };
}
