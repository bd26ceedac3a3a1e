// A copy of everything that the server has stored, as it is at one moment, while it runs: `pnpm db:backup [FILE]`. An SQLite file, of Postgres
// too: `pnpm db:move` brings it back to either.
import { existsSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { databaseUrl, describeDatabase, fail, failIfOlder, fileOf, isPostgresUrl, loadSettings, requireOf } from "./command.mjs";
import { copyTables } from "./copy-tables.mjs";
import { createProgress, openSource, openTarget } from "./open-tables.mjs";
import { createFile, namesOfTables, waitForDisk } from "./sqlite-tables.mjs";

const USAGE = `Usage:
  pnpm db:backup [FILE]   writes a copy of the database of DATABASE_URL to FILE, which must not be there; without FILE to the folder
                          backups beside the database, of Postgres to .data/backups`;

loadSettings();
const [path, ...more] = process.argv.slice(2);
if (path?.startsWith("-") || more.length > 0) fail(USAGE);
const url = databaseUrl();
const file = path === undefined ? defaultFile() : resolve(path);
// Under its name there is a whole backup or none.
const unfinished = `${file}.${process.pid}.unfinished`;
refuseExisting();

for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"]))
  process.once(signal, () => {
    removeUnfinished();
    process.exit(130);
  });
try {
  createFile(unfinished);
  if (isPostgresUrl(url)) await copyFromPostgres();
  else copyFromSqlite();
  const counts = countRows();
  for (const side of ["-wal", "-shm"]) rmSync(`${unfinished}${side}`, { force: true });
  waitForDisk(unfinished);
  refuseExisting();
  renameSync(unfinished, file);
  waitForDisk(dirname(file));
  report(counts);
} catch (error) {
  removeUnfinished();
  failIfOlder(error);
  fail(error.message);
}

/** In one transaction that reads: whoever writes meanwhile waits for nothing. */
function copyFromSqlite() {
  if (!existsSync(fileOf(url))) throw new Error(`There is no database at ${fileOf(url)}.`);
  const Database = requireOf("packages/db")("better-sqlite3");
  const database = new Database(fileOf(url), { readonly: true, fileMustExist: true, timeout: 5000 });
  database.prepare("VACUUM INTO ?").run(unfinished);
  database.close();
}

async function copyFromPostgres() {
  const source = await openSource(url);
  const target = await openTarget(`file:${unfinished}`);
  try {
    await copyTables(source, target, createProgress());
    await target.forgetMove();
  } finally {
    await target.close();
    await source.close();
  }
}

/** How many rows each table of the copy has, once SQLite has found it whole. */
function countRows() {
  const Database = requireOf("packages/db")("better-sqlite3");
  const database = new Database(unfinished, { fileMustExist: true });
  try {
    const problems = [...database.pragma("integrity_check"), ...database.pragma("foreign_key_check")];
    if (problems.length !== 1 || problems[0].integrity_check !== "ok")
      throw new Error(`The copy is broken, and so may be the database: ${JSON.stringify(problems.slice(0, 3))}`);
    return namesOfTables(database).map((name) => ({ name, rows: database.prepare(`SELECT COUNT(*) FROM "${name}"`).pluck().get() }));
  } finally {
    database.close();
  }
}

/** @param {{ name: string, rows: number }[]} counts */
function report(counts) {
  const filled = counts.filter(({ rows }) => rows > 0);
  for (const { name, rows } of filled) console.log(`  ${name.padEnd(24)} ${String(rows).padStart(10)}`);
  const megabytes = (statSync(file).size / 1e6).toFixed(1);
  const rows = filled.reduce((sum, one) => sum + one.rows, 0).toLocaleString("en");
  console.log(`${describeDatabase(url)}: ${rows} rows, ${megabytes} MB, in ${file}.`);
  console.log("Keep it as you would the database. AUTH_SECRET is not in it, and without that no key in it opens: keep that elsewhere.");
}

function refuseExisting() {
  if (!existsSync(file)) return;
  removeUnfinished();
  fail(`${file} is there already.`);
}

function removeUnfinished() {
  for (const side of ["", "-wal", "-shm", "-journal"]) rmSync(`${unfinished}${side}`, { force: true });
}

function defaultFile() {
  const root = join(import.meta.dirname, "..");
  const stamp = new Date().toISOString().slice(0, 19).replace(/[-:]/g, "").replace("T", "-");
  return join(isPostgresUrl(url) ? join(root, ".data") : dirname(fileOf(url)), "backups", `gatehouse-${stamp}.db`);
}
