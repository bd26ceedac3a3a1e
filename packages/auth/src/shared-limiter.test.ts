import { rm, symlink } from "node:fs/promises";
import type { AllowanceCounter } from "@repo/db/allowances";
import { linkProcesses, openAllowanceCounter } from "@repo/db/processes";
import { createTestDatabase, isOnPostgres } from "@repo/db/testing/database";
import { findRedis, startRedis, type TestRedis } from "@repo/db/testing/redis";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createSharedLimiter, type SharedLimiter } from "./shared-limiter";
import { createTestClock, type TestClock } from "./testing/deps";

const ADDRESS = "192.0.2.1";

let clock: TestClock;
let counts: number;

beforeEach(() => {
  clock = createTestClock();
  counts = 0;
});

/** A limiter of one process, by the clock of the test. */
function limiterOn(counter: Pick<AllowanceCounter, "count" | "removeWhole">, tell: (line: string) => void = () => {}): SharedLimiter {
  const now = () => clock.now().getTime();
  return createSharedLimiter({
    counter: {
      count(requests) {
        counts++;
        return counter.count(requests, now());
      },
      removeWhole: () => counter.removeWhole(now()),
    },
    clock,
    digest: (key) => `digest of ${key}`,
    tell,
  });
}

/** The answers of so many calls, each to the next process and after the one before. */
async function takeInTurn(limiters: readonly SharedLimiter[], times: number, calls: number, key = ADDRESS): Promise<number[]> {
  const answers: number[] = [];
  for (let index = 0; index < times; index++) answers.push((await limiters[index % limiters.length]?.take(key, calls)) ?? Number.NaN);
  return answers;
}

const countLetThrough = (answers: readonly number[]) => answers.filter((seconds) => seconds === 0).length;

/** Where several processes count. */
interface Place {
  open(): Promise<AllowanceCounter | null>;
  /** What is stored, in the order of keys. */
  read(): Promise<{ key: string; tokens: number }[]>;
  cleanup(): Promise<void>;
}

async function onPostgres(): Promise<Place> {
  const test = await createTestDatabase();
  return {
    open: () => linkProcesses(test.url),
    read: () => test.database.sql.all`SELECT "key", "tokens" FROM "AddressLimit" ORDER BY "key"`,
    cleanup: () => test.cleanup(),
  };
}

const PREFIX = "gatehouse:limit:";

async function onRedis(redis: TestRedis): Promise<Place> {
  await redis.empty();
  return {
    open: () => openAllowanceCounter(redis.url),
    read: async () => (await redis.read()).map(({ key, tokens }) => ({ key: key.replace(PREFIX, ""), tokens })),
    cleanup: async () => undefined,
  };
}

// Each project of Vitest has one of them.
describe.runIf(isOnPostgres() || findRedis() !== undefined)(`createSharedLimiter on one ${isOnPostgres() ? "Postgres" : "Redis"}`, () => {
  let redis: TestRedis | undefined;
  let place: Place;
  let counters: [AllowanceCounter, AllowanceCounter];
  let limiters: [SharedLimiter, SharedLimiter];
  let lines: string[];

  beforeAll(async () => {
    if (!isOnPostgres()) redis = await startRedis();
  });

  afterAll(() => redis?.stop());

  beforeEach(async () => {
    place = redis ? await onRedis(redis) : await onPostgres();
    counters = (await Promise.all([place.open(), place.open()])) as typeof counters;
    await Promise.all(counters.map((counter) => counter.connected()));
    lines = [];
    limiters = [limiterOn(counters[0], (line) => lines.push(line)), limiterOn(counters[1], (line) => lines.push(line))];
  });

  afterEach(async () => {
    await Promise.all(limiters.map((limiter) => limiter.close()));
    await Promise.all(counters.map((counter) => counter.close()));
    await place.cleanup();
  });

  it("lets one small allowance through for two processes, and says how long to wait", async () => {
    expect(await takeInTurn(limiters, 6, 3)).toEqual([0, 0, 0, 20, 20, 20]);

    clock.advance({ seconds: 20 });

    expect(countLetThrough(await takeInTurn(limiters, 4, 3))).toBe(1);
  });

  it("lets no more through at once than one after the other", async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => limiters[index % 2 ? 1 : 0].take(ADDRESS, 10)));

    expect(countLetThrough(answers)).toBe(10);
    expect(answers.filter((seconds) => seconds > 6)).toEqual([]);
  });

  it("E5: lets a twentieth more of a large allowance through for each further process, which is owed", async () => {
    const answers = await takeInTurn(limiters, 800, 300);
    await Promise.all(limiters.map((limiter) => limiter.report()));

    expect(countLetThrough(answers)).toBeGreaterThanOrEqual(300);
    expect(countLetThrough(answers)).toBeLessThanOrEqual(315);
    clock.advance({ seconds: 60 });
    const more = await takeInTurn(limiters, 800, 300);
    expect(countLetThrough([...answers, ...more])).toBeLessThanOrEqual(615);
  });

  it("asks nobody for what an honest caller does of what is allowed often, and tells it by one count", async () => {
    for (const key of ["one", "two", "three"]) await takeInTurn([limiters[0]], 100, 6000, key);
    expect(counts).toBe(0);

    await limiters[0].report();

    expect(counts).toBe(1);
    expect((await place.read()).map(({ tokens }) => tokens)).toEqual([5900, 5900, 5900]);
  });

  it("refuses whom it knows to have nothing left without asking", async () => {
    await takeInTurn(limiters, 6, 3);
    counts = 0;

    expect(countLetThrough(await takeInTurn(limiters, 100, 3))).toBe(0);
    expect(counts).toBe(0);
  });

  it("tells by peek what another process has used, and takes nothing", async () => {
    expect([await limiters[1].peek(ADDRESS, 3), await limiters[1].peek(ADDRESS, 3)]).toEqual([0, 0]);
    expect(counts).toBe(1);
    await takeInTurn([limiters[0]], 3, 3);

    clock.advance({ seconds: 2 });

    expect(await limiters[1].peek(ADDRESS, 3)).toBe(18);
  });

  it("stores no address", async () => {
    await takeInTurn(limiters, 3, 3);

    expect(await place.read()).toEqual([{ key: `digest of ${ADDRESS}`, tokens: 0 }]);
  });

  it("stores nothing where nothing is spent or wanted, and lets nobody owe more than one allowance", async () => {
    const allowance = { calls: 3, seconds: 60, spent: 0, wanted: 0 };
    const [unused, owing] = [
      { ...allowance, key: "unused" },
      { ...allowance, key: "owing" },
    ];
    const ask = (...requests: (typeof unused)[]) => counters[0].count(requests, clock.now().getTime());

    expect(await ask(unused)).toEqual([{ key: "unused", tokens: 3, granted: 0 }]);
    expect(await ask({ ...owing, spent: 10, wanted: 1 })).toEqual([{ key: "owing", tokens: -3, granted: 0 }]);
    expect(await place.read()).toEqual([{ key: "owing", tokens: -3 }]);
    clock.advance({ seconds: 90 });

    expect((await ask(unused, owing)).sort((one, other) => one.tokens - other.tokens)).toEqual([
      { key: "owing", tokens: 1.5, granted: 0 },
      { key: "unused", tokens: 3, granted: 0 },
    ]);
    expect(await ask({ ...owing, wanted: 4 })).toEqual([{ key: "owing", tokens: 0.5, granted: 1 }]);
  });

  it.runIf(isOnPostgres())("keeps no row of an allowance that is whole again", async () => {
    await takeInTurn(limiters, 3, 3);

    await counters[0].removeWhole(clock.now().getTime());
    expect(await place.read()).toHaveLength(1);
    clock.advance({ minutes: 1 });
    await counters[0].removeWhole(clock.now().getTime());

    expect(await place.read()).toEqual([]);
  });

  it.runIf(!isOnPostgres())("keeps an allowance until it is whole again, under keys that others leave alone", async () => {
    await takeInTurn(limiters, 3, 6);

    const [stored] = (await redis?.read()) ?? [];

    expect(stored?.key).toBe(`${PREFIX}digest of ${ADDRESS}`);
    expect(stored?.goesIn).toBeGreaterThan(30_000);
    expect(stored?.goesIn).toBeLessThanOrEqual(40_000);
  });

  it.runIf(!isOnPostgres())("counts alone while Redis is away, says so without its address, and shares again when it is back", async () => {
    expect(await takeInTurn(limiters, 2, 4)).toEqual([0, 0]);
    await redis?.end();

    expect(countLetThrough(await takeInTurn(limiters, 10, 4))).toBe(5);
    expect(lines).toEqual(Array(2).fill(expect.stringMatching(/ in this process alone for now: [\w ()]+$/)));
    await redis?.begin();
    await Promise.all(counters.map((counter) => counter.connected()));
    await Promise.all(limiters.map((limiter) => limiter.report()));

    expect(await place.read()).toEqual([{ key: `digest of ${ADDRESS}`, tokens: -1 }]);
    clock.advance({ seconds: 75 });
    expect(countLetThrough(await takeInTurn(limiters, 10, 4))).toBe(4);
  });

  it.runIf(!isOnPostgres())("goes to the Redis that counts now, once the one it knows has become a replica", async () => {
    const [old, successor] = [await startRedis(), await startRedis()];
    const socketOf = ({ url }: TestRedis) => url.replace("unix://", "");
    const name = `${socketOf(old)}-name`;
    await symlink(socketOf(old), name);
    const counter = await openAllowanceCounter(`unix://${name}`);
    await counter.connected();
    const take = () => counter.count([{ key: "one", calls: 3, seconds: 60, spent: 0, wanted: 1 }]);
    await take();

    await old.demote();
    await rm(name);
    await symlink(socketOf(successor), name);
    await expect(take()).rejects.toThrow("READONLY");
    await counter.connected();

    expect(await take()).toEqual([{ key: "one", tokens: 2, granted: 1 }]);
    await counter.close();
    await Promise.all([old.stop(), successor.stop()]);
  });

  it("4.6: neither frees nor freezes anyone when the clock steps back 60 s", async () => {
    await takeInTurn(limiters, 60, 60);

    clock.advance({ seconds: -60 });

    expect(await takeInTurn(limiters, 2, 60)).toEqual([1, 1]);
    clock.advance({ seconds: 1 });
    expect(countLetThrough(await takeInTurn(limiters, 4, 60))).toBe(1);
  });
});

// It asks nobody.
describe.runIf(!isOnPostgres())("createSharedLimiter without an answer", () => {
  it("counts alone, says so once, and owes what it let through", async () => {
    const lines: string[] = [];
    const told: number[] = [];
    let isAway = true;
    const limiter = limiterOn(
      {
        async count(requests) {
          if (isAway) throw new Error("away");
          told.push(...requests.map(({ spent }) => spent));
          return requests.map(({ key }) => ({ key, tokens: 0, granted: 0 }));
        },
        removeWhole: async () => undefined,
      },
      (line) => lines.push(line),
    );

    expect(await takeInTurn([limiter], 5, 3)).toEqual([0, 0, 0, 20, 20]);
    expect(lines).toEqual(["Limits on addresses count in this process alone for now: away"]);
    isAway = false;
    await limiter.report();

    expect(told).toEqual([3]);
    await limiter.close();
  });

  it("3.7: tells what it owes 500 at a time, and no more once a count has failed", async () => {
    const asked: number[] = [];
    let isAway = true;
    const limiter = limiterOn({
      async count(requests) {
        asked.push(requests.length);
        if (isAway) throw new Error("away");
        return requests.map(({ key, calls, spent }) => ({ key, tokens: calls - spent, granted: 0 }));
      },
      removeWhole: async () => undefined,
    });
    for (let key = 0; key < 1_200; key++) limiter.take(`${key}`, 6000);

    await limiter.report();
    expect(asked).toEqual([500]);
    isAway = false;
    await limiter.report();

    expect(asked).toEqual([500, 500, 500, 200]);
    await limiter.close();
    expect(asked).toHaveLength(4);
  });

  it("3.7: owes the 100,000 that were let through last", async () => {
    let told = 0;
    const limiter = limiterOn({
      async count(requests) {
        told += requests.length;
        return requests.map(({ key, calls }) => ({ key, tokens: calls, granted: 0 }));
      },
      removeWhole: async () => undefined,
    });
    for (let key = 0; key < 100_200; key++) limiter.take(`${key}`, 6000);

    await limiter.close();

    expect(told).toBe(100_000);
  });

  it("3.7: remembers the 100,000 keys that came last", async () => {
    const limiter = limiterOn({ count: () => Promise.reject(new Error("away")), removeWhole: async () => undefined });
    await takeInTurn([limiter], 1, 1, "first");
    await takeInTurn([limiter], 1, 1, "second");

    for (let key = 0; key < 99_999; key++) limiter.take(`${key}`, 6000);

    expect(await limiter.take("second", 1)).toBe(60);
    expect(await limiter.take("first", 1)).toBe(0);
    await limiter.close();
  });
});
