// @ts-check
// The thread that hashes, but for passwords that end it.
const { parentPort } = require("node:worker_threads");

/** @type {Record<string, () => void>} */
const ENDS = {
  "exit, please": () => process.exit(3),
  "run out of memory, please": () => {
    for (const kept = [[0]]; ; ) kept.push(new Array(1000).fill(kept.length));
  },
};

parentPort?.on("message", ({ password }) => ENDS[password]?.());
require("../password/hash-thread.cjs");
