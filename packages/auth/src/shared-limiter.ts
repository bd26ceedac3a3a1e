import type { AllowanceAnswer, AllowanceCounter, AllowanceRequest } from "@repo/db/allowances";
import type { Clock } from "./clock-and-random";
import { type Limiter, rememberLast, secondsToNext } from "./limiter";

/** From so many calls a minute on, a twentieth of them is let through without asking, and told afterwards. */
const CREDIT_FROM = 100;
const CREDIT_SHARE = 20;
/** How long what was let through is kept to itself, and how long it is believed that an address has used nothing. */
const TELL_MS = 1_000;
const REMOVE_MS = 60_000;
/** Keys counted at once. */
const BATCH = 500;
/** That limits are not shared is said once in so many milliseconds. */
const COMPLAIN_MS = 60_000;

export interface SharedLimiterOptions {
  /** Where all processes count. */
  counter: Pick<AllowanceCounter, "count" | "removeWhole">;
  clock: Clock;
  /** What stands for a key where all count, for no address is to be read there. */
  digest(key: string): string;
  /** Is told in one line, for operators, that this process counts alone for now. */
  tell(line: string): void;
}

export interface SharedLimiter extends Limiter {
  /** Tells the others what was let through here. Does so by itself every second. */
  report(): Promise<void>;
  /** Reports for the last time. */
  close(): Promise<void>;
}

/** What is known here of an allowance: never less than is left, since the others only take from it. */
interface View {
  digest: string;
  calls: number;
  minutes: number;
  tokens: number;
  at: number;
  /** When the counter was asked last. */
  askedAt: number;
  /** Calls that were let through here, and are not told yet. */
  untold: number;
}

interface Question {
  view: View;
  wanted: 0 | 1;
  /** Takes the seconds to wait. */
  answer(seconds: number): void;
}

/**
 * Token buckets that all processes share. Allowances below a hundred calls a minute are exact: each call asks, by a count that it shares with
 * all others of the moment. Of larger ones each process lets a twentieth through between two reports, so that nobody waits for the
 * counter and the load on it is a count a second: together they let through the allowance and at most a twentieth of it more for each
 * further process. What was let through too much is owed. Who is known to have nothing left is refused without asking.
 *
 * While the counter does not answer, this process counts alone, from what it knew last.
 */
export function createSharedLimiter({ counter, clock, digest, tell }: SharedLimiterOptions): SharedLimiter {
  const views = rememberLast<View>();
  // By digest, who was let through last at the end.
  const owing = rememberLast<View>();
  let questions: Question[] = [];
  let isSending = false;
  let telling: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let isClosed = false;
  let complainedAt = Number.NEGATIVE_INFINITY;

  function add(key: string, calls: number, minutes: number, now: number): View {
    const unknown = { digest: digest(key), calls, minutes, tokens: calls, at: now, askedAt: Number.NEGATIVE_INFINITY, untold: 0 };
    // It may have been forgotten here with something still untold.
    const view = owing.peek(unknown.digest) ?? unknown;
    views.set(key, view);
    return view;
  }

  function present(key: string, calls: number, minutes: number): View {
    const now = clock.now().getTime();
    const view = views.get(key) ?? add(key, calls, minutes, now);
    const earned = (Math.max(0, now - view.at) * calls) / (minutes * 60_000);
    return Object.assign(view, { tokens: Math.min(calls, view.tokens + earned), at: now });
  }

  const waitOf = ({ tokens, calls, minutes }: View) => secondsToNext(tokens, calls, minutes);

  function letThrough(view: View): void {
    view.tokens -= 1;
    view.untold += 1;
    owing.set(view.digest, view);
    reportSoon();
  }

  function reportSoon(): void {
    // A report that was under way then has nobody left to tell.
    if (!isClosed) telling ??= setTimeout(() => void report(), TELL_MS).unref();
  }

  /** What goes into the next count: each allowance once, though it may have been forgotten and met again meanwhile. */
  function takeBatch(): Question[] {
    const batch = new Map<string, View>();
    const asked: Question[] = [];
    const later: Question[] = [];
    let taken = 0;
    for (const question of questions) {
      if (batch.size === BATCH) break;
      taken++;
      const { view } = question;
      if (!batch.has(view.digest)) batch.set(view.digest, view);
      (batch.get(view.digest) === view ? asked : later).push(question);
    }
    questions = [...later, ...questions.slice(taken)];
    return asked;
  }

  /** Asks as long as there is something to ask, one count at a time. */
  async function send(): Promise<void> {
    if (isSending) return;
    isSending = true;
    // What is asked in the same moment goes along.
    await null;
    while (questions.length > 0) {
      const asked = takeBatch();
      const requests = new Map<View, AllowanceRequest>();
      for (const { view, wanted } of asked) {
        const { digest: key, calls, minutes, untold: spent } = view;
        const request = requests.get(view) ?? { key, calls, seconds: minutes * 60, spent, wanted: 0 };
        requests.set(view, { ...request, wanted: request.wanted + wanted });
      }
      try {
        settle(asked, requests, await counter.count([...requests.values()]));
      } catch (error) {
        decideAlone(asked, error);
      }
    }
    isSending = false;
  }

  function settle(asked: readonly Question[], requests: ReadonlyMap<View, AllowanceRequest>, answers: readonly AllowanceAnswer[]): void {
    const byKey = new Map(answers.map((answer) => [answer.key, answer]));
    const now = clock.now().getTime();
    const left = new Map<View, number>();
    for (const [view, { key, spent }] of requests) {
      const { tokens, granted } = byKey.get(key) ?? { tokens: view.tokens, granted: 0 };
      view.untold -= spent;
      if (view.untold === 0 && owing.peek(key) === view) owing.delete(key);
      // Without what was let through while the question was under way.
      Object.assign(view, { tokens: tokens - view.untold, at: now, askedAt: now });
      left.set(view, granted);
    }
    for (const { view, wanted, answer } of asked) {
      const isLetThrough = wanted > 0 && (left.get(view) ?? 0) > 0;
      if (isLetThrough) left.set(view, (left.get(view) ?? 0) - 1);
      answer(isLetThrough ? 0 : Math.max(wanted, waitOf(view)));
    }
  }

  /** From what was known last, and owing it. */
  function decideAlone(asked: readonly Question[], error: unknown): void {
    failures++;
    for (const { view, wanted, answer } of asked) {
      const wait = waitOf(view);
      if (wanted > 0 && wait === 0) letThrough(view);
      answer(wait);
    }
    const now = clock.now().getTime();
    if (Math.abs(now - complainedAt) < COMPLAIN_MS) return;
    complainedAt = now;
    tell(`Limits on addresses count in this process alone for now: ${error instanceof Error ? error.message : String(error)}`);
  }

  function ask(view: View, wanted: 0 | 1): Promise<number> {
    return new Promise((answer) => {
      questions.push({ view, wanted, answer });
      void send();
    });
  }

  async function report(): Promise<void> {
    clearTimeout(telling);
    telling = undefined;
    const failed = failures;
    // Who is let through meanwhile goes to the end, and is told next time.
    for (let rounds = Math.ceil(owing.size / BATCH); rounds > 0 && failures === failed; rounds--) {
      await Promise.all(firstOwing().map((view) => ask(view, 0)));
    }
    // A counter that is away is not asked for all the rest as well.
    if (failures !== failed) reportSoon();
  }

  /** As many as one count takes, of whom was let through longest ago. */
  function firstOwing(): View[] {
    const first: View[] = [];
    for (const view of owing.rvalues()) if (view && first.push(view) === BATCH) break;
    return first;
  }

  const removing = setInterval(() => void counter.removeWhole().catch(() => undefined), REMOVE_MS).unref();

  return {
    take(key, calls, minutes = 1) {
      const view = present(key, calls, minutes);
      if (view.tokens < 1) return waitOf(view);
      const credit = calls / minutes < CREDIT_FROM ? 0 : Math.floor(calls / CREDIT_SHARE);
      if (view.untold >= credit) return ask(view, 1);
      letThrough(view);
      return 0;
    },
    peek(key, calls, minutes = 1) {
      const view = present(key, calls, minutes);
      const isUnused = view.tokens > calls - 1 && Math.abs(view.at - view.askedAt) <= TELL_MS;
      return view.tokens < 1 || isUnused ? waitOf(view) : ask(view, 0);
    },
    report,
    async close() {
      clearInterval(removing);
      isClosed = true;
      await report();
    },
  };
}
