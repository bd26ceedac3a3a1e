import { defineCountedTry } from "./counted-try";
import type { Database, DatabaseOptions, Db } from "./database";
import { createDatabaseFile } from "./database-file";
import { isStorageUnavailable, translateStorageError } from "./errors";
import { PrismaClient } from "./generated/client";
import { parseDatabaseUrl } from "./locate";
import { defineNewUser } from "./new-user";
import { defineOpenedSession } from "./opened-session";
import { retryWhileLocked } from "./retry-while-locked";
import { defineSentChallenge } from "./sent-challenge";
import type { Sql, SqlFragment, SqlValue } from "./sql";
import { sqliteAdapter, transactionAdapter } from "./sqlite-adapter";
import { openSqlite, type SqliteOptions } from "./sqlite-connection";
import { createWriter } from "./sqlite-writer";

/** Runs of one transaction's callback. */
const attemptsMax = 3;

/**
 * Opens the database of an absolute `file:` URL (see parseDatabaseUrl); makes the file (mode 0600) and its folder (0700) when they are missing.
 * Does not migrate.
 * @throws StorageUnavailableError when it cannot be opened
 */
export async function openSqliteDatabase(url: string, { lockWaitMilliseconds = 5_000, ...hearers }: DatabaseOptions): Promise<Database> {
  const { path, readOnly } = parseDatabaseUrl(url);
  if (!readOnly) await createDatabaseFile(path);
  const options: SqliteOptions = { path, readOnly, lockWaitMilliseconds, ...hearers };
  const reader = await openSqlite(options);
  const written = await openSqlite(options).catch(async (error: unknown) => {
    await reader.prisma.dispose();
    throw error;
  });
  // Missing where somebody opens a database to make its first tables.
  if (written.unheard.all`SELECT 1 FROM "sqlite_schema" WHERE "name" = 'User'`.length > 0) {
    defineNewUser(written);
    defineSentChallenge(written);
    defineOpenedSession(written);
    defineCountedTry(written);
  }
  const writer = createWriter(written, options);
  const prisma = new PrismaClient({
    adapter: sqliteAdapter({ reader, written, writer }, options),
    // Beyond the lock's own limit, which is the one that shall speak.
    transactionOptions: { maxWait: lockWaitMilliseconds + 5_000, timeout: 15_000 },
  });
  const inTransaction = new PrismaClient({ adapter: transactionAdapter({ written, writer }, options) });

  async function read<T>(statement: () => T): Promise<T> {
    try {
      return await retryWhileLocked(statement, performance.now() + lockWaitMilliseconds);
    } catch (error) {
      throw translateStorageError(error);
    }
  }

  const sql: Sql = {
    dialect: "sqlite",
    all: <Row extends object>(text: TemplateStringsArray, ...values: (SqlValue | SqlFragment)[]) =>
      reader.statements.isReading(text, ...values)
        ? read(() => reader.statements.all<Row>(text, ...values))
        : writer.run(async () => writer.within(() => written.statements.all<Row>(text, ...values))),
    run: (text, ...values) => writer.run(async () => writer.within(() => written.statements.run(text, ...values))),
  };

  /** One run of a transaction's callback. What it leaves behind cannot reach into the transactions after it. */
  async function runOnce<T>(work: (tx: Db, sql: Sql) => Promise<T>): Promise<T> {
    let open = true;
    const insistOpen = () => {
      if (!open) throw new Error("The transaction has ended");
    };
    const tx = new Proxy(inTransaction, {
      get(client, name) {
        insistOpen();
        return Reflect.get(client, name);
      },
    });
    const ownSql: Sql = {
      dialect: "sqlite",
      async all(text, ...values) {
        insistOpen();
        return writer.within(() => written.statements.all(text, ...values));
      },
      async run(text, ...values) {
        insistOpen();
        return writer.within(() => written.statements.run(text, ...values));
      },
    };
    try {
      return await work(tx, ownSql);
    } finally {
      open = false;
    }
  }

  return {
    prisma,
    sql,
    async transaction(work, { durable = true } = {}) {
      for (let attempt = 1; ; attempt++) {
        let begun = false;
        try {
          return await writer.run(() => {
            begun = true;
            return runOnce(work);
          }, durable);
        } catch (error) {
          // To begin has been waited for already.
          const lostLock = begun && isStorageUnavailable(error) && error.reason === "locked";
          if (!lostLock || attempt === attemptsMax) throw error;
        }
      }
    },
    async ready() {
      await sql.all`SELECT 1 FROM sqlite_schema LIMIT 1`;
    },
    async close() {
      await Promise.all([prisma.$disconnect(), inTransaction.$disconnect()]);
      await Promise.all([reader.prisma.dispose(), written.prisma.dispose()]);
    },
  };
}
