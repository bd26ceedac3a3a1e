// @ts-check
// apps/web/docs/benchmarks.md: what a run has shown, as a page.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const file = join(import.meta.dirname, "../../../apps/web/docs/benchmarks.md");

/** Where the part begins that another run has written. */
const PROCESSES = "## On Postgres, and with two processes";

/** The page in two parts: what one run has written, and the other. */
function readParts() {
  const text = readFileSync(file, "utf8");
  const at = text.indexOf(`\n${PROCESSES}`);
  return at === -1 ? { peers: text, processes: "" } : { peers: text.slice(0, at), processes: text.slice(at) };
}

/**
 * What `pnpm bench processes` has shown.
 * @param {{ sections: readonly import("../report.mjs").Section[], machine: string, rounds: number, seconds: number }} run
 */
export function writeProcesses({ sections, machine, rounds, seconds }) {
  const text = `
${PROCESSES}

Written by \`pnpm bench processes\`, on ${new Date().toISOString().slice(0, 10)}, ${machine}. One server on SQLite, one on Postgres, and one that runs two processes behind its port on Postgres (\`WEB_CONCURRENCY=2\`); ${rounds} rounds of ${seconds} s for each figure, otherwise as above. Postgres runs on the same processors and stores durably, as SQLite does; CPU is the server's alone, without what Postgres takes.

On two cores a second process gains nothing: one already takes both for hashes, and client and database want them as well. What it gains on a machine with cores to spare this run cannot show. What writes is SERIALIZABLE on Postgres: of transactions that meet in one page of an index one is undone and run again. With 16 codes asked for at once that happened four to five times for each that was sent, and with 30,000 users in the database nearly four times; one after the other they do not meet.

${sections.map(part).join("\n")}`;
  writeFileSync(file, readParts().peers + text.replaceAll("\n## ", "\n### ").replace(`### ${PROCESSES.slice(3)}`, PROCESSES));
  console.log(`\nWritten: ${file}`);
}

/**
 * @param {object} run
 * @param {readonly import("../report.mjs").Section[]} run.sections
 * @param {string} run.machine
 * @param {string} run.versions of the peers
 * @param {number} run.rounds
 * @param {number} run.seconds
 */
export function writePage({ sections, machine, versions, rounds, seconds }) {
  const text = `# Benchmarks

How fast this is beside better-auth, beside a bare route handler of Next, and beside the least that its parts can do: the password library and node:http alone. Written by \`pnpm bench peers\`.

## How it was measured

- On ${new Date().toISOString().slice(0, 10)}, ${machine}. Against ${versions}.
- Production builds over loopback, one connection for each request at once, kept open. The client has the same processors.
- Everything in one run, one after the other: ${rounds} rounds of ${seconds} s for each figure, in which each server has its turn and another one begins. Figures are medians; a ratio is the median of the rounds' ratios.
- CPU is processor time of the server, of its threads and of its helpers, for each call that succeeded; memory is resident at the end.
- Both keep users in SQLite by better-sqlite3, with a write-ahead log and \`synchronous=FULL\`. Both hash passwords with argon2id at the cost that is stored here; once better-auth hashes as it does by default. Mail goes to one server on loopback; processor time of a sent code includes its delivery.
- Calls a second are those that succeeded; what was refused is counted beside them, and times are those of all answers.
- Limits by address are off in both. Limits by account are on; many accounts take turns.
- better-auth has no refresh token: its nearest is \`/token\`, which signs one for a session. Its authenticator codes are verified within a session, which stores nothing; here they finish a sign-up or sign in, are used up, and open a session.

${sections.map(part).join("\n")}`;
  writeFileSync(file, text + readParts().processes);
  console.log(`\nWritten: ${file}`);
}

/** @param {import("../report.mjs").Section} section */
function part({ title, tables, figures }) {
  const rows = figures.map(({ name, value, expected }) => [name, value, expected?.target ?? "", verdict(expected)]);
  const all = rows.length === 0 ? tables : [...tables, { columns: ["what", "measured", "aim", ""], rows }];
  return `## ${title}\n\n${all.map(markdownTable).join("\n")}`;
}

/** @param {{ holds: boolean } | undefined} expected */
function verdict(expected) {
  if (expected === undefined) return "";
  return expected.holds ? "reached" : "short of it";
}

/** @param {import("../report.mjs").Table} table */
function markdownTable({ columns, rows }) {
  const lines = [columns, columns.map(() => "---"), ...rows];
  return `${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}
