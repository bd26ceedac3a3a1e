import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PASSWORD_FAILURES, refundTries, refuseSlowedDown, spendTry } from "./budget";
import { ADA, BOB, openScene, type Scene } from "./testing-scene";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

function spend(account: string): Promise<void> {
  return spendTry(scene.deps, PASSWORD_FAILURES, account);
}

/** Seconds until the account may try again. */
async function waitOf(account: string): Promise<number> {
  const refusal = await refuseSlowedDown(scene.deps, PASSWORD_FAILURES, account).catch((error) => error);
  return refusal === undefined ? 0 : refusal.retryAfterSeconds;
}

/** Spends tries as fast as they are allowed; the wait after each. */
async function spendTimes(times: number, account: string): Promise<number[]> {
  const waits: number[] = [];
  for (let spent = 0; spent < times; spent++) {
    await spend(account);
    const seconds = await waitOf(account);
    waits.push(seconds);
    scene.deps.clock.advance({ seconds });
  }
  return waits;
}

describe("PASSWORD_FAILURES", () => {
  it("E4: lets five through and then slows down by 1 s, doubling to 15 min", async () => {
    expect(await spendTimes(17, ADA)).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  it("3.2: locks nobody out for good, not after a hundred failures in a row", async () => {
    const waits = await spendTimes(100, ADA);

    expect(waits.at(-1)).toBe(900);
    expect(await waitOf(ADA)).toBe(0);
  });

  it("forgets what is twelve hours old", async () => {
    await spendTimes(8, ADA);

    scene.deps.clock.advance({ hours: 12 });

    expect(await spendTimes(5, ADA)).toEqual([0, 0, 0, 0, 1]);
  });
});

describe("refuseSlowedDown", () => {
  it("answers E130429 with the seconds that are left", async () => {
    await spendTimes(7, ADA);
    await spend(ADA);
    scene.deps.clock.advance({ seconds: 5 });

    await expect(refuseSlowedDown(scene.deps, PASSWORD_FAILURES, ADA)).rejects.toMatchObject({
      code: "E130429",
      message: "Too many tries. Try again in 3 seconds",
      retryAfterSeconds: 3,
    });
  });

  it("lets the account in again in the second that was named", async () => {
    await spendTimes(7, ADA);
    await spend(ADA);

    scene.deps.clock.advance({ seconds: 7 });
    expect(await waitOf(ADA)).toBe(1);
    scene.deps.clock.advance({ seconds: 1 });
    expect(await waitOf(ADA)).toBe(0);
  });

  it("keeps accounts apart", async () => {
    await spendTimes(4, ADA);
    await spend(ADA);

    expect(await waitOf(ADA)).toBe(1);
    expect(await waitOf(BOB)).toBe(0);
  });
});

describe("spendTry", () => {
  it("counts nothing while the account is slowed down", async () => {
    await spendTimes(4, ADA);
    await spend(ADA);

    for (let more = 0; more < 10; more++) await expect(spend(ADA)).rejects.toMatchObject({ code: "E130429" });

    scene.deps.clock.advance({ seconds: 1 });
    expect(await spendTimes(1, ADA)).toEqual([2]);
  });

  it("loses none of 20 tries at once: five count, fifteen are refused", async () => {
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => spend(ADA)));

    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    expect(await scene.prisma.budget.findMany({ select: { count: true, version: true } })).toEqual([{ count: 5, version: 5 }]);
  });

  it("does not store what was typed", async () => {
    await spend(ADA);

    const [row] = await scene.prisma.budget.findMany();

    expect(row?.key).toMatch(/^password:[\w-]{43}$/);
  });
});

describe("refundTries", () => {
  it("lets the account begin anew", async () => {
    await spendTimes(9, ADA);

    await scene.deps.store.transaction((tx) => refundTries(scene.deps, tx, PASSWORD_FAILURES, ADA));

    expect(await spendTimes(5, ADA)).toEqual([0, 0, 0, 0, 1]);
  });

  it("leaves other accounts as they are", async () => {
    await spendTimes(4, BOB);
    await spend(BOB);

    await scene.deps.store.transaction((tx) => refundTries(scene.deps, tx, PASSWORD_FAILURES, ADA));

    expect(await waitOf(BOB)).toBe(1);
  });
});
