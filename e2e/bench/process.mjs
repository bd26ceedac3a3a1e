// @ts-check
// What a server uses, as the system counts it: the process, its threads, and the processes it has started.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const hasProc = process.platform === "linux";

/**
 * The process, and those it has started that still run.
 * @param {number} pid
 * @returns {number[]}
 */
function processTree(pid) {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean),
  );
  return [pid, ...children.flatMap((child) => processTree(Number(child)))];
}

/**
 * Memory that several of the processes share counts once for each.
 * @param {number} pid
 */
export function residentMegabytes(pid) {
  if (!hasProc) return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
  const kilobytes = processTree(pid).map((each) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${each}/status`, "utf8"))?.[1] ?? 0));
  return kilobytes.reduce((sum, value) => sum + value, 0) / 1024;
}

/**
 * Processor time since the process began, in seconds.
 * @param {number} pid
 * @returns {number} NaN where it cannot be read finely enough
 */
export function processorSeconds(pid) {
  if (!hasProc) return Number.NaN;
  const ticks = processTree(pid).flatMap((each) => {
    const fields = readFileSync(`/proc/${each}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    // User and system time, its own and that of children that have ended, in hundredths of a second (proc(5)).
    return fields.slice(11, 15).map(Number);
  });
  return ticks.reduce((sum, value) => sum + value, 0) / 100;
}

/**
 * @param {number} pid
 * @returns {number} NaN where it cannot be read
 */
export function openFiles(pid) {
  return hasProc ? readdirSync(`/proc/${pid}/fd`).length : Number.NaN;
}
