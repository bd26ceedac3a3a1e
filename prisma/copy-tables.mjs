// Makes one database hold the rows of another: what `pnpm db:move` and a backup of Postgres do. Which tables and columns there are is asked of
// the databases, so a new model needs no line here.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { readMigrations } from "../packages/db/src/migration-history.mjs";

/**
 * @typedef {import("./moved-values.mjs").Value} Value
 * @typedef {ReturnType<typeof import("./sqlite-tables.mjs").openSqliteTables> | Awaited<ReturnType<typeof import("./postgres-tables.mjs").openPostgresTables>>} Tables
 * @typedef {{ name: string, columns: { name: string, kind: import("./moved-values.mjs").Kind }[], key: string[], types: Map<string, string>, isForPostgres: boolean }} Plan
 *   of one table; `types` are the target's own, by column
 * @typedef {{ name: string, rows: number, digest: string }} Copied
 * @typedef {{ progress?(table: string, done: number, total: number): void, tell?(line: string): void, batch?: number }} Options
 */

/** Something about the databases that the operator has to settle first, in words. */
export class RefusedError extends Error {
  name = "RefusedError";
}

/** What triggers make of other tables' rows, and the view that they make it from: it is made anew and not copied. Both databases have both. */
export const KEPT_BY_TRIGGERS = { UserText: "UserTextSource" };

const REBUILD = Object.entries(KEPT_BY_TRIGGERS).flatMap(([table, source]) => [
  `DELETE FROM "${table}" WHERE "userId" NOT IN (SELECT "userId" FROM "${source}")`,
  `INSERT INTO "${table}" ("userId", "text") SELECT "userId", "text" FROM "${source}" WHERE TRUE
   ON CONFLICT ("userId") DO UPDATE SET "text" = excluded."text" WHERE "${table}"."text" <> excluded."text"`,
]);

/** How many rows are read and written at once, and of those that hold bytes, which are larger. */
const BATCH = 1000;
const BATCH_OF_BYTES = 50;

/** @param {Plan} plan @param {number} batch */
const sizeOf = ({ columns }, batch) => (columns.some(({ kind }) => kind === "bytes") ? Math.min(batch, BATCH_OF_BYTES) : batch);

/** Migrations that the database lacks. @param {Tables} database @param {string} which */
async function missingMigrations(database, which) {
  const migrations = await readMigrations(join(import.meta.dirname, "migrations", database.dialect));
  const history = /** @type {{ name: string, checksum: string, finished: unknown }[]} */ ((await database.history()) ?? []);
  const known = new Map(migrations.map((one) => [one.name, one]));
  for (const { name, checksum, finished } of history)
    if (!finished || known.get(name)?.checksum !== checksum)
      throw new RefusedError(`The ${which} is not of this release: its migration ${name} is unfinished, or not the one that is here.`);
  const applied = new Set(history.map(({ name }) => name));
  return migrations.filter(({ name }) => !applied.has(name));
}

/** @param {Tables} source @param {Tables} target @returns {Promise<Plan[]>} */
async function planTables(source, target) {
  const isForPostgres = [source, target].some(({ dialect }) => dialect === "postgresql");
  const theirs = new Map((await target.tables()).map((table) => [table.name, table]));
  const tables = (await source.tables()).filter(({ name }) => !(name in KEPT_BY_TRIGGERS));
  const other = [...theirs.keys()].filter((name) => !(name in KEPT_BY_TRIGGERS) && !tables.some((table) => table.name === name));
  if (other.length > 0) throw new RefusedError(`The target has tables that the source has not: ${other.join(", ")}.`);
  return tables.map(({ name, columns, key }) => {
    const there = theirs.get(name);
    if (!there) throw new RefusedError(`The target has no table ${name}.`);
    if (key.length === 0 || key.join() !== there.key.join())
      throw new RefusedError(`Table ${name} has no primary key, or not the same in source and target.`);
    const names = (/** @type {import("./sqlite-tables.mjs").Table["columns"]} */ list) =>
      list
        .map((column) => column.name)
        .sort()
        .join(", ");
    if (names(columns) !== names(there.columns)) throw new RefusedError(`Table ${name} has not the same columns in source and target.`);
    const types = new Map(there.columns.map((column) => [column.name, column]));
    return {
      name,
      key,
      isForPostgres,
      types: new Map(there.columns.map(({ name, type }) => [name, type])),
      // Migrations have added some in another order here and there.
      columns: columns
        .map((column) => ({ name: column.name, kind: commonKind(name, column, types.get(column.name)) }))
        .sort((one, other) => (one.name < other.name ? -1 : 1)),
    };
  });
}

/**
 * What JSON is to Postgres may be text to SQLite.
 *
 * @param {string} table
 * @param {import("./sqlite-tables.mjs").Column} one
 * @param {import("./sqlite-tables.mjs").Column} [other]
 */
function commonKind(table, one, other) {
  const kinds = new Set([one.kind, other?.kind]);
  if (kinds.has("json") && kinds.has("text")) return "json";
  if (kinds.size > 1 || one.kind === undefined)
    throw new RefusedError(`Column ${one.name} of ${table} is ${one.type} here and ${other?.type} there, which this command cannot move.`);
  return one.kind;
}

/** A list that comes in pieces, one by one. @param {AsyncGenerator<Value[][]>} pieces */
function oneByOne(pieces) {
  /** @type {Value[][]} */
  let rows = [];
  let place = 0;
  return {
    /** The next row, which stays the next one until `take`. */
    async peek() {
      while (place === rows.length) {
        const { done, value } = await pieces.next();
        if (done) return undefined;
        rows = value;
        place = 0;
      }
      return rows[place];
    },
    take: () => void place++,
    close: () => pieces.return(undefined),
  };
}

/** @param {Plan} plan @returns {(one: Value[], other: Value[]) => number} */
function inOrderOf({ name, columns, key }) {
  const parts = key.map((one) => {
    const place = columns.findIndex((column) => column.name === one);
    return { place, isNumber: columns[place]?.kind === "integer" };
  });
  return (one, other) => {
    for (const { place, isNumber } of parts) {
      const [left, right] = [one[place], other[place]];
      if (left === right) continue;
      if (left === null || right === null) throw new Error(`A key of ${name} is null`);
      if (isNumber) return BigInt(String(left)) < BigInt(String(right)) ? -1 : 1;
      return Buffer.compare(Buffer.from(String(left)), Buffer.from(String(right)));
    }
    return 0;
  };
}

/**
 * Goes through both tables in the order of their keys: a row of either, or two by one key. The visitor answers false to end it, or what has to
 * be waited for.
 *
 * @param {Plan} plan
 * @param {Tables} source
 * @param {Tables} target
 * @param {number} size
 * @param {(row: Value[] | undefined, there: Value[] | undefined) => void | false | Promise<void>} visit
 */
async function eachPair(plan, source, target, size, visit) {
  const compare = inOrderOf(plan);
  await target.beginReading();
  const [here, there] = [oneByOne(source.rows(plan, size)), oneByOne(target.rows(plan, size))];
  try {
    for (;;) {
      const [row, other] = [await here.peek(), await there.peek()];
      if (!row && !other) return true;
      const order = row && other ? compare(row, other) : row ? -1 : 1;
      if (order <= 0) here.take();
      if (order >= 0) there.take();
      const answer = visit(order <= 0 ? row : undefined, order >= 0 ? other : undefined);
      if (answer === false) return false;
      if (answer) await answer;
    }
  } finally {
    await here.close();
    await there.close();
    await target.endReading();
  }
}

/** @param {Value[]} one @param {Value[]} other */
const isEqual = (one, other) => one.every((value, index) => value === other[index]);

function digester() {
  const hash = createHash("sha256");
  let rows = 0;
  return {
    /** @param {Value[]} row */
    add(row) {
      rows += 1;
      hash.update(`${JSON.stringify(row)}\n`);
    },
    /** @param {string} name @returns {Copied} */
    end: (name) => ({ name, rows, digest: hash.digest("hex") }),
  };
}

/**
 * What both hold, where they hold the same; undefined at the first row that one has and the other has not.
 *
 * @param {readonly Plan[]} plans
 * @param {Tables} source
 * @param {Tables} target
 * @param {number} size
 */
async function findSame(plans, source, target, size) {
  /** @type {Copied[]} */
  const same = [];
  for (const plan of plans) {
    const digest = digester();
    const isSame = await eachPair(plan, source, target, sizeOf(plan, size), (row, other) => {
      if (!row || !other || !isEqual(row, other)) return false;
      digest.add(row);
    });
    if (!isSame) return undefined;
    same.push(digest.end(plan.name));
  }
  return same;
}

/**
 * Makes the target hold the rows of the source, as they are at this moment, and compares both. Makes its tables where it has none. It may be cut
 * short at any time: the same again goes on, and a server starts on the target only once it is whole.
 *
 * @param {Tables} source
 * @param {Tables} target
 * @param {Options} [options]
 * @returns {Promise<{ isNew: boolean, copied: Copied[] }>} isNew: false where nothing had to be changed
 * @throws RefusedError where they are not of this release, or the target holds what is not of the source
 */
export async function copyTables(source, target, { progress = () => {}, tell = () => {}, batch = BATCH } = {}) {
  if ((await missingMigrations(source, "source")).length > 0)
    throw new RefusedError("The source is older than this command: start the server on it once, which brings it up to date.");
  if ((await source.moveState()) === "unfinished") throw new RefusedError("The source is itself the part of a move that was cut short.");
  if (await target.isServed()) throw new RefusedError("A server is at work on the target. Stop it first.");

  await source.beginReading();
  try {
    const missing = await missingMigrations(target, "target");
    const isFilled = await holdsRows(target);
    if (missing.length > 0) {
      if (isFilled) throw new RefusedError("The target holds data, of another release than this.");
      tell("Making the tables.");
      await target.migrate(missing);
    }
    const plans = await planTables(source, target);
    const state = await target.moveState();
    if (state === "finished" || (state === "none" && isFilled)) {
      const same = await findSame(plans, source, target, batch);
      if (same) return { isNew: false, copied: same };
    }
    if (state === "none" && isFilled)
      throw new RefusedError(
        "The target holds other data, or a copy that a server has worked on since. Nothing was changed. Name an empty database, or empty this one.",
      );
    await target.beginMove();
    if (isFilled) {
      tell("Going on: looking for what is different by now.");
      for (const plan of plans) await prune(plan, source, target, sizeOf(plan, batch));
    }
    const copied = [];
    for (const plan of plans) copied.push(await fill(plan, source, target, { batch: sizeOf(plan, batch), progress }));
    tell("Comparing.");
    for (const [index, plan] of plans.entries()) await verify(plan, target, sizeOf(plan, batch), copied[index]);
    await target.endMove(REBUILD);
    return { isNew: true, copied };
  } finally {
    await source.endReading().catch(() => undefined);
  }
}

/** @param {Tables} database */
async function holdsRows(database) {
  for (const { name } of await database.tables()) if ((await database.count(name)) > 0) return true;
  return false;
}

/**
 * Removes rows of the target that the source has not, or has otherwise.
 *
 * @param {Plan} plan
 * @param {Tables} source
 * @param {Tables} target
 * @param {number} size
 */
async function prune(plan, source, target, size) {
  /** @type {Value[][]} */
  let rows = [];
  const flush = async () => {
    const removed = rows;
    rows = [];
    await target.remove(plan, removed);
  };
  await eachPair(plan, source, target, size, (row, other) => {
    if (!other || (row && isEqual(row, other))) return;
    rows.push(other);
    if (rows.length === size) return flush();
  });
  if (rows.length > 0) await flush();
}

/**
 * Adds rows of the source that the target has not.
 *
 * @param {Plan} plan
 * @param {Tables} source
 * @param {Tables} target
 * @param {Required<Pick<Options, "batch" | "progress">>} options
 */
async function fill(plan, source, target, { batch, progress }) {
  const total = await source.count(plan.name);
  const digest = digester();
  let done = 0;
  /** @type {Value[][]} */
  let rows = [];
  const flush = async () => {
    const added = rows;
    rows = [];
    await target.insert(plan, added);
    progress(plan.name, done, total);
  };
  await eachPair(plan, source, target, batch, (row, other) => {
    if (!row) return;
    done += 1;
    digest.add(row);
    if (!other) rows.push(row);
    if (rows.length === batch) return flush();
  });
  if (rows.length > 0) await flush();
  return digest.end(plan.name);
}

/**
 * @param {Plan} plan
 * @param {Tables} target
 * @param {number} size
 * @param {Copied} [expected]
 */
async function verify(plan, target, size, expected) {
  const digest = digester();
  await target.beginReading();
  for await (const rows of target.rows(plan, size)) for (const row of rows) digest.add(row);
  await target.endReading();
  const found = digest.end(plan.name);
  if (found.rows !== expected?.rows || found.digest !== expected.digest)
    throw new Error(
      `Table ${plan.name} is not the same in source and target (${expected?.rows} and ${found.rows} rows). Run the command again.`,
    );
}
