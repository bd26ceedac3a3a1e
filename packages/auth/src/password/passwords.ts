import { AsyncLocalStorage } from "node:async_hooks";
import * as inProcess from "@node-rs/argon2";
import { AuthError } from "@repo/contract/errors";
import PQueue from "p-queue";
import { createFairOrder, type Owners } from "./fair-order";
import type { HashThreads } from "./hash-threads";
import { readImportedHash } from "./imported-hash";

/** Hashes and checks passwords, a few at a time, in turn for those who wait. */
export interface Passwords {
  /** A PHC string with its own random salt. */
  hash(password: string): Promise<string>;
  /**
   * Whether the password is the one behind `stored`. Null stands for "there is none": costs one hash all the same, and is false,
   * so that time does not tell who has an account.
   *
   * @param asTyped the password before it was brought to one spelling, which those who made an imported hash may not have done
   */
  verify(stored: string | null, password: string, asTyped?: string): Promise<boolean>;
  /** Whether a stored hash was made with other parameters than today's. */
  needsRehash(stored: string): boolean;
  /**
   * Runs a whole call that hashes. Throws E130429 instead when so many are under way that its answer would come too late: of its own
   * owners, or of many others. What one client address or one account brings keeps nobody else waiting: its hashes are done in turn.
   */
  admit<T>(owners: Owners, call: () => Promise<T>): Promise<T>;
  /** Throws E130429 when `admit` would for these owners: for turning callers away before anything is done for them. */
  refuseWhenFull(owners: Owners): void;
}

export interface PasswordsOptions {
  /**
   * Hashes at once by libuv's pool, at the priority of everything else: fewer than the cores and than its threads, so that other work is not
   * starved. That is all of them where there are no threads of their own, and those of other systems in any case.
   */
  concurrency: number;
  /** Where our own hashes are made. */
  threads?: HashThreads;
}

// OWASP's floor for argon2id; raising it here upgrades every user at the next sign-in (P12, P14).
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const OURS = `$argon2id$v=19$m=${PARAMETERS.memoryCost},t=${PARAMETERS.timeCost},p=${PARAMETERS.parallelism}$`;
// The hash of a random password that nobody kept, at today's parameters.
const NOBODY = `${OURS}DU4LyYNvk+BwLgDMZGlK1g$klZ2mBOaiVis/4XgG5Uq4wqclerIbVxq5wfA3hn23D0`;
/** Whoever would wait longer than this is refused: an answer is to be there within five seconds, and an estimate errs. */
const WAIT_SECONDS = 4;
/** Milliseconds from one answer to the next, until some have been measured: what a slow machine with two cores takes. */
const ESTIMATE_MS = 25;
/** How much of an estimate the newest measurement is: it follows a machine that has become slower within a few dozen calls. */
const NEWEST = 1 / 16;

/** Who is waiting for a hash; nobody in particular outside of `admit`. */
const waiting = new AsyncLocalStorage<Owners>();

/**
 * The real hasher: argon2id, a few at a time. What limits sign-ins is more than that, the database and the signatures take about as long
 * again; so it is whole calls that are counted and timed. Their hashes are timed as well: wrong passwords cost those, and are no measure of
 * a whole call.
 */
export function createPasswords({ concurrency, threads }: PasswordsOptions): Passwords {
  const { hash, verify } = threads ?? inProcess;
  const queue = new PQueue({ concurrency: countAtOnce() });
  const foreignQueue = new PQueue({ concurrency });
  const hashOrder = createFairOrder();
  const callOrder = createFairOrder();
  /** The places of the calls under way. */
  const underWay = new Set<{ place: number }>();
  let callMs = ESTIMATE_MS;
  let hashMs = 0;

  function countAtOnce(): number {
    return threads?.count || concurrency;
  }

  function countAhead(place: number): number {
    let ahead = 0;
    for (const call of underWay) if (call.place <= place) ahead += 1;
    return ahead;
  }

  function refuseWhenFull(owners: Owners): void {
    const ahead = countAhead(callOrder.next(owners));
    // However slow calls have become, as many as can be served at once are let in: their times are what the estimate recovers by.
    if (ahead < countAtOnce() || ahead * Math.max(callMs, hashMs) <= WAIT_SECONDS * 1000) return;
    throw new AuthError("E130429", "Too many sign-ins at once. Try again in a few seconds", { retryAfterSeconds: WAIT_SECONDS });
  }

  async function timed<T>(work: () => Promise<T>): Promise<T> {
    const start = performance.now();
    const answer = await work();
    hashMs += ((performance.now() - start) / countAtOnce() - hashMs) * NEWEST;
    return answer;
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const place = hashOrder.take(waiting.getStore() ?? []);
    const atOnce = countAtOnce();
    if (queue.concurrency !== atOnce) queue.concurrency = atOnce;
    const run = () => {
      hashOrder.reach(place);
      return timed(work);
    };
    // p-queue answers nothing for tasks that were aborted or timed out; ours are neither.
    return queue.add(run, { priority: -place }) as Promise<T>;
  }

  /** Costs as much as checking a hash of ours, and says no. */
  async function verifyNobody(password: string): Promise<false> {
    await verify(NOBODY, password);
    return false;
  }

  /**
   * What is wrong costs a hash of ours besides: some imported ones are checked in no time, and that would tell that somebody has an account,
   * and what its password is protected by.
   */
  async function verifyForeign(stored: string, password: string, asTyped: string): Promise<boolean> {
    const imported = readImportedHash(stored);
    if (!imported || imported.excess !== null) return verifyNobody(password);
    // What a library will not compute is nobody's password: an error would tell that there is an account.
    const matches = (typed: string) => foreignQueue.add(() => imported.matches(typed)).catch(() => false);
    if (await matches(password)) return true;
    // Whoever hashed it may have taken what was typed as it was.
    return asTyped !== password && (await matches(asTyped)) ? true : verifyNobody(password);
  }

  return {
    hash: (password) => inTurn(() => hash(password, PARAMETERS)),
    verify: (stored, password, asTyped = password) =>
      inTurn(() => {
        if (stored === null) return verifyNobody(password);
        return stored.startsWith(OURS) ? verify(stored, password) : verifyForeign(stored, password, asTyped);
      }),
    needsRehash: (stored) => !stored.startsWith(OURS),
    async admit(owners, call) {
      refuseWhenFull(owners);
      const own = { place: callOrder.take(owners) };
      underWay.add(own);
      const start = performance.now();
      const ahead = countAhead(own.place);
      try {
        const answer = await waiting.run(owners, call);
        // Its time was spent on those that came before it as well (Little's law). Failures may have cost no hash, and teach nothing.
        callMs += ((performance.now() - start) / ahead - callMs) * NEWEST;
        return answer;
      } finally {
        underWay.delete(own);
        callOrder.reach(own.place);
      }
    },
    refuseWhenFull,
  };
}
