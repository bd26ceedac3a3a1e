// @ts-check
// Hashes passwords, one at a time, in a thread of hash-threads.ts. Plain JavaScript, because a thread is started by the path of a file,
// which no bundler touches; CommonJS, because the loader of ES modules takes 5 MB more.
const { setPriority } = require("node:os");
const { parentPort } = require("node:worker_threads");
const { hashSync, verifySync } = require("@node-rs/argon2");

/** @typedef {import("./hash-threads").Work} Work */

/**
 * A lower priority than that of the thread that answers, which then finds a core whenever it has something to do. Not the lowest: beside
 * programs that keep every core busy, people still sign in.
 */
const NICE = 15;

// Linux takes this for the calling thread alone; elsewhere it would be for the whole process.
if (process.platform === "linux") setPriority(0, NICE);

parentPort?.on("message", (/** @type {Work} */ work) => {
  try {
    const result = "stored" in work ? verifySync(work.stored, work.password) : hashSync(work.password, work.parameters);
    parentPort?.postMessage({ result });
  } catch (error) {
    parentPort?.postMessage({ problem: error instanceof Error ? error.message : String(error) });
  }
});
parentPort?.postMessage("ready");
