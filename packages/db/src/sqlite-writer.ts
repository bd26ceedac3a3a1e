import { setImmediate as turn } from "node:timers/promises";
import { isStorageUnavailable, StorageUnavailableError, translateStorageError } from "./errors";
import { retryWhileLocked } from "./retry-while-locked";
import type { SqliteConnection, SqliteOptions } from "./sqlite-connection";

/** Transactions under one commit: as many as keep the event loop waiting for a few milliseconds at most. */
const TOGETHER_MAX = 64;
/** How long a transaction may take, waiting not counted. */
const LIMIT_MS = 15_000;

/** What is to be written in one transaction, and who waits for it. */
interface Job {
  work(): Promise<unknown>;
  /** Whether it must survive a power failure. */
  durable: boolean;
  settle(outcome: Outcome): void;
}

type Outcome = { value: unknown } | { error: unknown };

export interface Writer {
  /**
   * Runs the work in a transaction of its own on the one connection that writes; nothing else is written meanwhile. Resolves when it is
   * committed. Those that come at the same time share a commit, and so one wait for the disk: nobody is answered before it, and each is
   * undone by itself when it throws. When the storage fails all of them fail, and nothing of theirs is stored.
   *
   * @param durable false: a power failure may undo it, a crash of the process does not; it does not wait for the disk
   */
  run<T>(work: () => Promise<T>, durable?: boolean): Promise<T>;
  /**
   * Runs a statement of the work that is under way. Throws what translateStorageError makes of its error. After a failure of the storage
   * nothing more is run: the transaction may have ended.
   */
  within<T>(statement: () => T): T;
  /** The same for Prisma's adapter, which answers later. */
  withinLater<T>(statement: () => Promise<T>): Promise<T>;
}

/** The connection's only writer. Other processes' writers are waited for when a transaction begins. */
export function createWriter(connection: SqliteConnection, { lockWaitMilliseconds, onCommit }: SqliteOptions): Writer {
  const waiting: Job[] = [];
  let isRunning = false;
  /** SQLite may have ended the transaction by itself after this; what followed would then be outside of it. */
  let failure: StorageUnavailableError | undefined;
  let synchronous = true;

  function within<T>(statement: () => T): T {
    if (failure) throw failure;
    try {
      return statement();
    } catch (error) {
      throw noteFailure(error);
    }
  }

  async function withinLater<T>(statement: () => Promise<T>): Promise<T> {
    if (failure) throw failure;
    try {
      return await statement();
    } catch (error) {
      throw noteFailure(error);
    }
  }

  function noteFailure(error: unknown): unknown {
    const translated = translateStorageError(error);
    if (isStorageUnavailable(translated)) failure ??= translated;
    return translated;
  }

  /** Has to be said outside of transactions. */
  function waitForDisk(wanted: boolean): void {
    if (synchronous === wanted) return;
    connection.command(wanted ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
    synchronous = wanted;
  }

  function undo(): void {
    connection.command("ROLLBACK TO job");
    connection.command("RELEASE job");
  }

  /** Runs one job to its end, undone if it throws. */
  async function runOne(job: Job): Promise<Outcome> {
    connection.command("SAVEPOINT job");
    try {
      const value = await withinLimit(job.work());
      if (failure) throw failure;
      connection.command("RELEASE job");
      return { value };
    } catch (error) {
      if (!failure) within(undo);
      return { error };
    }
  }

  /** Begins a transaction, runs who is waiting, commits, and only then tells them. */
  async function runTogether(): Promise<void> {
    const [first] = waiting;
    if (!first) return;
    try {
      waitForDisk(first.durable);
      await retryWhileLocked(() => connection.command("BEGIN IMMEDIATE"), performance.now() + lockWaitMilliseconds);
    } catch (error) {
      // Unless its time ran out meanwhile, which it was told then.
      if (waiting[0] === first) waiting.shift();
      first.settle({ error: translateStorageError(error) });
      return;
    }
    failure = undefined;
    const done: { job: Job; outcome: Outcome }[] = [];
    for (let job = waiting[0]; job && done.length < TOGETHER_MAX && !failure && (first.durable || !job.durable); job = waiting[0]) {
      waiting.shift();
      const outcome = await runOne(job).catch((error: unknown) => ({ error }));
      done.push({ job, outcome });
    }
    try {
      if (failure) throw failure;
      connection.command("COMMIT");
      if (first.durable && done.length > 0) onCommit?.();
    } catch (error) {
      const translated = translateStorageError(error);
      if (connection.isInTransaction()) connection.command("ROLLBACK");
      // Those that threw as well: what they threw may follow from what is undone now.
      for (const { job } of done) job.settle({ error: translated });
      return;
    }
    for (const { job, outcome } of done) job.settle(outcome);
  }

  async function runAll(): Promise<void> {
    while (waiting.length > 0) {
      // What arrives at the same time is read before the first begins, and is written with it.
      await turn();
      await runTogether();
    }
    isRunning = false;
  }

  return {
    run<T>(work: () => Promise<T>, durable = true) {
      return new Promise<T>((resolve, reject) => {
        const job: Job = {
          work,
          durable,
          settle(outcome) {
            clearTimeout(timer);
            if ("error" in outcome) reject(outcome.error);
            else resolve(outcome.value as T);
          },
        };
        const timer = setTimeout(() => {
          const place = waiting.indexOf(job);
          if (place === -1) return;
          waiting.splice(place, 1);
          reject(new StorageUnavailableError("locked", "Other writes took too long"));
        }, lockWaitMilliseconds);
        waiting.push(job);
        if (isRunning) return;
        isRunning = true;
        void runAll();
      });
    },
    within,
    withinLater,
  };
}

/** Rejects when the work takes too long: everybody else who writes is waiting for it. */
async function withinLimit<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`A transaction took longer than ${LIMIT_MS} ms`)), LIMIT_MS);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
