import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQuery,
  type Transaction,
} from "@prisma/driver-adapter-utils";
import { translateStorageError } from "./errors";
import { retryWhileLocked } from "./retry-while-locked";
import type { SqliteConnection, SqliteOptions } from "./sqlite-connection";
import type { Writer } from "./sqlite-writer";

const identity = { provider: "sqlite", adapterName: "gatehouse-sqlite" } as const;

/** A factory of what is there already, and closed by whoever has opened it. */
function factoryOf(adapter: Omit<SqlDriverAdapter, "provider" | "adapterName" | "dispose">): SqlDriverAdapterFactory {
  return { ...identity, connect: async () => ({ ...identity, ...adapter, dispose: async () => undefined }) };
}

export interface Connections {
  reader: SqliteConnection;
  /** The connection that the writer writes by */
  written: SqliteConnection;
  writer: Writer;
}

/**
 * Prisma's better-sqlite3 adapter on two connections, one that reads and one that writes. On the single connection of the adapter itself,
 * whatever happens beside an open transaction happens inside it: it reads what is not committed and is lost in a rollback. Readers never
 * wait, writers go through `writer`. Throws StorageUnavailableError where translateStorageError says so.
 */
export function sqliteAdapter({ reader, written, writer }: Connections, options: SqliteOptions): SqlDriverAdapterFactory {
  async function read<T>(statement: () => Promise<T>): Promise<T> {
    try {
      return await retryWhileLocked(statement, performance.now() + options.lockWaitMilliseconds);
    } catch (error) {
      throw translateStorageError(error);
    }
  }

  const write = <T>(statement: () => Promise<T>) => writer.run(() => writer.withinLater(statement));

  return factoryOf({
    queryRaw(query) {
      options.onStatement?.(query.sql);
      return /^\s*SELECT\b/i.test(query.sql) ? read(() => reader.prisma.queryRaw(query)) : write(() => written.prisma.queryRaw(query));
    },
    executeRaw(query) {
      options.onStatement?.(query.sql);
      return write(() => written.prisma.executeRaw(query));
    },
    executeScript: (script) => write(() => written.prisma.executeScript(script)),
    startTransaction: () => startTransaction({ written, writer }, options),
  });
}

/** Prisma's own transactions, as for nested writes: they are run like any other, and end when Prisma says so. */
async function startTransaction(connections: Pick<Connections, "written" | "writer">, options: SqliteOptions): Promise<Transaction> {
  let commit = () => {};
  let undo = (_reason: Error) => {};
  const ended = new Promise<void>((resolve, reject) => {
    commit = resolve;
    undo = reject;
  });
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const stored = connections.writer.run(() => {
    begin();
    return ended;
  });
  // Whoever commits or rolls back hears of it; when neither is ever asked for, nobody does.
  stored.catch(() => undefined);
  await Promise.race([begun, stored]);
  return openTransaction(connections, options, {
    commit() {
      commit();
      return stored;
    },
    async rollback() {
      undo(new Error("Rolled back"));
      await stored.catch(() => undefined);
    },
  });
}

/** Statements of a transaction that has begun. Prisma calls commit or rollback once, with no SQL of its own ("phantom query"). */
function openTransaction(
  { written, writer }: Pick<Connections, "written" | "writer">,
  { onStatement }: SqliteOptions,
  end: { commit(): Promise<void>; rollback(): Promise<void> },
): Transaction {
  let open = true;

  function run<T>(sql: string, statement: () => Promise<T>): Promise<T> {
    if (!open) throw new DriverAdapterError({ kind: "TransactionAlreadyClosed", cause: "The transaction has ended" });
    onStatement?.(sql);
    return writer.withinLater(statement);
  }

  return {
    ...identity,
    options: { usePhantomQuery: true },
    queryRaw: async (query: SqlQuery) => run(query.sql, () => written.prisma.queryRaw(query)),
    executeRaw: async (query: SqlQuery) => run(query.sql, () => written.prisma.executeRaw(query)),
    commit() {
      open = false;
      return end.commit();
    },
    rollback() {
      open = false;
      return end.rollback();
    },
  };
}

/** Prisma within a transaction that the writer has begun: every statement is one of it. Nested writes are undone by themselves when they fail. */
export function transactionAdapter(connections: Pick<Connections, "written" | "writer">, options: SqliteOptions): SqlDriverAdapterFactory {
  const { written, writer } = connections;
  const command = async (sql: string) => writer.within(() => written.command(sql));
  return factoryOf({
    queryRaw(query) {
      options.onStatement?.(query.sql);
      return writer.withinLater(() => written.prisma.queryRaw(query));
    },
    executeRaw(query) {
      options.onStatement?.(query.sql);
      return writer.withinLater(() => written.prisma.executeRaw(query));
    },
    executeScript: (script) => writer.withinLater(() => written.prisma.executeScript(script)),
    async startTransaction() {
      await command("SAVEPOINT nested");
      return openTransaction(connections, options, {
        commit: () => command("RELEASE nested"),
        async rollback() {
          await command("ROLLBACK TO nested");
          await command("RELEASE nested");
        },
      });
    },
  });
}
