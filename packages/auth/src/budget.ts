import { type ApiError, AuthError, isApiError } from "@repo/contract/errors";
import { CODE_MINUTES, CODE_TRIES_MAX } from "@repo/contract/limits";
import type { AuditRecord } from "@repo/db/audit";
import type { BudgetRecord } from "@repo/db/budgets";
import type { StoreTransaction } from "@repo/db/store";
import type { AuthDeps } from "./deps";

/** Decides what one more try does to a counter. */
export interface BudgetRule {
  purpose: string;
  /** The longest that anybody waits, and that a counter is remembered, whatever the clock has said meanwhile. */
  waitSecondsMax: number;
  rememberSeconds: number;
  /** The counter after this try. `seen` is null for the first, and when the last one has been forgotten. */
  afterTry(seen: BudgetRecord | null, now: Date): Pick<BudgetRecord, "count" | "windowAt" | "blockedUntil" | "expiresAt">;
}

function secondsAfter(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000);
}

/** Some tries are free; from then on each doubles the wait, up to a limit. A counter untouched for `forgetSeconds` starts again. */
function growingWait(purpose: string, rule: { free: number; waitSecondsMax: number; forgetSeconds: number }): BudgetRule {
  return {
    purpose,
    waitSecondsMax: rule.waitSecondsMax,
    rememberSeconds: rule.forgetSeconds,
    afterTry(seen, now) {
      const count = (seen?.count ?? 0) + 1;
      const wait = count < rule.free ? 0 : Math.min(rule.waitSecondsMax, 2 ** Math.min(count - rule.free, 30));
      return {
        count,
        windowAt: seen?.windowAt ?? now,
        blockedUntil: wait > 0 ? secondsAfter(now, wait) : null,
        expiresAt: secondsAfter(now, rule.forgetSeconds),
      };
    },
  };
}

/** So many tries in a window that opens with the first; then none until it closes. */
function perWindow(purpose: string, rule: { triesMax: number; windowSeconds: number }): BudgetRule {
  return {
    purpose,
    waitSecondsMax: rule.windowSeconds,
    rememberSeconds: rule.windowSeconds,
    afterTry(seen, now) {
      const windowAt = seen && seen.count > 0 ? seen.windowAt : now;
      const count = (seen?.count ?? 0) + 1;
      const end = secondsAfter(windowAt, rule.windowSeconds);
      return { count, windowAt, blockedUntil: count >= rule.triesMax ? end : null, expiresAt: end };
    },
  };
}

/** Failed password sign-ins: five free, then 1 s, doubling to 15 minutes; never for good (E4). */
export const PASSWORD_FAILURES = growingWait("password", { free: 5, waitSecondsMax: 900, forgetSeconds: 12 * 3600 });

/** New passwords of one user, refused ones too: each is compared with those before it. */
export const PASSWORD_CHANGES = perWindow("passwordChange", { triesMax: 20, windowSeconds: 3600 });

/** Changes of one kind that a user asks for, refused ones too. */
export const ACCOUNT_CHANGES = perWindow("accountChange", { triesMax: 20, windowSeconds: 15 * 60 });

/** Wrong codes by mail, whichever code they were meant for: a resend gives no new tries (C5). */
export const EMAIL_CODE_FAILURES = perWindow("emailCode", { triesMax: 10, windowSeconds: 3600 });

/** Wrong codes for one user by all who have asked for one: five for each letter that strangers can have sent within the hour. */
export const ASKED_CODE_FAILURES = perWindow("askedCodes", { triesMax: 50, windowSeconds: 3600 });

/** Tries at one code, which lives no longer than that (C4). */
export const CODE_TRIES = perWindow("codeTries", { triesMax: CODE_TRIES_MAX, windowSeconds: CODE_MINUTES * 60 });

/** Codes of an authenticator and recovery codes, together (F7). */
export const SECOND_FACTOR_TRIES = perWindow("secondFactor", { triesMax: 10, windowSeconds: 15 * 60 });

/** Letters to one address, known or not (C9). */
export const LETTERS_SHORT = perWindow("letters15", { triesMax: 5, windowSeconds: 15 * 60 });
export const LETTERS_LONG = perWindow("letters60", { triesMax: 10, windowSeconds: 3600 });

/** Letters asked for by one login ID or address, as it was typed. */
export const REQUESTS_SHORT = perWindow("requests15", { triesMax: 5, windowSeconds: 15 * 60 });
export const REQUESTS_LONG = perWindow("requests60", { triesMax: 10, windowSeconds: 3600 });

/** One count by what its account is called, and by which rule. */
export interface AccountCounter {
  rule: BudgetRule;
  account: string;
}

/** One count at a challenge, by who tries it. */
export interface ChallengeCounter {
  rule: BudgetRule;
  challengeId: string;
  who: string;
}

/** One count, of a user, of a challenge, or of an account by another name. */
export type Counter = AccountCounter | { rule: BudgetRule; userId: string } | ChallengeCounter;

/** What a try counts against. */
export interface Lane {
  /**
   * While one of these has no more room the caller is told so, and nothing is counted. Only what they typed or hold themselves: that two
   * names wear out together would tell that they are one account's.
   */
  told: readonly Counter[];
  /** While one of these has no more room the try is not let through, and the caller learns nothing. */
  untold?: readonly Counter[];
  /** They count the try as long as they have room, and refuse nothing. */
  also?: readonly Counter[];
  /** Of the single things that a try is for, each counted for itself; where none has room, nothing is counted. */
  each?: readonly Counter[];
  /** Counters that do not count this try, but are there from now on. */
  opens?: readonly Counter[];
  /** Taken by whoever has opened its first counter before, and nobody else. */
  isOpened?: boolean;
  /** Where there is no more room here, the next lane is taken. */
  elseNext?: boolean;
}

/** What came of a try. */
export interface Verdict {
  /** False: nobody is told, and it must come to nothing. */
  isLetThrough: boolean;
  /** Which of the lane's `each` had room. */
  room: readonly boolean[];
  lane: Lane;
  /** How many tries its caller is told of, this one included where it was counted. */
  tries: number;
  /** Whether tries before it are remembered here, for `refundTries` to forget; a counter that was only opened remembers none. */
  hasTries: boolean;
}

/** A counter as it is stored, and what it says now. */
interface Reading {
  key: string;
  rule: BudgetRule;
  version: number;
  /** Null when nothing is stored, or what is has been forgotten. */
  seen: BudgetRecord | null;
}

/** The start of the key of a user's counter; the user's ID is its end, so that a statement that finds the user finds it too. */
export function userKeyStart({ purpose }: BudgetRule): string {
  return `${purpose}:user `;
}

/** The same of a challenge's counter: what comes before the challenge's ID, and after it. */
export function challengeKeyStart({ purpose }: BudgetRule): string {
  return `${purpose}:`;
}

export function challengeKeyEnd(deps: AuthDeps, who: string): string {
  return ` ${deps.sealer.digest("budget", who)}`;
}

// A digest: what strangers type does not pile up in the database in clear, and the key has one length.
function keyOf(deps: AuthDeps, counter: Counter): string {
  if ("userId" in counter) return `${userKeyStart(counter.rule)}${counter.userId}`;
  if ("challengeId" in counter) return `${challengeKeyStart(counter.rule)}${counter.challengeId}${challengeKeyEnd(deps, counter.who)}`;
  return `${counter.rule.purpose}:${deps.sealer.digest("budget", counter.account)}`;
}

/** What the rows of these lanes are stored under, for who reads them together with something else. */
export function keysOf(deps: AuthDeps, lanes: readonly Lane[]): string[] {
  return lanes.flatMap(countersOf).map((counter) => keyOf(deps, counter));
}

function countersOf({ told, untold = [], also = [], each = [], opens = [] }: Lane): Counter[] {
  return [...told, ...untold, ...also, ...each, ...opens];
}

/** A row from a time when the clock ran ahead counts from now: nobody waits for longer than the rule says. */
function withinRule({ waitSecondsMax, rememberSeconds }: BudgetRule, row: BudgetRecord, now: Date): BudgetRecord {
  const latest = (time: Date, limit: Date) => (time > limit ? limit : time);
  return {
    ...row,
    windowAt: latest(row.windowAt, now),
    blockedUntil: row.blockedUntil && latest(row.blockedUntil, secondsAfter(now, waitSecondsMax)),
    expiresAt: latest(row.expiresAt, secondsAfter(now, rememberSeconds)),
  };
}

function isSame(one: BudgetRecord, other: BudgetRecord): boolean {
  return (["windowAt", "blockedUntil", "expiresAt"] as const).every((time) => one[time]?.getTime() === other[time]?.getTime());
}

/** Where tries are counted, and what is known already. */
export interface Counting {
  /** The transaction that they are counted in; without one, each write is one of its own. */
  tx?: Through | undefined;
  /** What is stored under `keysOf` these lanes, where that has been read already. */
  read?: readonly BudgetRecord[] | undefined;
  /** The event that is stored with what is counted, by the same statement; undefined for none. */
  tells?(verdicts: readonly (Verdict | null)[]): AuditRecord | undefined;
}

/** What counters are read and written through: the store, or a transaction. */
type Through = Pick<StoreTransaction, "budgets">;

/** All counters of these lanes, by key, with one statement. */
async function readAll(
  deps: AuthDeps,
  counters: readonly Counter[],
  now: Date,
  { tx = deps.store, read }: Counting,
): Promise<Map<string, Reading>> {
  const rules = new Map(counters.map((counter) => [keyOf(deps, counter), counter.rule]));
  const rows = new Map((read ?? (await tx.budgets.listByKeys([...rules.keys()]))).map((row) => [row.key, row]));
  const bound = [...rules].map(([key, rule]) => {
    const row = rows.get(key);
    return { key, rule, row, within: row && withinRule(rule, row, now) };
  });
  const ahead = bound.flatMap(({ row, within }) => (row && within && !isSame(row, within) ? [within] : []));
  // Stored, or it would count from whenever it is read.
  if (ahead.length > 0) {
    await tx.budgets.swapAll(ahead);
    return readAll(deps, counters, now, { tx });
  }
  return new Map(
    bound.map(({ key, rule, within }) => {
      const seen = within && within.expiresAt > now ? within : null;
      return [key, { key, rule, version: within?.version ?? 0, seen }];
    }),
  );
}

function secondsLeft({ seen }: Reading, now: Date): number {
  if (!seen?.blockedUntil) return 0;
  return Math.max(0, Math.ceil((seen.blockedUntil.getTime() - now.getTime()) / 1000));
}

/** One round over the counters as they are read: what tries do to them, and what has to be stored. */
function createRound(deps: AuthDeps, readings: Map<string, Reading>, now: Date) {
  const written = new Map<string, BudgetRecord>();

  function readingOf(counter: Counter): Reading {
    const key = keyOf(deps, counter);
    const reading = readings.get(key);
    if (!reading) throw new Error(`The counter ${key} was not read`);
    return reading;
  }

  const waitOf = (counters: readonly Counter[]) => Math.max(0, ...counters.map((counter) => secondsLeft(readingOf(counter), now)));

  const triesOf = ({ told }: Lane) => Math.max(0, ...told.map((counter) => readingOf(counter).seen?.count ?? 0));

  function put(reading: Reading, next: Omit<BudgetRecord, "key" | "version">): void {
    const { key, version } = reading;
    reading.seen = { key, version, ...next };
    written.set(key, reading.seen);
  }

  /** Written either way: whether it was counted must not be told by time. */
  function count(counter: Counter, isCounted: boolean): void {
    const reading = readingOf(counter);
    if (isCounted || !reading.seen) put(reading, reading.rule.afterTry(reading.seen, now));
    else put(reading, reading.seen);
  }

  function open(counter: Counter): void {
    const reading = readingOf(counter);
    const { count: tries, ...fresh } = reading.rule.afterTry(null, now);
    put(reading, reading.seen && reading.seen.count > 0 ? reading.seen : { ...fresh, count: tries - 1, blockedUntil: null });
  }

  return {
    /** The lane that is taken, or the seconds that the caller has to wait. */
    choose(lanes: readonly Lane[]): { lane: Lane } | { wait: number } {
      let wait = 0;
      for (const lane of lanes) {
        if (lane.isOpened && !lane.told.some((counter) => readingOf(counter).seen)) continue;
        const laneWait = waitOf(lane.told);
        if (laneWait === 0) return { lane };
        wait = wait === 0 ? laneWait : Math.min(wait, laneWait);
        if (!lane.elseNext) break;
      }
      return { wait };
    },
    judge(lane: Lane): Verdict {
      const room = (lane.each ?? []).map((counter) => waitOf([counter]) === 0);
      const tried = [...lane.told, ...(lane.untold ?? []), ...(lane.also ?? [])];
      const hasTries = tried.some((counter) => (readingOf(counter).seen?.count ?? 0) > 0);
      return { lane, room, isLetThrough: waitOf(lane.untold ?? []) === 0, hasTries, tries: triesOf(lane) };
    },
    spend(verdict: Verdict): void {
      const { lane, room, isLetThrough } = verdict;
      if (room.length > 0 && !room.includes(true)) return;
      for (const counter of lane.told) count(counter, true);
      for (const counter of lane.untold ?? []) count(counter, isLetThrough);
      for (const counter of lane.also ?? []) count(counter, waitOf([counter]) === 0);
      for (const [index, counter] of (lane.each ?? []).entries()) count(counter, room[index] === true);
      for (const counter of lane.opens ?? []) open(counter);
      verdict.tries = triesOf(lane);
    },
    written: () => [...written.values()],
  };
}

type Round = ReturnType<typeof createRound>;

function refuse(retryAfterSeconds: number): never {
  throw new AuthError("E130429", `Too many tries. Try again in ${retryAfterSeconds} seconds`, { retryAfterSeconds });
}

async function openRound(deps: AuthDeps, parties: readonly (readonly Lane[])[], counting: Counting): Promise<Round> {
  const now = deps.clock.now();
  return createRound(deps, await readAll(deps, parties.flat().flatMap(countersOf), now, counting), now);
}

/**
 * What would come of a try by these lanes, counting none. Throws E130429 with the seconds left while there is no room.
 *
 * @param read what is stored under `keysOf` these lanes, where that has been read already
 */
export async function peekTry(deps: AuthDeps, lanes: readonly Lane[], read?: readonly BudgetRecord[], tx?: Through): Promise<Verdict> {
  const round = await openRound(deps, [lanes], { tx, read });
  const chosen = round.choose(lanes);
  return "wait" in chosen ? refuse(chosen.wait) : round.judge(chosen.lane);
}

/**
 * Counts one try that is at several accounts at once, each with lanes of its own, by one read and one write. Answers what came of each;
 * null for one that has no room. Throws E130429 with the seconds left, and counts nothing, where none has.
 *
 * @param counting.isFree whether a try of which this came shall not be counted after all, where nobody else tries meanwhile
 */
export async function spendTries(
  deps: AuthDeps,
  parties: readonly (readonly Lane[])[],
  { tx, read, tells, isFree = () => false }: Counting & { isFree?(verdicts: readonly (Verdict | null)[]): boolean } = {},
): Promise<(Verdict | null)[]> {
  const { budgets } = tx ?? deps.store;
  for (let known = read; ; known = undefined) {
    const round = await openRound(deps, parties, { tx, read: known });
    const waits: number[] = [];
    const verdicts = parties.map((lanes) => {
      const chosen = round.choose(lanes);
      if ("wait" in chosen) {
        waits.push(chosen.wait);
        return null;
      }
      const verdict = round.judge(chosen.lane);
      round.spend(verdict);
      return verdict;
    });
    if (waits.length === parties.length) refuse(Math.min(...waits));
    const written = round.written();
    if (isFree(verdicts) || written.length === 0) return verdicts;
    const event = tells?.(verdicts);
    // A lost round means that somebody else's try was written, of which there are only so many at once.
    if (await (event ? budgets.swapAllTelling(written, event) : budgets.swapAll(written))) return verdicts;
  }
}

/** Counts one try. Throws E130429 with the seconds left, and counts nothing, while there is no room. */
export async function spendTry(deps: AuthDeps, lanes: readonly Lane[], counting?: Counting): Promise<Verdict> {
  const [verdict] = await spendTries(deps, [lanes], counting);
  if (!verdict) throw new Error("A try that is neither counted nor refused");
  return verdict;
}

/** Forgets the tries of who has just proved themselves. */
export async function refundTries(deps: AuthDeps, tx: StoreTransaction, ...lanes: Pick<Lane, "told" | "untold" | "also">[]): Promise<void> {
  const counters = lanes.flatMap(({ told, untold = [], also = [] }) => [...told, ...untold, ...also]);
  await tx.budgets.clear([...new Set(counters.map((counter) => keyOf(deps, counter)))]);
}

/** What was answered, or that it was refused. */
export type Outcome<T> = { answer: T } | { refusal: ApiError };

/**
 * Takes a refusal as an answer, for work in a transaction that has stored nothing but counts when it refuses: thrown there, it would undo
 * them. To be thrown after the commit.
 */
export async function asOutcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { answer: await work() };
  } catch (error) {
    if (isApiError(error)) return { refusal: error };
    throw error;
  }
}
