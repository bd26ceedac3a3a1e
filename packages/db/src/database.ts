import type { Prisma, PrismaClient } from "./generated/client";
import type { Sql } from "./sql";
import type { SqliteOptions } from "./sqlite-connection";

/** What a query needs of Prisma, in a transaction or outside of one: the tables and raw SQL. */
export type Db = Prisma.TransactionClient;

/** An open database. Everything it does throws StorageUnavailableError when the storage cannot do it now. */
export interface Database {
  readonly prisma: PrismaClient;
  /** Statements of ours, each in a transaction of its own. */
  readonly sql: Sql;
  /**
   * Runs the work in one write transaction (BEGIN IMMEDIATE; on Postgres SERIALIZABLE): all of it is stored or, when it throws, nothing. The
   * whole callback runs again when the lock was lost on the way, or others were in its way, so it does nothing but use `tx` and `sql`.
   * Writing through `prisma` inside it would wait for itself. On SQLite transactions that come together share a commit; see sqlite-writer.ts.
   *
   * @param options.durable false: it need not survive a power failure, only a crash of the process, and does not wait for the disk
   */
  transaction<T>(work: (tx: Db, sql: Sql) => Promise<T>, options?: { durable?: boolean }): Promise<T>;
  /** Resolves when the database can be read. */
  ready(): Promise<void>;
  /** Rolls open transactions back and closes the file, or the connections once what is under way has ended. */
  close(): Promise<void>;
}

export interface DatabaseOptions extends Pick<SqliteOptions, "onStatement" | "onCommit"> {
  /** How long a write waits for other writers, of this process and of others, before it fails. */
  lockWaitMilliseconds?: number;
  /** How many connections to Postgres there are at most; at least two. */
  connections?: number;
}
