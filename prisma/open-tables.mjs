// Opens either database for `pnpm db:move` and `pnpm db:backup`.
import { existsSync } from "node:fs";
import { describeDatabase, fileOf, isPostgresUrl } from "./command.mjs";
import { openPostgresTables } from "./postgres-tables.mjs";
import { createFile, openSqliteTables } from "./sqlite-tables.mjs";

/** The database to read from. Throws in words where there is none, or no way to it. @param {string} url */
export async function openSource(url) {
  if (isPostgresUrl(url)) return inWords(url, () => openPostgresTables(url));
  insistOnFile(url);
  if (!existsSync(fileOf(url))) throw new Error(`There is no database at ${fileOf(url)}.`);
  return inWords(url, () => openSqliteTables(fileOf(url)));
}

/** The database to write to; a file is made. Throws in words where that cannot be, or there is no way to it. @param {string} url */
export async function openTarget(url) {
  if (isPostgresUrl(url)) return inWords(url, () => openPostgresTables(url, { isTarget: true }));
  insistOnFile(url);
  return inWords(url, () => {
    if (!existsSync(fileOf(url))) createFile(fileOf(url));
    return openSqliteTables(fileOf(url), { isTarget: true });
  });
}

/** @param {string} url */
function insistOnFile(url) {
  if (!/^file:./.test(url))
    throw new Error('The URL of a database is "file:" and the path of a file, or postgres://user:password@host:5432/database.');
}

/**
 * @template T
 * @param {string} url
 * @param {() => T | Promise<T>} open
 */
async function inWords(url, open) {
  try {
    return await open();
  } catch (error) {
    const { message, code } = /** @type {Error & { code?: string }} */ (error);
    throw new Error(`${describeDatabase(url)}: ${message || code}`, { cause: error });
  }
}

/**
 * A table on the terminal: what was copied, and by what it is known again.
 *
 * @param {readonly import("./copy-tables.mjs").Copied[]} copied
 */
export function describeCopied(copied) {
  const filled = copied.filter(({ rows }) => rows > 0);
  const lines = filled.map(({ name, rows, digest }) => `  ${name.padEnd(24)} ${String(rows).padStart(10)}  ${digest.slice(0, 16)}`);
  const empty = copied.length - filled.length;
  return [...lines, ...(empty > 0 ? [`  and ${empty} empty tables`] : [])].join("\n");
}

/** Tells how far a table is, at most once a second; on one line where somebody watches. */
export function createProgress() {
  let told = performance.now();
  let isLineOpen = false;
  return {
    /** @param {string} table @param {number} done @param {number} total */
    progress(table, done, total) {
      if (performance.now() - told < 1000) return;
      told = performance.now();
      const text = `${table}: ${done.toLocaleString("en")} of ${total.toLocaleString("en")} rows`;
      if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
      else console.error(text);
      isLineOpen = process.stderr.isTTY;
    },
    /** @param {string} line */
    tell(line) {
      if (isLineOpen) process.stderr.write("\r\u001b[K");
      isLineOpen = false;
      console.error(line);
    },
  };
}
