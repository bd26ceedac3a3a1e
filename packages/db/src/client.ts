import { createDatabaseFile } from "./database-file";
import { isStorageUnavailable } from "./errors";
import { type Prisma, PrismaClient } from "./generated/client";
import { parseDatabaseUrl } from "./locate";
import { sqliteAdapter } from "./sqlite-adapter";

/** Runs of one transaction's callback. */
const attemptsMax = 3;

/** What a query needs, in a transaction or outside of one: the tables and raw SQL. */
export type Db = Prisma.TransactionClient;

/** An open database. Everything it does throws StorageUnavailableError when the storage cannot do it now. */
export interface Database {
  readonly prisma: PrismaClient;
  /**
   * Runs the work in one write transaction (BEGIN IMMEDIATE): all of it is stored or, when it throws, nothing. The whole callback runs again
   * when the lock was lost on the way, so it does nothing but use `tx`. Writing through `prisma` inside it would wait for itself.
   */
  transaction<T>(work: (tx: Db) => Promise<T>): Promise<T>;
  /** Resolves when the database can be read. */
  ready(): Promise<void>;
  /** Rolls open transactions back and closes the file. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** How long a write waits for other writers, of this process and of others, before it fails. */
  lockWaitMilliseconds?: number;
  /** Hears the SQL of every statement, without its values. */
  onStatement?(sql: string): void;
}

/**
 * Opens the database of an absolute `file:` URL (see parseDatabaseUrl); makes the file (mode 0600) and its folder (0700) when they are missing.
 * Does not migrate.
 * @throws StorageUnavailableError when it cannot be opened
 */
export async function openDatabase(url: string, { lockWaitMilliseconds = 5_000, onStatement }: DatabaseOptions = {}): Promise<Database> {
  const { path, readOnly } = parseDatabaseUrl(url);
  if (!readOnly) await createDatabaseFile(path);
  const prisma = new PrismaClient({
    adapter: sqliteAdapter({ path, readOnly, lockWaitMilliseconds, onStatement }),
    // Beyond the lock's own limit, which is the one that shall speak.
    transactionOptions: { maxWait: lockWaitMilliseconds + 5_000, timeout: 15_000 },
  });
  await prisma.$connect();

  return {
    prisma,
    async transaction(work) {
      for (let attempt = 1; ; attempt++) {
        let begun = false;
        try {
          return await prisma.$transaction((tx) => {
            begun = true;
            return work(tx);
          });
        } catch (error) {
          // To begin has been waited for already.
          const lostLock = begun && isStorageUnavailable(error) && error.reason === "locked";
          if (!lostLock || attempt === attemptsMax) throw error;
        }
      }
    },
    async ready() {
      await prisma.$queryRaw`SELECT 1 FROM sqlite_schema LIMIT 1`;
    },
    close: () => prisma.$disconnect(),
  };
}
