import { createStore } from "@repo/db/store";
import { type BorrowedDatabase, borrowTestDatabase } from "@repo/db/testing/database";
import { afterEach, beforeEach, expect, it } from "vitest";
import { keepHouse } from "./housekeeping";
import { requestSignUpCode } from "./otp/request-code";
import { signInWithPassword } from "./password/sign-in";
import { signUpWithPassword } from "./password/sign-up";
import { collectLetters, createTestDeps, type TestDeps, testCaller } from "./testing/deps";

const loginId = "ada@northfold.example";
const password = "a quiet harbour at dusk";

let test: BorrowedDatabase;
let deps: TestDeps;

beforeEach(async () => {
  test = await borrowTestDatabase();
  deps = await createTestDeps(createStore(test.database));
});

afterEach(() => test.cleanup());

/** One of everything that ends: a session, a code, its letter, counters, an audit event. */
async function live(): Promise<void> {
  await signUpWithPassword(deps, { loginId, password }, testCaller(deps));
  await signInWithPassword(deps, { loginId, password: "wrong" }, testCaller(deps)).catch(() => {});
  await requestSignUpCode(deps, { loginId: "grace@northfold.example" }, testCaller(deps));
  await collectLetters(deps);
}

async function count(): Promise<Record<string, number>> {
  const { session, challenge, budget, outboxLetter, auditEvent } = test.database.prisma;
  return {
    sessions: await session.count(),
    challenges: await challenge.count(),
    budgets: await budget.count(),
    letters: await outboxLetter.count(),
    events: await auditEvent.count(),
  };
}

it("8.4: leaves alone what is still of use", async () => {
  await live();
  const before = await count();

  expect(await keepHouse(deps)).toBe(0);

  expect(await count()).toEqual(before);
});

it("8.4: removes codes, counters, letters and sessions when they are over, and history after 400 days", async () => {
  await live();

  deps.clock.advance({ days: 8 });
  await keepHouse(deps);
  expect(await count()).toEqual({ sessions: 1, challenges: 0, budgets: 0, letters: 0, events: 2 });

  deps.clock.advance({ days: 30 });
  await keepHouse(deps);
  expect(await count()).toMatchObject({ sessions: 0, events: 2 });

  deps.clock.advance({ days: 400 });
  await keepHouse(deps);
  expect(await count()).toMatchObject({ events: 0 });
});

it("4.6: lets what a clock that ran ahead has stored end when it would by the right one, and ends nothing else", async () => {
  const { challenge, session } = test.database.prisma;
  const ends = async () => {
    const rows = [await session.findMany({ orderBy: { expiresAt: "asc" } }), await challenge.findMany({ orderBy: { expiresAt: "asc" } })];
    return rows.map((kind) => kind.map(({ expiresAt }) => (expiresAt.getTime() - deps.clock.now().getTime()) / 3_600_000));
  };
  await live();
  deps.clock.advance({ days: 365 });
  await signUpWithPassword(deps, { loginId: "bob@northfold.example", password }, testCaller(deps));
  await requestSignUpCode(deps, { loginId: "carol@northfold.example" }, testCaller(deps));
  deps.clock.advance({ days: -365 });

  await keepHouse(deps);

  expect(await ends()).toEqual([
    [28 * 24, 28 * 24],
    [5 / 60, 24],
  ]);
});

it("removes more than one batch at a time", async () => {
  const createdAt = deps.clock.now();
  await test.database.prisma.budget.createMany({
    data: Array.from({ length: 1201 }, (_, index) => ({ key: `old:${index}`, windowAt: createdAt, expiresAt: createdAt })),
  });
  deps.clock.advance({ days: 2 });

  expect(await keepHouse(deps)).toBe(1201);
});
