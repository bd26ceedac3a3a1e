import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRecoveryCodes, signInWithRecoveryCode } from "../recovery/codes";
import { addAuthenticator, showCode, wrongCode } from "../testing/authenticator";
import { collectLetters, testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce, outcomesOf } from "../testing/outcome";
import { ADA, openScene, proveAddresses, type Scene, signIn, signUp } from "../testing/scene";
import { updateTotp } from "./enrol";
import { removeTotp } from "./remove";
import { verifyTotp } from "./verify";

const STEP_UP = { loginOptions: { stepup: true } };

let scene: Scene;
let signedIn: JWTResponse;
let key: string;

beforeEach(async () => {
  scene = await openScene();
  signedIn = await signUp(scene.deps, ADA);
  key = await addAuthenticator(scene.deps, signedIn);
  await collectLetters(scene.deps);
});

afterEach(() => scene.close());

function caller() {
  return testCaller(scene.deps, signedIn.refreshJwt);
}

function remove(code: string) {
  return removeTotp(scene.deps, { code }, caller());
}

describe("removeTotp", () => {
  it("removes the authenticator, the recovery codes and the second step", async () => {
    await createRecoveryCodes(scene.deps, { loginId: ADA }, caller());
    await scene.deps.store.factors.setSecondFactor(signedIn.user.userId, true, scene.deps.clock.now());

    expect(await remove(showCode(scene.deps, key))).toEqual({});

    expect(await scene.prisma.totpKey.count()).toBe(0);
    expect(await scene.prisma.recoveryCode.count()).toBe(0);
    expect((await scene.prisma.user.findFirstOrThrow()).secondFactor).toBe(false);
  });

  it("F8: tells the user by mail", async () => {
    await proveAddresses(scene);
    await remove(showCode(scene.deps, key));

    expect(await collectLetters(scene.deps)).toMatchObject([{ kind: "securityNotice", to: ADA, props: { what: "authenticatorRemoved" } }]);
  });

  it("leaves everything as it is after a wrong code", async () => {
    expect(await outcomeOf(remove(wrongCode(scene.deps, key)))).toBe("E061102");

    expect(await scene.prisma.totpKey.count()).toBe(1);
    expect(await collectLetters(scene.deps)).toEqual([]);
  });

  // Whoever holds the session, but not the phone, could otherwise set a key up and remove both with a code from that.
  it("F8: takes no code from a key that is still to be confirmed", async () => {
    const { key: pending } = await updateTotp(scene.deps, { loginId: ADA }, caller());

    expect(await outcomeOf(remove(showCode(scene.deps, pending)))).toBe("E061102");
    expect(await outcomeOf(verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key) }, testCaller(scene.deps)))).toBe("done");
  });

  it("F4: takes no code that has signed in before", async () => {
    const code = showCode(scene.deps, key);
    await verifyTotp(scene.deps, { loginId: ADA, code }, testCaller(scene.deps));

    expect(await outcomeOf(remove(code))).toBe("E061102");
    expect(await scene.prisma.totpKey.count()).toBe(1);
  });

  it("answers E062120 when there is none, also with one still to be confirmed", async () => {
    await remove(showCode(scene.deps, key));
    const { key: pending } = await updateTotp(scene.deps, { loginId: ADA }, caller());

    expect(await outcomeOf(remove(showCode(scene.deps, pending)))).toBe("E062120");
  });

  // Of who has lost the phone a code from it would be a wall.
  describe("without a code", () => {
    const without = (of = caller()) => outcomeOf(removeTotp(scene.deps, {}, of));

    async function askForTwoSteps(): Promise<string> {
      const { codes } = await createRecoveryCodes(scene.deps, { loginId: ADA }, caller());
      await scene.deps.store.factors.setSecondFactor(signedIn.user.userId, true, scene.deps.clock.now());
      await collectLetters(scene.deps);
      return codes[0]?.code ?? "";
    }

    it("F20: is removed by who has shown a recovery code in the last ten minutes, and told by mail", async () => {
      await proveAddresses(scene);
      const code = await askForTwoSteps();
      scene.deps.clock.advance({ minutes: 11 });
      expect(await without()).toBe("E062132");

      await signInWithRecoveryCode(scene.deps, { loginId: ADA, code, loginOptions: { stepup: true } }, caller());
      await collectLetters(scene.deps);

      expect(await without()).toBe("done");
      expect(await scene.prisma.totpKey.count()).toBe(0);
      expect(await scene.prisma.recoveryCode.count()).toBe(0);
      expect(await collectLetters(scene.deps)).toMatchObject([{ to: ADA, props: { what: "authenticatorRemoved" } }]);
    });

    // Whoever stole a session may have guessed the password too: with two steps it says nothing new.
    it("F20: of two steps the password alone says nothing new, of one it does", async () => {
      scene.deps.clock.advance({ minutes: 11 });
      expect(await without()).toBe("E062132");
      await signIn(scene.deps, ADA, STEP_UP, caller());
      await askForTwoSteps();
      scene.deps.clock.advance({ minutes: 11 });
      await outcomeOf(signIn(scene.deps, ADA, STEP_UP, caller()));
      expect(await without()).toBe("E062132");

      await scene.deps.store.factors.setSecondFactor(signedIn.user.userId, false, scene.deps.clock.now());
      await signIn(scene.deps, ADA, STEP_UP, caller());

      expect(await without()).toBe("done");
    });

    it("answers E062120 to who has none, and removes once, though asked 10 times at once", async () => {
      await proveAddresses(scene);
      const outcomes = await outcomesAtOnce(10, () => removeTotp(scene.deps, {}, caller()));

      expect(outcomes).toEqual({ done: 1, E062120: 9 });
      expect(await collectLetters(scene.deps)).toHaveLength(1);
    });
  });

  it("removes once, though asked 10 times at once", async () => {
    await proveAddresses(scene);
    const outcomes = await outcomesAtOnce(10, () => remove(showCode(scene.deps, key)));

    expect(outcomes.done).toBe(1);
    expect(await collectLetters(scene.deps)).toHaveLength(1);
  });

  it("F7: counts with the other tries of the second factor", async () => {
    expect(await outcomesOf(11, (index) => remove(wrongCode(scene.deps, key, index)))).toEqual([
      ...new Array(10).fill("E061102"),
      "E130429",
    ]);
    const caller = testCaller(scene.deps, signedIn.refreshJwt);
    expect(await outcomeOf(verifyTotp(scene.deps, { loginId: ADA, code: showCode(scene.deps, key) }, caller))).toBe("E130429");
  });
});
