import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  type BudgetRule,
  EMAIL_CODE_FAILURES,
  type Lane,
  LETTERS_LONG,
  PASSWORD_FAILURES,
  peekTry,
  refundTries,
  spendTries,
  spendTry,
} from "./budget";
import { ADA, BOB, openScene, type Scene } from "./testing/scene";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

function counted(account: string, rule: BudgetRule = PASSWORD_FAILURES): Lane {
  return { told: [{ rule, account }] };
}

async function spend(account: string, rule?: BudgetRule): Promise<void> {
  await spendTry(scene.deps, [counted(account, rule)]);
}

/** Seconds until the account may try again. */
async function waitOf(account: string, rule?: BudgetRule): Promise<number> {
  const answer = await peekTry(scene.deps, [counted(account, rule)]).catch((error) => error);
  return answer.retryAfterSeconds ?? 0;
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

describe("peekTry", () => {
  it("answers E130429 with the seconds that are left", async () => {
    await spendTimes(7, ADA);
    await spend(ADA);
    scene.deps.clock.advance({ seconds: 5 });

    await expect(peekTry(scene.deps, [counted(ADA)])).rejects.toMatchObject({
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

describe("lanes", () => {
  const own: Lane = { ...counted("browser"), elseNext: true };

  /** How many tries each account has had. */
  async function counts(): Promise<number[]> {
    return (await scene.prisma.budget.findMany({ select: { count: true } })).map(({ count }) => count).sort();
  }

  it("count what is told and what is not with one read and one write, whatever is stored", async () => {
    const lane = { ...counted(ADA), untold: [{ rule: PASSWORD_FAILURES, account: "user" }] };
    const statements: string[][] = [];
    for (let tries = 0; tries < 3; tries++) {
      scene.statements.length = 0;
      await spendTry(scene.deps, [own, lane]);
      statements.push(scene.statements.splice(0));
    }

    expect(statements[0]).toHaveLength(2);
    expect(statements).toEqual([statements[0], statements[0], statements[0]]);
  });

  it("let nothing through, and tell nobody, while what is not told has no room", async () => {
    const lanes = (account: string) => [{ ...counted(account), untold: [{ rule: PASSWORD_FAILURES, account: "user" }] }];
    for (let tries = 0; tries < 5; tries++) await spendTry(scene.deps, lanes(ADA));

    expect(await spendTry(scene.deps, lanes(BOB))).toMatchObject({ isLetThrough: false });
    expect(await peekTry(scene.deps, lanes(BOB))).toMatchObject({ isLetThrough: false });
    expect(await counts()).toEqual([1, 5, 5]);
  });

  it("go on with the next where the first has no room, and name the shortest wait when none has", async () => {
    const lanes = [own, counted(ADA)];
    await spendTimes(7, ADA);
    await spend(ADA);
    for (let tries = 0; tries < 5; tries++) await spendTry(scene.deps, lanes);

    await expect(spendTry(scene.deps, lanes)).rejects.toMatchObject({ retryAfterSeconds: 1 });
    scene.deps.clock.advance({ seconds: 8 });
    await spendTimes(1, "browser");
    await spend("browser");
    expect((await spendTry(scene.deps, lanes)).lane.told).toEqual(counted(ADA).told);
  });

  it("are taken by whoever has opened them, and by nobody else", async () => {
    const opened = { ...counted("asked"), isOpened: true };
    expect((await spendTry(scene.deps, [opened, counted(ADA)])).lane.told).toEqual(counted(ADA).told);

    await spendTry(scene.deps, [{ ...counted(BOB), opens: opened.told }]);

    expect((await spendTry(scene.deps, [opened, counted(ADA)])).lane.told).toEqual(opened.told);
    for (let tries = 1; tries < 5; tries++) await spendTry(scene.deps, [opened, counted(ADA)]);
    await expect(spendTry(scene.deps, [opened, counted(ADA)])).rejects.toMatchObject({ code: "E130429" });
    await spendTry(scene.deps, [{ ...counted(BOB), opens: opened.told }]);
    await expect(spendTry(scene.deps, [opened, counted(ADA)])).rejects.toMatchObject({ code: "E130429" });
  });

  it("of several accounts refuse a try where none has room", async () => {
    for (let tries = 0; tries < 5; tries++) await spend(ADA);

    expect((await spendTries(scene.deps, [[counted(ADA)], [counted(BOB)]])).map((verdict) => verdict !== null)).toEqual([false, true]);
    for (let tries = 1; tries < 5; tries++) await spend(BOB);
    await expect(spendTries(scene.deps, [[counted(ADA)], [counted(BOB)]])).rejects.toMatchObject({ code: "E130429" });
  });

  it("lose none of 20 tries at once, of which each is at three accounts", async () => {
    const lane = (account: string): Lane => ({
      told: [counted(account, EMAIL_CODE_FAILURES), counted("all", EMAIL_CODE_FAILURES)].flatMap(({ told }) => told),
    });
    const tries = Array.from({ length: 20 }, () => spendTries(scene.deps, [[lane(ADA)], [lane(BOB)]]));

    const done = (await Promise.allSettled(tries)).filter(({ status }) => status === "fulfilled");

    expect(done).toHaveLength(5);
    expect(await counts()).toEqual([10, 5, 5]);
  });
});

// The clock of the machine ran ahead, people were counted, and somebody puts it right.
describe.each([
  ["PASSWORD_FAILURES", PASSWORD_FAILURES, 17, 900, 12 * 3600],
  ["EMAIL_CODE_FAILURES", EMAIL_CODE_FAILURES, 10, 3600, 3600],
  ["LETTERS_LONG", LETTERS_LONG, 10, 3600, 3600],
])("a clock that is put right: %s", (_, rule, tries, waitSeconds, forgetSeconds) => {
  it.each([
    ["a minute", { minutes: 1 }],
    ["ten days", { days: 10 }],
    ["ten years", { days: 3650 }],
  ])(
    "4.8: lets nobody wait for longer than the rule says, after it ran ahead by %s",
    async (__, { minutes = 0, days = 0 }: { minutes?: number; days?: number }) => {
      scene.deps.clock.advance({ minutes, days });
      for (let spent = 0; spent < tries; spent++) {
        scene.deps.clock.advance({ seconds: rule === PASSWORD_FAILURES ? await waitOf(ADA, rule) : 0 });
        await spend(ADA, rule);
      }
      scene.deps.clock.advance({ minutes: -minutes, days: -days });

      expect(await waitOf(ADA, rule)).toBe(waitSeconds);
      scene.deps.clock.advance({ seconds: waitSeconds - 1 });
      expect(await waitOf(ADA, rule)).toBe(1);
      scene.deps.clock.advance({ seconds: 1 });
      expect(await waitOf(ADA, rule)).toBe(0);
      scene.deps.clock.advance({ seconds: forgetSeconds });
      await spend(ADA, rule);
      expect(await waitOf(ADA, rule)).toBe(0);
    },
  );
});

describe("refundTries", () => {
  it("lets the account begin anew", async () => {
    await spendTimes(9, ADA);

    await scene.deps.store.transaction((tx) => refundTries(scene.deps, tx, counted(ADA)));

    expect(await spendTimes(5, ADA)).toEqual([0, 0, 0, 0, 1]);
  });

  it("leaves other accounts as they are", async () => {
    await spendTimes(4, BOB);
    await spend(BOB);

    await scene.deps.store.transaction((tx) => refundTries(scene.deps, tx, counted(ADA)));

    expect(await waitOf(BOB)).toBe(1);
  });
});
