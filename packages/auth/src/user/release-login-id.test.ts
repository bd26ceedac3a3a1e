import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "../caller";
import {
  collectEnchantedSession,
  requestEnchantedSignIn,
  requestEnchantedSignUp,
  requestEnchantedSignUpOrIn,
  verifyEnchantedLink,
} from "../links/enchanted-link";
import { requestSignInLink, requestSignUpLink, requestSignUpOrInLink, verifyMagicLink } from "../links/magic-link";
import { requestSignInCode, requestSignUpCode, requestSignUpOrInCode, requestUpdateCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { resetPassword } from "../password/change";
import { collectCode, collectLetters, collectTokens, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, BOB, enter, openScene, refresh, type Scene, signIn, signUp, userOf, visitor } from "../testing/scene";

const STRANGERS = "mallory@example.org";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

/** Signs up with Ada's address, which nobody asks to be proven, and moves to one of the stranger's own. */
async function squat(input: { addToLoginIDs?: boolean } = {}): Promise<JWTResponse> {
  const { deps } = scene;
  const stranger = await signUp(deps, ADA);
  await requestUpdateCode(deps, { loginId: ADA, email: STRANGERS, ...input }, testCaller(deps, stranger.refreshJwt));
  await verifyEmailCode(deps, { loginId: ADA, code: await collectCode(deps) }, testCaller(deps));
  return stranger;
}

const SIGN_UPS: Record<string, (caller: Caller) => Promise<JWTResponse>> = {
  async code(caller) {
    await requestSignUpCode(scene.deps, { loginId: ADA }, caller);
    return verifyEmailCode(scene.deps, { loginId: ADA, code: await collectCode(scene.deps) }, caller);
  },
  async link(caller) {
    await requestSignUpLink(scene.deps, { loginId: ADA }, caller);
    const [token = ""] = await collectTokens(scene.deps);
    return verifyMagicLink(scene.deps, { token }, caller);
  },
  async "enchanted link"(caller) {
    const { pendingRef, linkId } = await requestEnchantedSignUp(scene.deps, { loginId: ADA }, caller);
    const [token = ""] = await collectTokens(scene.deps, linkId);
    await verifyEnchantedLink(scene.deps, { token }, caller);
    return collectEnchantedSession(scene.deps, { pendingRef }, caller);
  },
};

// Otherwise a stranger, who was there first and has moved on, shuts the owner of the address out for good.
describe("an address that is the login ID of an account which has another as its own", () => {
  const cases = Object.entries(SIGN_UPS).flatMap(([name, arrive]) =>
    (["rest", "browser"] as const).map((surface) => ({ name, arrive, surface })),
  );

  it.each(cases)("C24, 2.7: is its owner's, who signs up with it: by $name, $surface", async ({ arrive, surface }) => {
    const stranger = await squat();

    const owner = await arrive(testCaller(scene.deps, undefined, { surface }));

    expect(owner).toMatchObject({ firstSeen: true, user: { loginIds: [ADA], email: ADA, verifiedEmail: true, password: false } });
    expect(owner.user.userId).not.toBe(stranger.user.userId);
    expect(await outcomeOf(signIn(scene.deps, ADA))).toBe("E062906");
  });

  it("C24: leaves that account everything else, and a name to sign in with, and tells its owner", async () => {
    const stranger = await squat();

    await SIGN_UPS.code?.(visitor(scene.deps));

    expect(await userOf(scene, STRANGERS)).toMatchObject({ id: stranger.user.userId, loginIds: [STRANGERS], email: STRANGERS });
    expect(await outcomeOf(refresh(scene.deps, stranger.refreshJwt))).toBe("done");
    expect(await outcomeOf(signIn(scene.deps, STRANGERS))).toBe("done");
    expect(await collectLetters(scene.deps)).toMatchObject([{ kind: "securityNotice", to: STRANGERS, props: { what: "loginIdRemoved" } }]);
  });

  it("leaves it its other names, in their order", async () => {
    const stranger = await squat({ addToLoginIDs: true });
    await SIGN_UPS.code?.(visitor(scene.deps));

    await requestUpdateCode(
      scene.deps,
      { loginId: STRANGERS, email: BOB, addToLoginIDs: true },
      testCaller(scene.deps, stranger.refreshJwt),
    );
    const { user } = await verifyEmailCode(scene.deps, { loginId: STRANGERS, code: await collectCode(scene.deps) }, testCaller(scene.deps));

    expect(user.loginIds).toEqual([STRANGERS, BOB]);
  });

  it("leaves it its ID for a name where its address is somebody's login ID", async () => {
    const stranger = await squat();
    await enter(scene.deps, STRANGERS);

    await SIGN_UPS.code?.(visitor(scene.deps));

    expect(await userOf(scene, stranger.user.userId)).toMatchObject({ id: stranger.user.userId, email: STRANGERS });
  });

  it("C22: is taken from no account that has it as its own when the code comes back", async () => {
    await squat();
    await requestSignUpCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const code = await collectCode(scene.deps);
    await scene.prisma.user.updateMany({ data: { email: ADA } });

    expect(await outcomeOf(verifyEmailCode(scene.deps, { loginId: ADA, code }, testCaller(scene.deps)))).toBe("E062107");
  });

  const LETTERS: Record<string, (caller: Caller) => Promise<unknown>> = {
    "a code": (caller) => requestSignInCode(scene.deps, { loginId: ADA }, caller),
    "a code for who may be new": (caller) => requestSignUpOrInCode(scene.deps, { loginId: ADA }, caller),
    "a link": (caller) => requestSignInLink(scene.deps, { loginId: ADA }, caller),
    "a link for who may be new": (caller) => requestSignUpOrInLink(scene.deps, { loginId: ADA }, caller),
    "an enchanted link": (caller) => requestEnchantedSignIn(scene.deps, { loginId: ADA }, caller),
    "an enchanted link for who may be new": (caller) => requestEnchantedSignUpOrIn(scene.deps, { loginId: ADA }, caller),
    "a reset": (caller) => resetPassword(scene.deps, { loginId: ADA }, caller),
  };
  const asked = Object.keys(LETTERS).flatMap((name) => (["rest", "browser"] as const).map((surface) => ({ name, surface })));

  it.each(asked)("C24, 2.7: has no letter for it go to that account: $name, $surface", async ({ name, surface }) => {
    await squat();
    await collectLetters(scene.deps);
    const isForNew = name.endsWith("new");
    const refused = surface === "rest" && !isForNew ? "E062108" : "done";

    const outcome = await outcomeOf(LETTERS[name]?.(testCaller(scene.deps, undefined, { surface })) ?? Promise.reject(new Error(name)));

    expect(outcome).toBe(refused);
    const letters = (await collectLetters(scene.deps)).map(({ kind, to }) => ({ isNoAccount: kind === "noAccount", to }));
    expect(letters).toEqual(refused === "E062108" ? [] : [{ isNoAccount: !isForNew, to: ADA }]);
  });

  it.each(["rest", "browser"] as const)("C24, 2.7: makes its owner an account of their own by sign-up-or-in, too: %s", async (surface) => {
    const stranger = await squat();
    const caller = testCaller(scene.deps, undefined, { surface });
    await requestSignUpOrInCode(scene.deps, { loginId: ADA }, caller);

    const owner = await verifyEmailCode(scene.deps, { loginId: ADA, code: await collectCode(scene.deps) }, caller);

    expect(owner).toMatchObject({ firstSeen: true, user: { loginIds: [ADA], email: ADA, verifiedEmail: true } });
    expect(await userOf(scene, STRANGERS)).toMatchObject({ id: stranger.user.userId, loginIds: [STRANGERS] });
  });

  it.each(asked)("stays a name that its account gets letters by, where it had proven it before it moved: $name, $surface", async (one) => {
    const { deps } = scene;
    const caller = testCaller(deps, undefined, { surface: one.surface });
    await requestSignUpCode(deps, { loginId: ADA }, caller);
    const { refreshJwt } = await verifyEmailCode(deps, { loginId: ADA, code: await collectCode(deps) }, testCaller(deps));
    await requestUpdateCode(deps, { loginId: ADA, email: STRANGERS }, testCaller(deps, refreshJwt));
    await verifyEmailCode(deps, { loginId: ADA, code: await collectCode(deps) }, testCaller(deps));
    await collectLetters(deps);

    await LETTERS[one.name]?.(caller);

    expect((await collectLetters(deps)).map(({ to }) => to)).toEqual([STRANGERS]);
  });

  it("is still one that its account can confirm by in a session", async () => {
    const { refreshJwt } = await squat();
    const caller = testCaller(scene.deps, refreshJwt);
    await collectLetters(scene.deps);

    await requestSignInCode(scene.deps, { loginId: ADA, loginOptions: { stepup: true } }, caller);

    expect((await collectLetters(scene.deps)).map(({ to }) => to)).toEqual([STRANGERS]);
  });
});
