import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestSignInCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { signInWithRecoveryCode } from "../recovery/codes";
import { collectCode, testCaller } from "../testing/deps";
import { ADA, enter, openScene, type Scene, signIn, signUp } from "../testing/scene";
import { authenticatorCode } from "../testing/totp";
import { updateTotp } from "../totp/enrol";
import { verifyTotp } from "../totp/verify";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

/** The failures counted so far can be neither read nor written. */
async function breakBudgets(): Promise<void> {
  await scene.prisma.$executeRaw`ALTER TABLE "Budget" RENAME TO "Gone"`;
}

async function mendBudgets(): Promise<void> {
  await scene.prisma.$executeRaw`ALTER TABLE "Gone" RENAME TO "Budget"`;
}

const BROKEN = "no such table: Budget";

// Whoever can bring the counters down must not be able to guess without being counted.
describe("while failures cannot be counted", () => {
  it("H8: a right password lets nobody in, and is not even checked", async () => {
    await signUp(scene.deps, ADA);
    const hashes = scene.deps.passwords.count;
    await breakBudgets();

    await expect(signIn(scene.deps, ADA)).rejects.toThrow(BROKEN);

    expect(scene.deps.passwords.count).toBe(hashes);
    expect(await scene.prisma.session.count()).toBe(1);
  });

  it("H8: a right code by mail lets nobody in, and is good afterwards", async () => {
    await enter(scene.deps, ADA);
    await requestSignInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const code = await collectCode(scene.deps);
    await breakBudgets();

    await expect(verifyEmailCode(scene.deps, { loginId: ADA, code }, testCaller(scene.deps))).rejects.toThrow(BROKEN);

    await mendBudgets();
    await expect(verifyEmailCode(scene.deps, { loginId: ADA, code }, testCaller(scene.deps))).resolves.toMatchObject({
      user: { email: ADA },
    });
  });

  it("H8: nothing is mailed", async () => {
    await enter(scene.deps, ADA);
    await breakBudgets();

    await expect(requestSignInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps))).rejects.toThrow(BROKEN);

    expect(await scene.prisma.outboxLetter.count()).toBe(0);
  });

  it("H8: neither an authenticator's code nor a recovery code lets anybody in", async () => {
    const { refreshJwt } = await enter(scene.deps, ADA);
    const { key } = await updateTotp(scene.deps, { loginId: ADA }, testCaller(scene.deps, refreshJwt));
    const code = authenticatorCode(key, scene.deps.clock.now());
    await breakBudgets();

    await expect(verifyTotp(scene.deps, { loginId: ADA, code }, testCaller(scene.deps))).rejects.toThrow(BROKEN);
    await expect(signInWithRecoveryCode(scene.deps, { loginId: ADA, code: "0000" }, testCaller(scene.deps))).rejects.toThrow(BROKEN);

    expect(await scene.prisma.session.count()).toBe(1);
  });
});
