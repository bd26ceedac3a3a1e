import { randomUUID } from "node:crypto";
import pg from "pg";
import { translateStorageError } from "./errors";
import { type AppliedMigration, insistOnWholeCopy, MigrationError, messageOf, pendingAfter } from "./migration";
import { CREATE_HISTORY, INSERT_HISTORY, MIGRATION_LOCK, type Migration, SELECT_HISTORY } from "./migration-history.mjs";
import { define } from "./postgres-definitions";

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
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
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
  const { rows } = await client.query<AppliedMigration>(SELECT_HISTORY);
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
  await client.query(CREATE_HISTORY.postgresql);
  await client.query(sql);
  await client.query(INSERT_HISTORY.postgresql, [randomUUID(), checksum, name, startedAt, new Date()]);
}
