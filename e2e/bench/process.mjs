// @ts-check
// What a server uses, as the system counts it: the process, its threads, and the processes it has started.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const hasProc = process.platform === "linux";

/**
 * @param {() => string} read
 * @returns {string} nothing of what has ended meanwhile
 */
function unlessEnded(read) {
  try {
    return read();
  } catch {
    return "";
  }
}

/**
 * The process, and those it has started that still run.
 * @param {number} pid
 * @returns {number[]}
 */
function processTree(pid) {
  const tasks = unlessEnded(() => readdirSync(`/proc/${pid}/task`).join(" ")).split(" ");
  const children = tasks.flatMap((task) => unlessEnded(() => readFileSync(`/proc/${pid}/task/${task}/children`, "utf8")).split(" "));
  return [pid, ...children.filter(Boolean).flatMap((child) => processTree(Number(child)))];
}

/**
 * Memory that several of the processes share counts once for each.
 * @param {number} pid
 */
export function residentMegabytes(pid) {
  if (!hasProc) return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
  const kilobytes = processTree(pid).map((each) =>
    Number(/VmRSS:\s+(\d+)/.exec(unlessEnded(() => readFileSync(`/proc/${each}/status`, "utf8")))?.[1] ?? 0),
  );
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
    const fields = unlessEnded(() => readFileSync(`/proc/${each}/stat`, "utf8"))
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
