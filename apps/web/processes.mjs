// @ts-check
// The process that serves nothing itself, and keeps as many others serving behind its port as WEB_CONCURRENCY says. It knows no setting but
// that, asks no database and loads nothing of the application, so that nothing that ends one of them ends it.
import cluster from "node:cluster";
import { setTimeout as delay } from "node:timers/promises";

/** @typedef {import("node:cluster").Worker} Worker */

/** Milliseconds until another process is tried after one that ended before it served, doubled each time. */
const FIRST_WAIT = 500;
const LAST_WAIT = 30_000;

/** Milliseconds until a process that was asked to end is ended. It cuts off itself what it cannot finish in ten seconds. */
const STOP_DEADLINE = 20_000;

/** What a process is asked to do, and what it says when it serves: from where it is reached. */
export const STOP = "stop";
/** @typedef {{ serves: string }} Served */

/**
 * Resolves once all of them serve. The first starts alone: it migrates, and what it cannot start with is told once and ends everything.
 *
 * SIGTERM and SIGINT end them, each after it has finished what is in flight; a second signal does not wait. SIGUSR2 replaces one after the
 * other, each once its successor serves, so that nobody notices; so does SIGHUP, unless it is the terminal that hangs up.
 * @param {{ count: number, port: string }} options
 */
export async function keepProcesses({ count, port }) {
  /** Those that serve. @type {Set<Worker>} */
  const serving = new Set();
  /** Those that were asked to end. @type {Set<Worker>} */
  const retired = new Set();
  let isStopping = false;
  /** @type {Promise<void> | undefined} */
  let replacing;
  let isAskedAgain = false;
  let reach = "";

  /**
   * Resolves when it serves.
   * @returns {Promise<Worker>}
   * @throws Error with the code it ended with before that
   */
  function start() {
    // A process that stalls or ends takes no connection with it that it has not begun to read: whoever has time takes the next one. Handing
    // them out in turn would be more even, but what was handed to a process that was just killed would never be answered.
    cluster.schedulingPolicy = cluster.SCHED_NONE;
    const worker = cluster.fork({ GATEHOUSE_PROCESSES: String(count) });
    return new Promise((resolve, reject) => {
      worker.on("message", (/** @type {Served} */ { serves }) => {
        reach = serves;
        serving.add(worker);
        resolve(worker);
      });
      // It is gone, and that is told by its exit.
      worker.on("error", () => undefined);
      worker.on("exit", (code, signal) => {
        const isLost = serving.delete(worker) && !retired.has(worker);
        retired.delete(worker);
        reject(Object.assign(new Error(`It ended with ${signal ?? code}`), { code: code ?? 1 }));
        if (!isLost || isStopping) return;
        console.error(`Process ${worker.process.pid} ended with ${signal ?? code}; another takes its place`);
        void startUntilServed();
      });
    });
  }

  async function startUntilServed() {
    for (let wait = FIRST_WAIT; !isStopping; wait = Math.min(wait * 2, LAST_WAIT)) {
      const isServing = await start().then(
        () => true,
        () => false,
      );
      if (isServing) return;
      await delay(wait, undefined, { ref: false });
    }
  }

  /**
   * Resolves when it has ended, having finished what is in flight.
   * @param {Worker} worker
   * @returns {Promise<void>}
   */
  function retire(worker) {
    if (worker.isDead()) return Promise.resolve();
    const hasServed = serving.has(worker);
    retired.add(worker);
    return new Promise((resolve) => {
      const cut = setTimeout(() => worker.process.kill("SIGKILL"), STOP_DEADLINE);
      worker.once("exit", () => {
        clearTimeout(cut);
        resolve();
      });
      // One that does not serve yet may not listen yet either. It may be ending already.
      if (hasServed) worker.send(STOP, () => undefined);
      else worker.process.kill("SIGTERM");
    });
  }

  async function replaceAll() {
    for (const worker of [...serving]) {
      if (isStopping) return;
      try {
        await start();
      } catch {
        return console.error("A new process could not start, so the present ones go on");
      }
      await retire(worker);
    }
    if (!isStopping) console.log(`All ${count} processes were replaced`);
  }

  function replace() {
    if (replacing) {
      isAskedAgain = true;
      return;
    }
    replacing = replaceAll().finally(() => {
      replacing = undefined;
      if (isAskedAgain) replace();
      isAskedAgain = false;
    });
  }

  async function stop() {
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    if (isStopping) {
      for (const worker of workers) worker.process.kill("SIGKILL");
      process.exit(1);
    }
    isStopping = true;
    await Promise.all(workers.map(retire));
    process.exit(0);
  }

  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => void stop());
  for (const signal of process.stdout.isTTY ? ["SIGUSR2"] : ["SIGUSR2", "SIGHUP"]) process.on(signal, () => void replace());

  try {
    await start();
  } catch (error) {
    if (!isStopping) process.exit(/** @type {{ code: number }} */ (error).code);
    return;
  }
  await Promise.all(Array.from({ length: count - 1 }, startUntilServed));
  if (!isStopping) console.log(`Listening on port ${port}, ${reach}, with ${count} processes`);
}
