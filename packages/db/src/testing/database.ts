import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import SqliteConnection from "better-sqlite3";
import pg from "pg";
import { inject } from "vitest";
import { type Database, type DatabaseOptions, openDatabase } from "../client";
import type { Dialect } from "../dialect";
import { command } from "./postgres.mjs";

declare module "vitest" {
  export interface ProvidedContext {
    testDatabases: { folder: string; template: string };
    /** URLs of a cluster of Postgres: of its own database, and of the one to copy. Null where there is none. */
    testCluster: { own: string; template: string } | null;
    /** Which database the tests of a project are run on. */
    dialect: Dialect;
  }
}

export interface TestDatabase {
  database: Database;
  /** Opens the same database once more, as another process would. */
  url: string;
  /** Its file; "" on Postgres. */
  file: string;
  /** Closes the database and removes it. */
  cleanup(): Promise<void>;
}

/** Whether the tests of this project are run on Postgres. */
export const isOnPostgres = (): boolean => inject("dialect") === "postgresql";

/** Whether that is only for what differs there: with ON_POSTGRES=all every case is run. */
export const isOnPostgresInShort = (): boolean => isOnPostgres() && process.env.ON_POSTGRES !== "all";

export type BorrowedDatabase = Omit<TestDatabase, "file">;

type Hearers = Pick<DatabaseOptions, "onStatement" | "onCommit">;

/** An open database that tests borrow one after the other, and who hears it now. */
interface Lent {
  own: TestDatabase;
  hearers: Hearers;
}

/** Databases that tests have left as they found them, but for rows: opening one takes longer than most tests. */
const idle: Lent[] = [];

/** A migrated database of its own for one test, empty: a copy of the template that setup.ts makes once per run. */
export function createTestDatabase(options?: DatabaseOptions): Promise<TestDatabase> {
  return isOnPostgres() ? createPostgresDatabase(options) : createSqliteDatabase(options);
}

/**
 * The same, opened before where an earlier test of this worker is done with one. It is kept for another test, unless its tables were changed,
 * it was closed, or its URL was asked for: then others may have opened it. What stands in its file is not this test's alone.
 */
export async function borrowTestDatabase(hearers: Hearers = {}): Promise<BorrowedDatabase> {
  const kept = idle.pop();
  // Not when it is given back: what a test has not waited for may still be written then.
  if (kept) await emptyTestDatabase(kept.own);
  const lent = kept ?? (await openLent());
  const { own } = lent;
  const schema = await schemaVersion(own.database);
  let isSpent = false;
  const spend = () => {
    isSpent = true;
    return own;
  };
  lent.hearers = hearers;
  return {
    database: { ...own.database, close: () => spend().database.close() },
    get url() {
      return spend().url;
    },
    async cleanup() {
      lent.hearers = {};
      if (isSpent || (await schemaVersion(own.database)) !== schema) return own.cleanup();
      idle.push(lent);
    },
  };
}

async function openLent(): Promise<Lent> {
  const lent: Pick<Lent, "hearers"> = { hearers: {} };
  const own = await createTestDatabase({
    onStatement: (sql) => lent.hearers.onStatement?.(sql),
    onCommit: () => lent.hearers.onCommit?.(),
  });
  return Object.assign(lent, { own });
}

/** Another one after each change of the tables. Who changes those of Postgres does it by a connection of their own. */
async function schemaVersion({ sql }: Database): Promise<number> {
  if (isOnPostgres()) return 0;
  const [row] = await sql.all<{ schema_version: number }>`SELECT "schema_version" FROM pragma_schema_version`;
  return row?.schema_version ?? 0;
}

async function createSqliteDatabase(options?: DatabaseOptions): Promise<TestDatabase> {
  const { folder, template } = inject("testDatabases");
  const own = await mkdtemp(join(folder, "test-"));
  const file = join(own, "test.db");
  await copyFile(template, file, constants.COPYFILE_EXCL);
  const url = `file:${file}`;
  const database = await openDatabase(url, options);
  return {
    database,
    url,
    file,
    async cleanup() {
      await closeEraser(url);
      await database.close();
      await rm(own, { recursive: true });
    },
  };
}

async function createPostgresDatabase(options?: DatabaseOptions): Promise<TestDatabase> {
  const cluster = inject("testCluster");
  if (cluster === null) throw new Error("There is no Postgres to test on");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await command(cluster.own, `CREATE DATABASE "${name}" TEMPLATE "template"`);
  const url = cluster.template.replace("/template?", `/${name}?`);
  const database = await openDatabase(url, options);
  return {
    database,
    url,
    file: "",
    async cleanup() {
      await closeEraser(url);
      await database.close();
      await command(cluster.own, `DROP DATABASE "${name}" WITH (FORCE)`);
    },
  };
}

/** A database of Postgres without a table, whatever the project's tests are run on. */
export async function createEmptyPostgres(): Promise<{ url: string; drop(): Promise<void> }> {
  const cluster = inject("testCluster");
  if (cluster === null) throw new Error("There is no Postgres to test on");
  const name = `empty_${randomUUID().replaceAll("-", "")}`;
  await command(cluster.own, `CREATE DATABASE "${name}"`);
  return {
    url: cluster.template.replace("/template?", `/${name}?`),
    drop: () => command(cluster.own, `DROP DATABASE "${name}" WITH (FORCE)`),
  };
}

/** Whether there is a Postgres to test on; setup.ts says so where there is none. */
export const hasPostgres = (): boolean => inject("testCluster") !== null;

/** A file with the database of an earlier release (fixtures/NAME.sql), not migrated. Removed with all others. */
export async function restoreRelease(name: "first-release"): Promise<{ url: string }> {
  const own = await mkdtemp(join(inject("testDatabases").folder, "release-"));
  const file = join(own, "test.db");
  new SqliteConnection(file).exec(await readFile(join(import.meta.dirname, "../fixtures", `${name}.sql`), "utf8")).close();
  return { url: `file:${file}` };
}

/** Empties every table. For suites of many small cases: opening a database costs them more than what they test. */
export async function emptyTestDatabase({ url, file }: TestDatabase): Promise<void> {
  const eraser = erasers.get(url) ?? (isOnPostgres() ? await openPostgresEraser(url) : openSqliteEraser(file));
  erasers.set(url, eraser);
  await eraser.empty();
}

/** Empties the tables of one database, on a connection of its own that is kept. */
interface Eraser {
  empty(): unknown;
  close(): unknown;
}

/** By the URL of the database. */
const erasers = new Map<string, Eraser>();

async function closeEraser(url: string): Promise<void> {
  await erasers.get(url)?.close();
  erasers.delete(url);
}

async function openPostgresEraser(url: string): Promise<Eraser> {
  const client = new pg.Client({ connectionString: url });
  // The cluster may end before it.
  client.on("error", () => undefined);
  await client.connect();
  // Rows go whatever refers to them.
  await client.query("SET session_replication_role = replica");
  const { rows } = await client.query<{ name: string }>(
    `SELECT "relname" AS "name" FROM pg_class
     WHERE "relkind" = 'r' AND "relnamespace" = 'public'::regnamespace AND "relname" <> '_prisma_migrations'`,
  );
  const tables = rows.map(({ name }) => name);
  // Most are empty, and a statement each would take most of the time.
  const text = `SELECT ${tables.map((name) => `EXISTS (SELECT 1 FROM "${name}")`).join()}`;
  return {
    async empty() {
      const { rows } = await client.query<boolean[]>({ name: "filled", text, rowMode: "array" });
      const deletions = tables.filter((_, index) => rows[0]?.[index]).map((name) => `DELETE FROM "${name}"`);
      if (deletions.length > 0) await client.query(deletions.join(";"));
    },
    close: () => client.end(),
  };
}

function openSqliteEraser(file: string): Eraser {
  const connection = new SqliteConnection(file);
  connection.exec("PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF");
  // Neither the full-text index nor what SQLite keeps it in: triggers empty it.
  const tables = connection
    .prepare<[], string>(
      `SELECT name FROM pragma_table_list
       WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '_prisma_migrations'`,
    )
    .pluck()
    .all();
  // Most are empty, and a statement each would take most of the time.
  const filled = connection.prepare<[], number[]>(`SELECT ${tables.map((name) => `EXISTS (SELECT 1 FROM "${name}")`).join()}`).raw();
  const deletions = tables.map((name) => connection.prepare(`DELETE FROM "${name}"`));
  const deleteRows = connection.transaction(() => {
    for (const [index, isFilled] of (filled.get() ?? []).entries()) if (isFilled) deletions[index]?.run();
  });
  return { empty: () => deleteRows.immediate(), close: () => connection.close() };
}
