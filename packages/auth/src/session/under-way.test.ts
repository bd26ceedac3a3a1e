import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { replacePassword, updatePassword } from "../password/change";
import { createRecoveryCodes } from "../recovery/codes";
import { changeSecondFactor } from "../security/overview";
import { addAuthenticator, showCode } from "../testing/authenticator";
import { type TestCaller, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, openScene, PASSWORD, refresh, type Scene, signIn, signUp } from "../testing/scene";
import { updateTotp } from "../totp/enrol";
import { removeTotp } from "../totp/remove";
import { verifyTotp } from "../totp/verify";

const NEW_PASSWORD = "nine purple kettles";

let scene: Scene;
let signedIn: JWTResponse;

beforeEach(async () => {
  scene = await openScene();
  signedIn = await signUp(scene.deps, ADA);
});

afterEach(() => scene.close());

/** Everything that the account holds, and how many sessions live. */
async function account() {
  const user = await scene.prisma.user.findFirstOrThrow({ include: { password: true, totp: true, recoveryCodes: true } });
  return { user, sessions: await scene.prisma.session.count({ where: { revokedAt: null } }) };
}

/** Lets `between` happen when everything has been checked, and nothing has been stored yet. */
async function interrupt(between: () => Promise<unknown>, call: () => Promise<unknown>) {
  const { store } = scene.deps;
  const { transaction } = store;
  let before: Awaited<ReturnType<typeof account>> | undefined;
  store.transaction = async (work) => {
    store.transaction = transaction;
    await between();
    before = await account();
    return transaction(work);
  };
  const outcome = await outcomeOf(call());
  return { outcome, before, after: await account() };
}

// Whoever is thrown out of an account may have calls under way, and go on making them until they are.
describe("a call that was under way when its session was ended", () => {
  const CALLS: Record<string, (caller: TestCaller, code: string) => Promise<unknown>> = {
    "new recovery codes": (caller) => createRecoveryCodes(scene.deps, { loginId: ADA }, caller),
    "a new password": (caller) => updatePassword(scene.deps, { loginId: ADA, newPassword: NEW_PASSWORD }, caller),
    "two steps from now on": (caller) => changeSecondFactor(scene.deps, { required: true }, caller),
    "the end of the authenticator": (caller, code) => removeTotp(scene.deps, { code }, caller),
  };

  it.each(Object.keys(CALLS))("2.7, R4: changes nothing: %s", async (name) => {
    const caller = testCaller(scene.deps, signedIn.refreshJwt);
    const key = await addAuthenticator(scene.deps, signedIn);
    scene.deps.clock.advance({ minutes: 1 });
    const userId = signedIn.user.userId;

    const { outcome, before, after } = await interrupt(
      () => scene.deps.store.sessions.revokeAll(userId, scene.deps.clock.now()),
      () => CALLS[name]?.(caller, showCode(scene.deps, key)) ?? Promise.resolve(),
    );

    expect(outcome).toBe("E064001");
    expect(after).toEqual(before);
  });

  it("2.7, R4: changes nothing: a new authenticator", async () => {
    const caller = testCaller(scene.deps, signedIn.refreshJwt);
    const { key } = await updateTotp(scene.deps, { loginId: ADA }, caller);
    const userId = signedIn.user.userId;

    const { outcome, before, after } = await interrupt(
      () => scene.deps.store.sessions.revokeAll(userId, scene.deps.clock.now()),
      () => verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key) }, testCaller(scene.deps)),
    );

    // What was set up in the session is gone with it.
    expect(outcome).toBe("E062120");
    expect(after).toEqual(before);
  });
});

describe("a password that is right, and replaced while it is compared", () => {
  const CALLS: Record<string, () => Promise<unknown>> = {
    "a sign-in": () => signIn(scene.deps, ADA),
    "a replacement": () =>
      replacePassword(scene.deps, { loginId: ADA, oldPassword: PASSWORD, newPassword: NEW_PASSWORD }, testCaller(scene.deps)),
  };
  const ENDS: Record<string, (userId: string) => Promise<unknown>> = {
    removed: (userId) => scene.deps.store.users.removePassword(userId),
    replaced: (userId) => scene.deps.store.users.putPassword(userId, "a hash of another", { id: "P1", keep: 4 }, scene.deps.clock.now()),
  };

  it.each(Object.keys(CALLS).flatMap((call) => Object.keys(ENDS).map((end) => [call, end] as const)))(
    "2.7, R4: is worth nothing to %s when it was %s",
    async (call, end) => {
      scene.deps.clock.advance({ minutes: 1 });

      const { outcome, before, after } = await interrupt(
        async () => ENDS[end]?.(signedIn.user.userId),
        () => CALLS[call]?.() ?? Promise.resolve(),
      );

      expect(outcome).toBe("E062906");
      expect(after).toEqual(before);
      expect(await outcomeOf(refresh(scene.deps, signedIn.refreshJwt))).toBe("done");
    },
  );
});
