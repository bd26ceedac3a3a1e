// @ts-check
// What a process uses, as the system counts it.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const hasProc = process.platform === "linux";

/** @param {number} pid */
export function residentMegabytes(pid) {
  if (hasProc) return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}

/**
 * Processor time since the process began, of all its threads, in seconds.
 * @param {number} pid
 * @returns {number} NaN where it cannot be read finely enough
 */
export function processorSeconds(pid) {
  if (!hasProc) return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  // User and system time, in hundredths of a second (proc(5)).
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/**
 * @param {number} pid
 * @returns {number} NaN where it cannot be read
 */
export function openFiles(pid) {
  return hasProc ? readdirSync(`/proc/${pid}/fd`).length : Number.NaN;
}
