import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { isStorageUnavailable, StorageUnavailableError, sqlState, translateStorageError } from "./errors";
import { inPostgres, storableText } from "./in-postgres.mjs";
import { SqlFragment, type SqlValue, statementText, storedTime } from "./sql";

/** How long one statement may take, and a transaction may wait for its next one. */
const LIMIT_MS = 15_000;
/** How long a database that does not answer is asked again, where nothing was lost: a restart takes longer, a changed connection does not. */
const LOST_MS = 500;

export interface PostgresOptions {
  url: string;
  /** How many connections there are at most, for reading and writing together. */
  connections: number;
  /** How long a statement waits for other writers and for a connection, before it fails. */
  lockWaitMilliseconds: number;
  onStatement?: ((sql: string) => void) | undefined;
  onCommit?: (() => void) | undefined;
}

export interface Pools {
  /** Each statement sees what is committed when it begins. Writes nothing. */
  readers: pg.Pool;
  /** Everything is as if one came after the other, as with SQLite's one writer: what would not be fails, and is run again. */
  writers: pg.Pool;
}

/** Opens no connection yet. TLS and all else that the URL says is for the driver to read. */
export function openPools({ url, connections, lockWaitMilliseconds }: PostgresOptions): Pools {
  const open = (max: number, setUp: string) => {
    const pool = new pg.Pool({
      connectionString: url,
      max,
      connectionTimeoutMillis: lockWaitMilliseconds,
      idleTimeoutMillis: 60_000,
      statement_timeout: LIMIT_MS,
      lock_timeout: lockWaitMilliseconds,
      idle_in_transaction_session_timeout: LIMIT_MS,
      keepAlive: true,
      application_name: "gatehouse",
      types: { getTypeParser },
      async onConnect(client) {
        // While it is in use: without anybody who listens, its end would be the process's.
        client.on("error", () => undefined);
        // What is asked is small: to compile it takes longer than to run it.
        await client.query(`${setUp}; SET jit = off`);
      },
    });
    // While it is idle. The pool opens another.
    pool.on("error", () => undefined);
    return pool;
  };
  const readers = Math.max(1, Math.floor(connections / 2));
  return {
    readers: open(readers, "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY"),
    // Without indexes a conflict is between tables and not between rows, however small those are.
    writers: open(
      Math.max(1, connections - readers),
      "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ WRITE; SET enable_seqscan = off",
    ),
  };
}

const { builtins } = pg.types;
const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [builtins.INT8]: Number,
  [builtins.TIMESTAMP]: (text) => new Date(`${text.replace(" ", "T")}Z`),
  // As text, as SQLite has it.
  [builtins.JSON]: (text) => text,
  [builtins.JSONB]: (text) => text,
};

function getTypeParser(oid: number, format?: "text" | "binary") {
  return (format !== "binary" && PARSERS[oid]) || pg.types.getTypeParser(oid, format);
}

interface Prepared {
  name: string;
  text: string;
  reads: boolean;
}

// A template literal hands over the same array each time it is reached, whatever connection it is for.
const known = new Map<TemplateStringsArray, Prepared>();

/** Grows when tables have changed under prepared statements, which then are prepared anew. */
let generation = 0;

function prepare(strings: TemplateStringsArray, values: readonly (SqlValue | SqlFragment)[]): Prepared {
  const found = known.get(strings);
  if (found) return found;
  const text = inPostgres(statementText(strings, values, "postgresql", (number) => `$${number}`));
  const prepared = { name: `gatehouse_${known.size}`, text, reads: isReading(text) };
  known.set(strings, prepared);
  return prepared;
}

/** Whether a statement reads and does not write, as far as its beginning shows. */
export function isReading(text: string): boolean {
  return /^\s*SELECT\b/i.test(text);
}

/** A statement of ours as the driver takes it. */
export interface Statement extends pg.QueryConfig {
  reads: boolean;
}

export function statementOf(strings: TemplateStringsArray, values: readonly (SqlValue | SqlFragment)[]): Statement {
  const { name, text, reads } = prepare(strings, values);
  return { name: generation === 0 ? name : `${name}_${generation}`, text, reads, values: bound(values) };
}

/** The values as they are stored: times as text, since the driver would write them in the zone of the process. */
function bound(values: readonly (SqlValue | SqlFragment)[]): unknown[] {
  return values
    .filter((value) => !(value instanceof SqlFragment))
    .map((value) => (value instanceof Date ? storedTime(value) : typeof value === "string" ? storableText(value) : value));
}

/** The rows of an answer, with "[]" for a list of JSON that holds nothing. */
export function rowsOf<Row>({ rows, fields }: pg.QueryResult): Row[] {
  const lists = fields.filter(({ dataTypeID }) => dataTypeID === builtins.JSON).map(({ name }) => name);
  for (const row of rows) for (const name of lists) row[name] ??= "[]";
  return rows;
}

const CONFLICT = /^(40001|40P01)$/;
const TAKEN = "23505";

/** A name is taken, perhaps by a row that is too young for the transaction to see. */
class TakenMeanwhileError extends Error {
  override name = "TakenMeanwhileError";
}

/** Whether the same may be asked again at once, since nothing of it is stored: others were in its way. */
function isConflict(error: unknown): boolean {
  if (error instanceof TakenMeanwhileError) return true;
  if (CONFLICT.test(sqlState(error))) return true;
  if (!isChangedTable(error)) return false;
  generation++;
  return true;
}

/** A migration has added a column to what a prepared statement answers. */
function isChangedTable(error: unknown): boolean {
  return sqlState(error) === "0A000" && error instanceof Error && error.message.includes("cached plan");
}

/** The connection is gone, or there was none to be had. */
function isLost(error: unknown): boolean {
  const translated = translateStorageError(error);
  return isStorageUnavailable(translated) && translated.reason === "broken";
}

/** What was being done when the connection was lost may be done, whoever asks. */
export class UncertainError extends Error {
  override name = "UncertainError";
}

/**
 * Runs what is stored as a whole or not at all, and runs it again while others are in its way or the connection is lost before it could be
 * stored. `run` is told whether a taken name has already made it run again. Throws StorageUnavailableError once that has taken too long.
 */
export async function retryConflicts<T>(
  { lockWaitMilliseconds }: Pick<PostgresOptions, "lockWaitMilliseconds">,
  run: (seesTakenNames: boolean) => Promise<T>,
): Promise<T> {
  const begun = performance.now();
  let seesTakenNames = false;
  for (let attempt = 0; ; attempt++) {
    try {
      return await run(seesTakenNames);
    } catch (error) {
      seesTakenNames ||= error instanceof TakenMeanwhileError;
      const passed = performance.now() - begun;
      if (isConflict(error)) {
        if (passed > lockWaitMilliseconds) throw new StorageUnavailableError("locked", "Other writes were in the way", { cause: error });
        // Each waits another time, or the same would meet again.
        if (attempt > 0) await delay(Math.random() * Math.min(2 ** attempt, 50));
      } else if (error instanceof UncertainError) {
        throw translateStorageError(error.cause);
      } else if (isLost(error) && passed < LOST_MS) {
        await delay(20 + Math.random() * 50);
      } else {
        throw translateStorageError(error);
      }
    }
  }
}

/** Runs one statement that writes, in a transaction of its own. */
export async function runAlone(pool: pg.Pool, query: pg.QueryConfig): Promise<pg.QueryResult> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await client.query(query);
  } catch (error) {
    if (!isLost(error)) throw error;
    broken = new UncertainError("The connection was lost while a statement was under way", { cause: error });
    throw broken;
  } finally {
    client.release(broken);
  }
}

/** What may be refused for a name that is taken, after which the transaction goes on. */
const MAY_BE_REFUSED = /^\s*(INSERT\b(?![\s\S]*ON CONFLICT)|UPDATE\s+("\w+"\.)?"(LoginId|Role|Permission)")/i;

/** A transaction that has begun. Its statements run one after the other, whoever asks them. */
export interface OpenTransaction {
  query(query: pg.QueryConfig): Promise<pg.QueryResult>;
  /** What made the whole of it fail; nothing is run after it. */
  readonly failure: unknown;
}

/**
 * @param seesTakenNames false while a name may be taken by a row that was stored after the transaction began to read: it would be refused a
 *   name that, as far as it can see, is free, which cannot happen where one transaction comes after the other. All of it runs again then. True
 *   once that has happened: the name is taken, and the callback is told.
 */
export function openTransaction(client: pg.ClientBase, seesTakenNames: boolean): OpenTransaction {
  let failure: unknown;
  let last: Promise<unknown> = Promise.resolve();

  async function run(query: pg.QueryConfig): Promise<pg.QueryResult> {
    if (failure !== undefined) throw failure;
    const mayBeRefused = MAY_BE_REFUSED.test(query.text);
    try {
      // Where SQLite undoes the one statement, Postgres takes the whole transaction for lost.
      if (mayBeRefused) await client.query("SAVEPOINT statement");
      return await client.query(query);
    } catch (error) {
      const state = mayBeRefused ? sqlState(error) : "";
      if (state === TAKEN && !seesTakenNames) failure = new TakenMeanwhileError("A name is taken", { cause: error });
      else if (/^(23|P0001)/.test(state)) await client.query("ROLLBACK TO statement");
      else failure = error;
      throw failure ?? error;
    }
  }

  return {
    query(query) {
      const answer = last.then(() => run(query));
      last = answer.catch(() => undefined);
      return answer;
    },
    get failure() {
      return failure;
    },
  };
}
