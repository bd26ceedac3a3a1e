import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import type { SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import type SqliteDatabase from "better-sqlite3";
import { StorageUnavailableError, translateStorageError } from "./errors";
import { retryWhileLocked } from "./retry-while-locked";
import { SqlFragment, type SqlValue, statementText, storedTime } from "./sql";

/**
 * Set on every connection. synchronous=FULL because better-sqlite3's build opens a WAL database with NORMAL, which may lose the newest
 * commits when the power fails.
 */
const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA foreign_keys = ON;
  PRAGMA wal_autocheckpoint = 1000;
`;

export interface SqliteOptions {
  /** Path of an existing file */
  path: string;
  readOnly: boolean;
  /** How long a statement waits for other writers, of this process and of others, before it fails */
  lockWaitMilliseconds: number;
  /** Hears the SQL of every statement that is asked for, without its values */
  onStatement?: ((sql: string) => void) | undefined;
  /** Hears of every commit that waits for the disk */
  onCommit?: (() => void) | undefined;
}

/** One connection, for Prisma and for statements of ours. Nothing here waits for a lock; driver errors come as they are. */
export interface SqliteConnection {
  /** Prisma's own adapter on this connection. */
  readonly prisma: SqlDriverAdapter;
  /** Statements of ours, each place in the code prepared once. */
  readonly statements: PreparedStatements;
  /** The same, for what setting up the connection asks: nobody hears of it. */
  readonly unheard: PreparedStatements;
  /** Runs a command that takes and answers nothing, such as COMMIT. */
  command(sql: string): void;
  /** Whether a transaction is open. SQLite ends one by itself when it cannot go on. */
  isInTransaction(): boolean;
}

/** Opens a connection. Throws StorageUnavailableError. */
export async function openSqlite({ path, readOnly, lockWaitMilliseconds, onStatement }: SqliteOptions): Promise<SqliteConnection> {
  const deadline = performance.now() + lockWaitMilliseconds;
  try {
    // No busy timeout: SQLite would sleep with the event loop.
    const prisma = await new PrismaBetterSqlite3({ url: path, readonly: readOnly, fileMustExist: true, timeout: 0 }).connect();
    try {
      await retryWhileLocked(() => prisma.executeScript(PRAGMAS), deadline);
      await insistOnWal(prisma);
    } catch (error) {
      await prisma.dispose();
      throw error;
    }
    // The driver's own object is not in the adapter's types. A transaction has to be one connection, whoever speaks in it.
    const { client } = prisma as unknown as { client: SqliteDatabase.Database };
    return {
      prisma,
      statements: createPreparedStatements(client, onStatement),
      unheard: createPreparedStatements(client),
      command: createCommands(client),
      isInTransaction: () => client.inTransaction,
    };
  } catch (error) {
    throw translateStorageError(error);
  }
}

function createCommands(client: SqliteDatabase.Database): SqliteConnection["command"] {
  const known = new Map<string, SqliteDatabase.Statement>();
  return (sql) => {
    const statement = known.get(sql) ?? client.prepare(sql);
    known.set(sql, statement);
    statement.run();
  };
}

/** SQLite says nothing when it keeps another journal, as on network file systems; then readers would stop writers and commits could fail. */
async function insistOnWal(connection: SqlDriverAdapter): Promise<void> {
  const { rows } = await connection.queryRaw({ sql: "PRAGMA journal_mode", args: [], argTypes: [] });
  if (rows[0]?.[0] !== "wal") throw new StorageUnavailableError("broken", "SQLite cannot keep a write-ahead log for this file");
}

/** As Sql, at once. */
export interface PreparedStatements {
  /** Whether a statement reads and does not write. */
  isReading(text: TemplateStringsArray, ...values: readonly (SqlValue | SqlFragment)[]): boolean;
  all<Row extends object>(text: TemplateStringsArray, ...values: readonly (SqlValue | SqlFragment)[]): Row[];
  run(text: TemplateStringsArray, ...values: readonly (SqlValue | SqlFragment)[]): number;
}

interface Prepared {
  text: string;
  statement: SqliteDatabase.Statement;
  /** Brings the columns of a row that SQLite has no type for to theirs. */
  readRow(row: Record<string, unknown>): void;
}

function createPreparedStatements(client: SqliteDatabase.Database, onStatement?: (sql: string) => void): PreparedStatements {
  // A template literal hands over the same array each time it is reached.
  const known = new Map<TemplateStringsArray, Prepared>();

  function prepare(strings: TemplateStringsArray, values: readonly (SqlValue | SqlFragment)[]): Prepared {
    const text = statementText(strings, values, "sqlite", () => "?");
    // Prisma's connections answer numbers as BigInt.
    const statement = client.prepare(text).safeIntegers(false);
    const prepared = { text, statement, readRow: statement.reader ? rowReader(statement) : () => undefined };
    known.set(strings, prepared);
    return prepared;
  }

  function begin(strings: TemplateStringsArray, values: readonly (SqlValue | SqlFragment)[]): Prepared {
    const prepared = known.get(strings) ?? prepare(strings, values);
    onStatement?.(prepared.text);
    return prepared;
  }

  return {
    isReading: (strings, ...values) => (known.get(strings) ?? prepare(strings, values)).statement.readonly,
    all<Row extends object>(strings: TemplateStringsArray, ...values: readonly (SqlValue | SqlFragment)[]) {
      const { statement, readRow } = begin(strings, values);
      const rows = statement.all(...bound(values)) as Record<string, unknown>[];
      for (const row of rows) readRow(row);
      return rows as Row[];
    },
    run(strings, ...values) {
      return begin(strings, values).statement.run(...bound(values)).changes;
    },
  };
}

/** The values as they are stored: times as Prisma writes them, so that both compare. */
function bound(values: readonly (SqlValue | SqlFragment)[]): (string | number | null)[] {
  const stored: (string | number | null)[] = [];
  for (const value of values) {
    if (value instanceof SqlFragment) continue;
    if (value instanceof Date) stored.push(storedTime(value));
    else stored.push(typeof value === "boolean" ? Number(value) : value);
  }
  return stored;
}

function rowReader(statement: SqliteDatabase.Statement): Prepared["readRow"] {
  const columns = statement.columns();
  const times = columns.filter(({ type }) => type === "DATETIME").map(({ name }) => name);
  const flags = columns.filter(({ type }) => type === "BOOLEAN").map(({ name }) => name);
  return (row) => {
    for (const name of times) if (row[name] !== null) row[name] = new Date(row[name] as string);
    for (const name of flags) if (row[name] !== null) row[name] = row[name] === 1;
  };
}
