import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { hash, type Options, verify } from "@node-rs/argon2";
import { AuthError } from "@repo/contract/errors";

/** One hash or one check, and all that a thread is told. */
export type Work = { password: string; parameters: Options } | { password: string; stored: string };

/** Argon2 in threads of its own, so that every core hashes and the thread that answers still has one whenever it needs it. */
export interface HashThreads {
  /** Hashes at once; 0 while threads cannot be had, and hashes are made by libuv's pool instead. */
  readonly count: number;
  /**
   * A PHC string with its own random salt. Throws E010503 when the thread ended meanwhile, of whatever cause; the next hash has another one.
   */
  hash(password: string, parameters: Options): Promise<string>;
  /** Whether the password is the one behind `stored`. Throws as `hash` does, and for what is no PHC string. */
  verify(stored: string, password: string): Promise<boolean>;
  /** Ends the threads, and with E010503 what they are doing. */
  close(): Promise<void>;
}

export interface HashThreadsOptions {
  /** See {@link hashThreadFile}. */
  file: string;
  /** See {@link hashThreadCount}. */
  count: number;
  /** Is told in one line, for operators, of threads that ended or could not start. */
  tell(line: string): void;
}

/** What a thread runs, by the repository's root: bundled code cannot find it from its own place. */
export function hashThreadFile(root: string): string {
  return join(root, "packages", "auth", "src", "password", "hash-thread.cjs");
}

/** How many threads hash on so many cores: all of them where those threads can have a lower priority, else one fewer. */
export function hashThreadCount(cores: number, platform: NodeJS.Platform = process.platform): number {
  return platform === "linux" ? cores : Math.max(1, cores - 1);
}

/** Milliseconds until threads that could not start, or did not last, are tried again. */
const RETRY_MS = 60_000;
/** As many of each may end without a hash between them. */
const ENDED_IN_A_ROW_MAX = 2;
/** Megabytes of JavaScript in a thread, which has next to none. Argon2's own memory is not among them. */
const LIMITS = { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 2 };

type Answer = "ready" | { result: string | boolean } | { problem: string };

interface Job {
  work: Work;
  resolve(result: string | boolean | Promise<string | boolean>): void;
  reject(error: unknown): void;
}

interface Thread {
  worker: Worker;
  /** It has said that it can hash, and is given what it was taken for. */
  isReady: boolean;
  job: Job | null;
}

/** In libuv's pool, at the priority of everything else. */
function runHere(work: Work): Promise<string | boolean> {
  return "stored" in work ? verify(work.stored, work.password) : hash(work.password, work.parameters);
}

function refuseUnavailable(cause: unknown): AuthError {
  return new AuthError("E010503", "The password could not be hashed. Try again shortly", { cause, retryAfterSeconds: 2 });
}

/**
 * Starts each thread when it is first needed, so that nothing waits for them and a quiet server has few. They keep no process alive unless
 * they hash. Whoever calls sees to it that no more is asked for at once than `count`.
 */
export function createHashThreads({ file, count, tell }: HashThreadsOptions): HashThreads {
  const threads = new Set<Thread>();
  let retryAt = Number.NEGATIVE_INFINITY;
  let endedInARow = 0;
  let isClosed = false;

  function start(): Thread {
    // It needs no setting and no secret of ours.
    const worker = new Worker(/* turbopackIgnore: true */ file, { env: {}, execArgv: [], resourceLimits: LIMITS, name: "password hashes" });
    const thread: Thread = { worker, isReady: false, job: null };
    let reason: unknown;
    worker.unref();
    worker.on("message", (answer: Answer) => {
      if (answer !== "ready") return finish(thread, answer);
      thread.isReady = true;
      if (thread.job) worker.postMessage(thread.job.work);
    });
    worker.on("error", (error) => {
      reason = error;
    });
    worker.on("exit", (code) => bury(thread, reason ?? new Error(`It ended with ${code}`)));
    threads.add(thread);
    return thread;
  }

  function finish(thread: Thread, answer: Exclude<Answer, "ready">): void {
    const { job } = thread;
    thread.job = null;
    endedInARow = 0;
    thread.worker.unref();
    if ("problem" in answer) job?.reject(new Error(answer.problem));
    else job?.resolve(answer.result);
  }

  function bury(thread: Thread, reason: unknown): void {
    const { job, isReady } = thread;
    threads.delete(thread);
    thread.job = null;
    if (!isReady && !isClosed) {
      stopTrying("No thread that hashes passwords could be started", reason);
      job?.resolve(runHere(job.work));
      return;
    }
    job?.reject(refuseUnavailable(reason));
    if (isClosed) return;
    if (++endedInARow > ENDED_IN_A_ROW_MAX * count) stopTrying("Threads that hash passwords end again and again", reason);
    else tell(`A thread that hashes passwords ended, and the next hash starts another: ${describe(reason)}`);
  }

  function stopTrying(what: string, reason: unknown): void {
    retryAt = performance.now() + RETRY_MS;
    endedInARow = 0;
    tell(`${what}, so that fewer are hashed at once for a minute: ${describe(reason)}`);
  }

  /** One that has nothing to do; null when none can be had. */
  function take(): Thread | null {
    for (const thread of threads) if (!thread.job) return thread;
    if (threads.size >= count || performance.now() < retryAt) return null;
    try {
      return start();
    } catch (error) {
      stopTrying("No thread that hashes passwords could be started", error);
      return null;
    }
  }

  function run(work: Work): Promise<string | boolean> {
    if (isClosed) return Promise.reject(refuseUnavailable(new Error("The server is stopping")));
    const thread = take();
    if (!thread) return runHere(work);
    return new Promise((resolve, reject) => {
      thread.job = { work, resolve, reject };
      thread.worker.ref();
      if (thread.isReady) thread.worker.postMessage(work);
    });
  }

  return {
    get count() {
      return performance.now() < retryAt ? threads.size : count;
    },
    hash: (password, parameters) => run({ password, parameters }) as Promise<string>,
    verify: (stored, password) => run({ password, stored }) as Promise<boolean>,
    async close() {
      isClosed = true;
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}

function describe(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}
