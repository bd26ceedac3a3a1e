import { PrismaPg } from "@prisma/adapter-pg";
import {
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
  type Transaction,
} from "@prisma/driver-adapter-utils";
import pg from "pg";
import { translateStorageError } from "./errors";
import { inPostgres, storableText } from "./in-postgres.mjs";
import {
  isReading,
  type OpenTransaction,
  openTransaction,
  type Pools,
  type PostgresOptions,
  retryConflicts,
  runAlone,
} from "./postgres-connection";

const identity = { provider: "postgres", adapterName: "gatehouse-postgres" } as const;

type Ask = (query: pg.QueryConfig) => Promise<pg.QueryResult>;

/** Prisma's own adapter, which asks whoever is given here. */
async function queryableOf(ask: Ask): Promise<Pick<SqlDriverAdapter, "queryRaw" | "executeRaw">> {
  // It takes nothing but a pool, of which it needs no more than this.
  const pool: pg.Pool = Object.create(pg.Pool.prototype, {
    options: { value: {} },
    query: { value: ask },
    on: { value: () => pool },
    removeListener: { value: () => pool },
  });
  return new PrismaPg(pool).connect();
}

/** JSON comes as text, a list that holds nothing as "[]": the same as from SQLite. */
function withTextForJson({ columnTypes, rows, ...rest }: SqlResultSet): SqlResultSet {
  const lists = columnTypes.flatMap((type, index) => (type === ColumnTypeEnum.Json ? [index] : []));
  for (const row of rows) for (const index of lists) row[index] ??= "[]";
  return { ...rest, rows, columnTypes: columnTypes.map((type) => (type === ColumnTypeEnum.Json ? ColumnTypeEnum.Text : type)) };
}

function factoryOf(adapter: Omit<SqlDriverAdapter, "provider" | "adapterName" | "dispose">): SqlDriverAdapterFactory {
  return {
    ...identity,
    connect: async () => ({
      ...identity,
      ...adapter,
      getConnectionInfo: () => ({ supportsRelationJoins: false }),
      dispose: async () => undefined,
    }),
  };
}

const spelled = (query: SqlQuery): SqlQuery => ({
  ...query,
  sql: inPostgres(query.sql),
  args: query.args.map((value) => (typeof value === "string" ? storableText(value) : value)),
});

/**
 * Prisma's adapter on pools, one that reads and one that writes: each statement is a transaction of its own and is run again while others
 * are in its way.
 */
export async function poolAdapter(pools: Pools, options: PostgresOptions): Promise<SqlDriverAdapterFactory> {
  const reader = await queryableOf((query) => retryConflicts(options, () => pools.readers.query(query)));
  const writer = await queryableOf(async (query) => {
    const answer = await retryConflicts(options, () => runAlone(pools.writers, query));
    options.onCommit?.();
    return answer;
  });

  return factoryOf({
    async queryRaw(query) {
      options.onStatement?.(query.sql);
      const queryable = isReading(query.sql) ? reader : writer;
      return withTextForJson(await queryable.queryRaw(spelled(query)));
    },
    executeRaw(query) {
      options.onStatement?.(query.sql);
      return writer.executeRaw(spelled(query));
    },
    async executeScript(script) {
      await pools.writers.query(script);
    },
    async startTransaction() {
      const client = await pools.writers.connect().catch(throwTranslated);
      const end = async (text: string) => {
        const failure = await client.query(text).then(
          () => undefined,
          (error: Error) => error,
        );
        client.release(failure);
        return failure;
      };
      await client.query("BEGIN").catch((error) => {
        client.release(error);
        throwTranslated(error);
      });
      // Nobody runs it again: a name that is taken is told at once.
      return prismaTransaction(openTransaction(client, true), options, {
        async commit() {
          const failure = await end("COMMIT");
          if (failure) throwTranslated(failure);
          options.onCommit?.();
        },
        rollback: async () => void (await end("ROLLBACK")),
      });
    },
  });
}

function throwTranslated(error: unknown): never {
  throw translateStorageError(error);
}

/** Statements of a transaction that has begun. Prisma calls commit or rollback once, with no SQL of its own ("phantom query"). */
async function prismaTransaction(
  transaction: OpenTransaction,
  { onStatement }: PostgresOptions,
  end: { commit(): Promise<void>; rollback(): Promise<void> },
): Promise<Transaction> {
  const queryable = await queryableOf((query) => transaction.query(query));
  let open = true;

  function run<T>(sql: string, statement: () => Promise<T>): Promise<T> {
    if (!open) throw new DriverAdapterError({ kind: "TransactionAlreadyClosed", cause: "The transaction has ended" });
    onStatement?.(sql);
    return statement().catch(throwTranslated);
  }

  return {
    ...identity,
    options: { usePhantomQuery: true },
    queryRaw: async (query) => withTextForJson(await run(query.sql, () => queryable.queryRaw(spelled(query)))),
    executeRaw: async (query) => run(query.sql, () => queryable.executeRaw(spelled(query))),
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

/** Prisma within a transaction that has begun: every statement is one of it. Nested writes are undone by themselves when they fail. */
export async function transactionAdapter(present: () => OpenTransaction, options: PostgresOptions): Promise<SqlDriverAdapterFactory> {
  const queryable = await queryableOf((query) => present().query(query));
  const command = async (text: string) => void (await present().query({ text }));
  return factoryOf({
    async queryRaw(query) {
      options.onStatement?.(query.sql);
      return withTextForJson(await queryable.queryRaw(spelled(query)));
    },
    executeRaw(query) {
      options.onStatement?.(query.sql);
      return queryable.executeRaw(spelled(query));
    },
    executeScript: command,
    async startTransaction() {
      await command("SAVEPOINT nested");
      return prismaTransaction(present(), options, {
        commit: () => command("RELEASE nested"),
        async rollback() {
          await command("ROLLBACK TO nested");
          await command("RELEASE nested");
        },
      });
    },
  });
}
