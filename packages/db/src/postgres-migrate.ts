import { randomUUID } from "node:crypto";
import pg from "pg";
import { translateStorageError } from "./errors";
import { type AppliedMigration, insistOnWholeCopy, type Migration, MigrationError, messageOf, pendingAfter } from "./migration";
import { define } from "./postgres-definitions";

/** By which Prisma's own command line keeps its migrations apart. */
const LOCK = 72_707_369;

/** As `migrate` does it for Postgres: whoever has the advisory lock migrates, the others wait for it. */
export async function migratePostgres(url: string, migrations: readonly Migration[], lockWaitMilliseconds: number): Promise<string[]> {
  const client = new pg.Client({
    connectionString: url,
    lock_timeout: lockWaitMilliseconds,
    connectionTimeoutMillis: lockWaitMilliseconds,
    application_name: "gatehouse migrate",
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await takeOver(client);
    const pending = pendingAfter(await historyOf(client), migrations);
    for (const migration of pending) await inTransaction(client, migration.name, () => apply(client, migration));
    await inTransaction(client, "of functions and views", () => define(client));
    return pending.map(({ name }) => name);
  } catch (error) {
    throw translateStorageError(error);
  } finally {
    // The lock goes with the connection.
    await client.end().catch(() => undefined);
  }
}

/** From now on this is no copy any more, but what a server works on. */
async function takeOver(client: pg.Client): Promise<void> {
  const { rows: tables } = await client.query(`SELECT 1 WHERE to_regclass('"_move"') IS NOT NULL`);
  if (tables.length === 0) return;
  const { rows } = await client.query<{ finishedAt: string | null }>(`SELECT "finishedAt" FROM "_move"`);
  rows.forEach(insistOnWholeCopy);
  await client.query(`DROP TABLE "_move"`);
}

async function historyOf(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows: tables } = await client.query(`SELECT 1 WHERE to_regclass('"_prisma_migrations"') IS NOT NULL`);
  if (tables.length === 0) return [];
  const { rows } = await client.query<AppliedMigration>(
    `SELECT "migration_name" AS "name", "checksum", "finished_at" IS NOT NULL AS "finished"
     FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`,
  );
  return rows;
}

async function inTransaction(client: pg.Client, name: string, work: () => Promise<void>): Promise<void> {
  await client.query("BEGIN");
  try {
    await work();
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    const translated = translateStorageError(error);
    if (translated !== error) throw translated;
    throw new MigrationError(`Migration ${name} failed, and nothing of it is stored: ${messageOf(error)}`, { cause: error });
  }
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const startedAt = new Date();
  await client.query(createHistory);
  await client.query(sql);
  await client.query(
    `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
     VALUES ($1, $2, $3, $4, now(), 1)`,
    [randomUUID(), checksum, name, startedAt],
  );
}

/** As Prisma's engine makes it. */
const createHistory = `
CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           TIMESTAMPTZ,
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        TIMESTAMPTZ,
    "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
)`;
