import { randomUUID } from "node:crypto";
import SqliteConnection from "better-sqlite3";
import { createDatabaseFile } from "./database-file";
import { translateStorageError } from "./errors";
import { isPostgresUrl, parseDatabaseUrl } from "./locate";
import { type AppliedMigration, insistOnWholeCopy, MigrationError, messageOf, pendingAfter } from "./migration";
import { CREATE_HISTORY, INSERT_HISTORY, type Migration, readMigrations, SELECT_HISTORY } from "./migration-history.mjs";
import { retryWhileLocked } from "./retry-while-locked";

/** What a migration does that SQL cannot, after its SQL and in the same transaction. Answers what the operator has to know, a line each. */
export type MigrationStep = (database: SqliteConnection.Database) => string[];

export interface MigrateOptions {
  lockWaitMilliseconds?: number;
  /** By the name that a migration asks for them with, in a line of its SQL: `-- step: name`. */
  steps?: Readonly<Record<string, MigrationStep>>;
  /** Hears what steps have to say, once it is stored. */
  tell?(line: string): void;
}

/**
 * Applies the migrations of the folder (`<name>/migration.sql`, in the order of their names) that the database does not have yet, each in one
 * transaction, and returns their names. Makes the database file when it is missing. Any number of processes may do this at once: one applies, the
 * others wait. The history is kept as Prisma's own command line keeps it, so that either can go on where the other left off; but only here
 * the steps are run that a migration asks for beside its SQL. They are for SQLite: Postgres came later than what they mend.
 * @throws MigrationError when a migration fails (nothing of it is stored) or was changed after it had been applied
 * @throws StorageUnavailableError when the database stays locked, is read-only or full
 */
export async function migrate(
  url: string,
  folder: string,
  { lockWaitMilliseconds = 30_000, steps = {}, tell = () => {} }: MigrateOptions = {},
): Promise<string[]> {
  const migrations = await readMigrations(folder);
  if (isPostgresUrl(url)) {
    const { migratePostgres } = await import("./postgres-migrate");
    return migratePostgres(url, migrations, lockWaitMilliseconds);
  }
  const { path, readOnly } = parseDatabaseUrl(url);
  if (!readOnly) await createDatabaseFile(path);

  let connection: SqliteConnection.Database | undefined;
  try {
    const database = new SqliteConnection(path, { readonly: readOnly, fileMustExist: true, timeout: 0 });
    connection = database;
    const wait = <T>(statement: () => T) => retryWhileLocked(statement, performance.now() + lockWaitMilliseconds);
    await wait(() => database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;"));

    await wait(() => takeOver(database, readOnly));
    const names: string[] = [];
    for (const migration of await wait(() => pendingOf(database, migrations))) {
      await wait(() => database.exec("BEGIN IMMEDIATE"));
      const lines = applyOnce(database, migration, steps);
      if (lines === null) continue;
      names.push(migration.name);
      lines.forEach(tell);
    }
    return names;
  } catch (error) {
    throw translateStorageError(error);
  } finally {
    connection?.close();
  }
}

/** From now on this is no copy any more, but what a server works on. */
function takeOver(database: SqliteConnection.Database, readOnly: boolean): void {
  if (database.prepare(`SELECT 1 FROM "sqlite_schema" WHERE "name" = '_move'`).get() === undefined) return;
  const move = database.prepare<[], { finishedAt: string | null }>(`SELECT "finishedAt" FROM "_move"`).get();
  if (move) insistOnWholeCopy(move);
  if (!readOnly) database.exec(`DROP TABLE IF EXISTS "_move"`);
}

type Steps = Readonly<Record<string, MigrationStep>>;

/** Applies the migration in the transaction that has begun, and ends it. Answers what there is to tell; null when another process was first. */
function applyOnce(database: SqliteConnection.Database, migration: Migration, steps: Steps): string[] | null {
  try {
    const first = pendingOf(database, [migration]).length === 1;
    const lines = first ? apply(database, migration, steps) : null;
    database.exec("COMMIT");
    return lines;
  } catch (error) {
    if (database.inTransaction) database.exec("ROLLBACK");
    const translated = translateStorageError(error);
    if (translated !== error || error instanceof MigrationError) throw translated;
    throw new MigrationError(`Migration ${migration.name} failed, and nothing of it is stored: ${messageOf(error)}`, { cause: error });
  }
}

function apply(database: SqliteConnection.Database, { name, sql, checksum }: Migration, steps: Steps): string[] {
  const startedAt = Date.now();
  const [, stepName] = /^-- step: (\w+)$/m.exec(sql) ?? [];
  const step = stepName === undefined ? () => [] : steps[stepName];
  if (!step) throw new Error(`it asks for the step ${stepName}, which is not at hand`);
  database.exec(CREATE_HISTORY.sqlite);
  // Where it redefines a table, the SQL switches foreign keys off and on. That does nothing within a transaction: they are off already, and
  // the check below takes their place.
  database.exec(sql);
  const lines = step(database);
  const orphans = database.pragma("foreign_key_check");
  if (Array.isArray(orphans) && orphans.length > 0) throw new Error(`it leaves ${orphans.length} rows that refer to missing ones`);
  database.prepare(INSERT_HISTORY.sqlite).run(randomUUID(), checksum, name, startedAt, Date.now());
  return lines;
}

function pendingOf(database: SqliteConnection.Database, migrations: Migration[]): Migration[] {
  const exists = database.prepare(`SELECT 1 FROM "sqlite_schema" WHERE "name" = '_prisma_migrations'`).get() !== undefined;
  if (!exists) return migrations;
  return pendingAfter(database.prepare<[], AppliedMigration>(SELECT_HISTORY).all(), migrations);
}
