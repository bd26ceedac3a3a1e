import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQuery,
  type Transaction,
} from "@prisma/driver-adapter-utils";
import { isStorageUnavailable, StorageUnavailableError, translateStorageError } from "./errors";
import { type Release, retryWhileLocked, WriteLock } from "./write-lock";

const identity = { provider: "sqlite", adapterName: "gatehouse-sqlite" } as const;

/**
 * Set on every connection. synchronous=FULL because better-sqlite3's build opens a WAL database with NORMAL, which may lose the newest
 * commits when the power fails.
 */
const pragmas = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA wal_autocheckpoint = 1000;
`;

export interface SqliteAdapterOptions {
  /** Path of an existing file */
  path: string;
  readOnly: boolean;
  /** How long a statement waits for other writers, of this process and of others, before it fails */
  lockWaitMilliseconds: number;
  /** Hears the SQL of every statement that Prisma asks for, without its values */
  onStatement?: ((sql: string) => void) | undefined;
}

/**
 * Prisma's better-sqlite3 adapter on two connections, one for transactions and one for everything else. On the single connection of the
 * adapter itself, whatever happens beside an open transaction happens inside it: it reads what is not committed and is lost in a rollback.
 * Writers of this process queue for one lock, readers never wait, transactions take the database's lock when they begin.
 * Throws StorageUnavailableError where translateStorageError says so.
 */
export function sqliteAdapter(options: SqliteAdapterOptions): SqlDriverAdapterFactory {
  return { ...identity, connect: () => connect(options) };
}

async function connect(options: SqliteAdapterOptions): Promise<SqlDriverAdapter> {
  const single = await openConnection(options);
  const transactional = await openConnection(options).catch(async (error) => {
    await single.dispose();
    throw error;
  });
  const lock = new WriteLock();
  const deadline = () => performance.now() + options.lockWaitMilliseconds;

  async function write<T>(statement: () => Promise<T>): Promise<T> {
    const until = deadline();
    const release = await lock.acquire(until);
    try {
      return await retryWhileLocked(statement, until);
    } catch (error) {
      throw translateStorageError(error);
    } finally {
      release();
    }
  }

  async function read<T>(statement: () => Promise<T>): Promise<T> {
    try {
      return await retryWhileLocked(statement, deadline());
    } catch (error) {
      throw translateStorageError(error);
    }
  }

  return {
    ...identity,
    queryRaw(query) {
      options.onStatement?.(query.sql);
      return (/^\s*SELECT\b/i.test(query.sql) ? read : write)(() => single.queryRaw(query));
    },
    executeRaw(query) {
      options.onStatement?.(query.sql);
      return write(() => single.executeRaw(query));
    },
    executeScript: (script) => write(async () => single.executeScript(script)),
    async startTransaction() {
      const until = deadline();
      const release = await lock.acquire(until);
      try {
        await retryWhileLocked(() => transactional.executeScript("BEGIN IMMEDIATE"), until);
      } catch (error) {
        release();
        throw translateStorageError(error);
      }
      return openTransaction(transactional, release, options);
    },
    async dispose() {
      await Promise.all([single.dispose(), transactional.dispose()]);
    },
  };
}

async function openConnection({ path, readOnly, lockWaitMilliseconds }: SqliteAdapterOptions): Promise<SqlDriverAdapter> {
  const deadline = performance.now() + lockWaitMilliseconds;
  try {
    // No busy timeout: SQLite would sleep with the event loop.
    const connection = await new PrismaBetterSqlite3({ url: path, readonly: readOnly, fileMustExist: true, timeout: 0 }).connect();
    try {
      await retryWhileLocked(() => connection.executeScript(pragmas), deadline);
      await insistOnWal(connection);
    } catch (error) {
      await connection.dispose();
      throw error;
    }
    return connection;
  } catch (error) {
    throw translateStorageError(error);
  }
}

/** SQLite says nothing when it keeps another journal, as on network file systems; then readers would stop writers and commits could fail. */
async function insistOnWal(connection: SqlDriverAdapter): Promise<void> {
  const { rows } = await connection.queryRaw({ sql: "PRAGMA journal_mode", args: [], argTypes: [] });
  if (rows[0]?.[0] !== "wal") throw new StorageUnavailableError("broken", "SQLite cannot keep a write-ahead log for this file");
}

/** A transaction that has begun and owns the write lock. Prisma calls commit or rollback once, with no SQL of its own ("phantom query"). */
function openTransaction(connection: SqlDriverAdapter, release: Release, { onStatement }: SqliteAdapterOptions): Transaction {
  let open = true;
  /** SQLite may have ended the transaction by itself after these; what followed would then be outside of it. */
  let failure: unknown;

  async function run<T>(statement: () => Promise<T>): Promise<T> {
    if (!open) throw new DriverAdapterError({ kind: "TransactionAlreadyClosed", cause: "The transaction has ended" });
    if (failure !== undefined) throw failure;
    try {
      return await statement();
    } catch (error) {
      const translated = translateStorageError(error);
      if (isStorageUnavailable(translated)) failure = translated;
      throw translated;
    }
  }

  async function close(): Promise<void> {
    open = false;
    try {
      await connection.executeScript("ROLLBACK");
    } catch {
      // Already ended, by a commit or by SQLite.
    } finally {
      release();
    }
  }

  return {
    ...identity,
    options: { usePhantomQuery: true },
    queryRaw(query: SqlQuery) {
      onStatement?.(query.sql);
      return run(() => connection.queryRaw(query));
    },
    executeRaw(query: SqlQuery) {
      onStatement?.(query.sql);
      return run(() => connection.executeRaw(query));
    },
    async commit() {
      try {
        await run(async () => connection.executeScript("COMMIT"));
      } finally {
        await close();
      }
    },
    rollback: close,
  };
}
