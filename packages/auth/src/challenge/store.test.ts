import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestSignInLink } from "../links/magic-link";
import { requestSignUpCode, requestSignUpOrInCode } from "../otp/request-code";
import { verifyEmailCode } from "../otp/verify-code";
import { collectCode, collectLetters, testCaller } from "../testing/deps";
import { ADA, enter, openScene, type Scene } from "../testing/scene";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

/** From now on, transactions fail where they would commit. */
function failAtCommit(): void {
  const { store } = scene.deps;
  const { transaction } = store;
  store.transaction = (work) =>
    transaction(async (tx) => {
      await work(tx);
      throw new Error("power cut");
    });
}

describe("storeAndSend", () => {
  it("H12: stores challenge and letter together, or neither", async () => {
    failAtCommit();

    await expect(requestSignUpCode(scene.deps, { loginId: ADA }, testCaller(scene.deps))).rejects.toThrow("power cut");

    expect(await scene.prisma.challenge.count()).toBe(0);
    expect(await scene.prisma.outboxLetter.count()).toBe(0);
  });

  it("H12: leaves the former code alive when the new one could not be stored", async () => {
    await requestSignUpOrInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const { transaction } = scene.deps.store;
    failAtCommit();
    await expect(requestSignUpOrInCode(scene.deps, { loginId: ADA }, testCaller(scene.deps))).rejects.toThrow("power cut");
    scene.deps.store.transaction = transaction;

    const code = await collectCode(scene.deps);
    await expect(verifyEmailCode(scene.deps, { loginId: ADA, code }, testCaller(scene.deps))).resolves.toMatchObject({ firstSeen: true });
  });

  it("wakes the sender when the transaction is through", async () => {
    const rowsWhenWoken: Promise<number>[] = [];
    scene.deps.outbox.wake = () => void rowsWhenWoken.push(scene.prisma.outboxLetter.count());

    await requestSignUpCode(scene.deps, { loginId: ADA }, testCaller(scene.deps));

    expect(await Promise.all(rowsWhenWoken)).toEqual([1]);
  });

  it("keeps several links alive beside each other, without a slot", async () => {
    await enter(scene.deps, ADA);
    await requestSignInLink(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    await requestSignInLink(scene.deps, { loginId: ADA }, testCaller(scene.deps));

    expect(await scene.prisma.challenge.findMany({ select: { slot: true } })).toEqual([{ slot: null }, { slot: null }]);
    expect(await collectLetters(scene.deps)).toHaveLength(2);
  });
});
