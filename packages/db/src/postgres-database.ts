import type pg from "pg";
import type { Database, Db } from "./database";
import type { PrismaClient } from "./generated/client";
import { poolAdapter, transactionAdapter } from "./postgres-adapter";
import {
  type OpenTransaction,
  openPools,
  openTransaction,
  type PostgresOptions,
  retryConflicts,
  rowsOf,
  runAlone,
  statementOf,
  UncertainError,
} from "./postgres-connection";
import type { Sql, SqlFragment, SqlValue } from "./sql";

/** Prisma on one connection, whichever transaction that is in. */
interface BoundPrisma {
  prisma: PrismaClient;
  transaction: OpenTransaction | undefined;
}

/**
 * Opens the database of a `postgres:` URL. Does not migrate.
 *
 * One statement that reads sees what is committed. What writes, a statement or a transaction, is SERIALIZABLE: it is stored as if nothing
 * else had been written meanwhile, or is run again. Code that is right on SQLite's one writer is right here.
 */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const { PrismaClient: Client } = await import("./generated/postgresql/client");
  // Made of the same schema, and with fewer kinds of columns than either has: what fits SQLite's fits this one.
  const createClient = Client as unknown as typeof PrismaClient;
  const pools = openPools(options);
  const prisma = new createClient({
    adapter: await poolAdapter(pools, options),
    transactionOptions: { maxWait: options.lockWaitMilliseconds + 5_000, timeout: 15_000 },
  });
  const bound = new WeakMap<pg.PoolClient, Promise<BoundPrisma>>();

  async function bindPrisma(): Promise<BoundPrisma> {
    const one: BoundPrisma = { prisma, transaction: undefined };
    const present = () => {
      if (!one.transaction) throw new Error("The transaction has ended");
      return one.transaction;
    };
    one.prisma = new createClient({ adapter: await transactionAdapter(present, options) });
    return one;
  }

  function prismaOf(client: pg.PoolClient): Promise<BoundPrisma> {
    const found = bound.get(client) ?? bindPrisma();
    bound.set(client, found);
    return found;
  }

  async function ask(text: TemplateStringsArray, values: readonly (SqlValue | SqlFragment)[]): Promise<pg.QueryResult> {
    const { text: spelled, reads } = statementOf(text, values);
    options.onStatement?.(spelled);
    if (reads) return retryConflicts(options, () => pools.readers.query(statementOf(text, values)));
    const answer = await retryConflicts(options, () => runAlone(pools.writers, statementOf(text, values)));
    options.onCommit?.();
    return answer;
  }

  const sql: Sql = {
    dialect: "postgresql",
    all: async (text, ...values) => rowsOf(await ask(text, values)),
    run: async (text, ...values) => (await ask(text, values)).rowCount ?? 0,
  };

  function sqlOf(transaction: OpenTransaction, insistOpen: () => void): Sql {
    const askWithin = (text: TemplateStringsArray, values: readonly (SqlValue | SqlFragment)[]) => {
      insistOpen();
      const statement = statementOf(text, values);
      options.onStatement?.(statement.text);
      return transaction.query(statement);
    };
    return {
      dialect: "postgresql",
      all: async (text, ...values) => rowsOf(await askWithin(text, values)),
      run: async (text, ...values) => (await askWithin(text, values)).rowCount ?? 0,
    };
  }

  /** One run of a transaction's callback. What it leaves behind cannot reach into the transactions after it. */
  async function runOnce<T>(client: pg.PoolClient, transaction: OpenTransaction, work: (tx: Db, sql: Sql) => Promise<T>): Promise<T> {
    const own = await prismaOf(client);
    own.transaction = transaction;
    let open = true;
    const insistOpen = () => {
      if (!open) throw new Error("The transaction has ended");
    };
    const tx = new Proxy(own.prisma, {
      get(prismaClient, name) {
        insistOpen();
        return Reflect.get(prismaClient, name);
      },
    });
    try {
      return await work(tx, sqlOf(transaction, insistOpen));
    } finally {
      open = false;
      own.transaction = undefined;
    }
  }

  async function runTransaction<T>(work: (tx: Db, sql: Sql) => Promise<T>, durable: boolean, seesTakenNames: boolean): Promise<T> {
    const client = await pools.writers.connect();
    let broken: Error | undefined;
    try {
      await client.query(durable ? "BEGIN" : "BEGIN; SET LOCAL synchronous_commit TO OFF");
      const transaction = openTransaction(client, seesTakenNames);
      const value = await runOnce(client, transaction, work).catch((error: unknown) => {
        // Whatever the callback has made of it, this is why.
        throw transaction.failure ?? error;
      });
      if (transaction.failure !== undefined) throw transaction.failure;
      await commit(client);
      if (durable) options.onCommit?.();
      return value;
    } catch (error) {
      broken = error instanceof UncertainError ? error : await rollBack(client);
      throw error;
    } finally {
      client.release(broken);
    }
  }

  return {
    prisma,
    sql,
    transaction: (work, { durable = true } = {}) =>
      retryConflicts(options, (seesTakenNames) => runTransaction(work, durable, seesTakenNames)),
    async ready() {
      await sql.all`SELECT 1 FROM "User" LIMIT 1`;
    },
    async close() {
      await prisma.$disconnect();
      await Promise.all([pools.readers.end(), pools.writers.end()]);
    },
  };
}

async function commit(client: pg.PoolClient): Promise<void> {
  try {
    await client.query("COMMIT");
  } catch (error) {
    // Refused, and then nothing is stored; without an answer nobody knows.
    if (error instanceof Error && "severity" in error) throw error;
    throw new UncertainError("The connection was lost while a transaction was being stored", { cause: error });
  }
}

/** Answers why the connection is of no use any more, if it is not. */
async function rollBack(client: pg.PoolClient): Promise<Error | undefined> {
  try {
    await client.query("ROLLBACK");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
