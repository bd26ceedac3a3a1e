import type { ProcessLink } from "@repo/db/process-link";
import { linkProcesses } from "@repo/db/processes";
import { createTestDatabase, isOnPostgres, type TestDatabase } from "@repo/db/testing/database";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSharedLimiter, type SharedLimiter } from "./shared-limiter";
import { createTestClock, type TestClock } from "./testing/deps";

const ADDRESS = "192.0.2.1";

let clock: TestClock;
let statements: number;

beforeEach(() => {
  clock = createTestClock();
  statements = 0;
});

/** A limiter of one process, by the clock of the test. */
function limiterOn(link: Pick<ProcessLink, "count" | "removeWhole">, tell: (line: string) => void = () => {}): SharedLimiter {
  const now = () => clock.now().getTime();
  return createSharedLimiter({
    link: {
      count(requests) {
        statements++;
        return link.count(requests, now());
      },
      removeWhole: () => link.removeWhole(now()),
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

describe.runIf(isOnPostgres())("createSharedLimiter on one Postgres", () => {
  let test: TestDatabase;
  let links: ProcessLink[];
  let limiters: [SharedLimiter, SharedLimiter];

  beforeEach(async () => {
    test = await createTestDatabase();
    links = await Promise.all([1, 2].map(async () => (await linkProcesses(test.url)) as ProcessLink));
    await Promise.all(links.map((link) => link.connected()));
    limiters = [limiterOn(links[0] as ProcessLink), limiterOn(links[1] as ProcessLink)];
  });

  afterEach(async () => {
    await Promise.all(limiters.map((limiter) => limiter.close()));
    await Promise.all(links.map((link) => link.close()));
    await test.cleanup();
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

  it("asks nobody for what an honest caller does of what is allowed often, and tells it by one statement", async () => {
    for (const key of ["one", "two", "three"]) await takeInTurn([limiters[0]], 100, 6000, key);
    expect(statements).toBe(0);

    await limiters[0].report();

    expect(statements).toBe(1);
    expect(await test.database.sql.all`SELECT "tokens" FROM "AddressLimit"`).toEqual([
      { tokens: 5900 },
      { tokens: 5900 },
      { tokens: 5900 },
    ]);
  });

  it("refuses whom it knows to have nothing left without asking", async () => {
    await takeInTurn(limiters, 6, 3);
    statements = 0;

    expect(countLetThrough(await takeInTurn(limiters, 100, 3))).toBe(0);
    expect(statements).toBe(0);
  });

  it("tells by peek what another process has used, and takes nothing", async () => {
    expect([await limiters[1].peek(ADDRESS, 3), await limiters[1].peek(ADDRESS, 3)]).toEqual([0, 0]);
    expect(statements).toBe(1);
    await takeInTurn([limiters[0]], 3, 3);

    clock.advance({ seconds: 2 });

    expect(await limiters[1].peek(ADDRESS, 3)).toBe(18);
  });

  it("keeps no address in the database, and no row of an allowance that is whole again", async () => {
    await takeInTurn(limiters, 3, 3);
    expect(await test.database.sql.all`SELECT "key" FROM "AddressLimit"`).toEqual([{ key: `digest of ${ADDRESS}` }]);

    await links[0]?.removeWhole(clock.now().getTime());
    expect(await test.database.sql.all`SELECT "key" FROM "AddressLimit"`).toHaveLength(1);
    clock.advance({ minutes: 1 });
    await links[0]?.removeWhole(clock.now().getTime());

    expect(await test.database.sql.all`SELECT "key" FROM "AddressLimit"`).toEqual([]);
  });

  it("4.6: neither frees nor freezes anyone when the clock steps back 60 s", async () => {
    await takeInTurn(limiters, 60, 60);

    clock.advance({ seconds: -60 });

    expect(await takeInTurn(limiters, 2, 60)).toEqual([1, 1]);
    clock.advance({ seconds: 1 });
    expect(countLetThrough(await takeInTurn(limiters, 4, 60))).toBe(1);
  });
});

// It asks no database.
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
