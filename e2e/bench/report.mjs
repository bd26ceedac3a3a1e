// @ts-check
import { cpus, loadavg, release, totalmem, type } from "node:os";

/** What the figures were measured on: only figures of one run compare. */
export function describeMachine() {
  const processors = cpus();
  const [load = 0] = loadavg();
  return [
    `${processors.length} × ${processors[0]?.model ?? "unknown processor"}, ${Math.round(totalmem() / 2 ** 30)} GB`,
    `${type()} ${release()}, Node ${process.version}`,
    `load average ${load.toFixed(2)}${load > 0.5 ? ": other things are running, so times are too long" : ""}`,
  ].join("; ");
}

/**
 * @typedef {{ columns: readonly string[], rows: readonly (readonly (string | number)[])[] }} Table
 * @typedef {{ holds: boolean, target: string }} Expected
 * @typedef {{ title: string, tables: Table[], figures: { name: string, value: string, expected?: Expected }[] }} Section
 */

/** @type {Section[]} */
const sections = [];

/** What was printed so far, for who writes it down as well. @returns {readonly Section[]} */
export const printedSections = () => sections;

/** @param {string} title */
export function heading(title) {
  sections.push({ title, tables: [], figures: [] });
  console.log(`\n${title}`);
}

/**
 * Prints a table, the first column to the left and figures to the right.
 * @param {readonly string[]} columns
 * @param {readonly (readonly (string | number)[])[]} rows
 */
export function table(columns, rows) {
  sections.at(-1)?.tables.push({ columns, rows });
  const lines = [columns, ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  for (const line of lines) {
    const cells = line.map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)));
    console.log(`  ${cells.join("  ")}`);
  }
}

/**
 * One figure, and what it should be.
 * @param {string} name
 * @param {string} value
 * @param {Expected} [expected]
 */
export function figure(name, value, expected) {
  sections.at(-1)?.figures.push({ name, value, expected });
  const verdict = expected === undefined ? "" : `   ${expected.holds ? "as it should be" : "NOT AS IT SHOULD BE"}: ${expected.target}`;
  console.log(`  ${name.padEnd(44)} ${value.padStart(12)}${verdict}`);
}

/** @param {ReadonlyMap<number, number>} statuses */
export function describeStatuses(statuses) {
  return [...statuses]
    .sort(([left], [right]) => left - right)
    .map(([status, count]) => `${count} × ${status}`)
    .join(", ");
}
