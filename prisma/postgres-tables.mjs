// The tables of a Postgres database as `pnpm db:move` and `pnpm db:backup` read and write them. sqlite-tables.mjs does the same.
import { randomUUID } from "node:crypto";
import { CREATE_HISTORY, INSERT_HISTORY, MIGRATION_LOCK, SELECT_HISTORY } from "../packages/db/src/migration-history.mjs";
import { requireOf } from "./command.mjs";
import { fromPostgres, kindInPostgres } from "./moved-values.mjs";

/**
 * @typedef {import("./moved-values.mjs").Value} Value
 * @typedef {import("./sqlite-tables.mjs").Table} Table
 * @typedef {import("./copy-tables.mjs").Plan} Plan
 */

const quoted = (/** @type {readonly string[]} */ names) => names.map((name) => `"${name}"`).join(", ");

/**
 * @param {string} url
 * @param {{ isTarget?: boolean }} [options] whether it is written to
 */
export async function openPostgresTables(url, { isTarget = false } = {}) {
  const pg = requireOf("packages/db")("pg");

  async function connect() {
    const client = new pg.Client({
      connectionString: url,
      application_name: "gatehouse move",
      // As Postgres spells them.
      types: { getTypeParser: () => (/** @type {string} */ text) => text },
    });
    // Its end is told by the next statement.
    client.on("error", () => undefined);
    await client.connect();
    await client.query(
      "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET lock_timeout = '10s'; SET jit = off; SET work_mem = '64MB'",
    );
    return client;
  }

  const reader = await connect();
  const writer = isTarget ? await connect() : undefined;
  if (writer) {
    // A commit that the power takes is copied again by the next run.
    await writer.query("SET synchronous_commit = off");
    // While rows are moved in, no server begins.
    const { rows } = await writer.query(`SELECT pg_try_advisory_lock($1) AS "isOurs"`, [MIGRATION_LOCK]);
    if (rows[0].isOurs !== "t") throw new Error("Somebody else is at its tables: a server that starts, or another run of this command.");
  }

  /** @param {string} text @param {unknown[]} [values] */
  const ask = async (text, values) => (await (writer ?? reader).query(text, values)).rows;
  /** @param {string} name */
  const hasTable = async (name) => (await ask(`SELECT 1 WHERE to_regclass($1) IS NOT NULL`, [`"${name}"`])).length > 0;

  /** @param {() => Promise<void>} work */
  async function inTransaction(work) {
    await writer.query("BEGIN; SET LOCAL synchronous_commit = on");
    try {
      await work();
      await writer.query("COMMIT");
    } catch (error) {
      await writer.query("ROLLBACK").catch(() => undefined);
      throw error;
    }
  }

  /** What INSERT and DELETE read rows from: a list of JSON, in which every value is text. @param {readonly string[]} names */
  const given = (names) => `json_to_recordset($1) AS "given" (${names.map((_, index) => `"${index}" text`).join(", ")})`;
  /** @param {string} type @param {number} index */
  const cast = (type, index) => (type === "text" ? `"given"."${index}"` : `CAST("given"."${index}" AS ${type})`);

  /** @param {readonly { kind: string }[]} columns @param {readonly Value[][]} rows */
  function asJson(columns, rows) {
    const texts = columns.map(
      ({ kind }) =>
        (/** @type {Value | undefined} */ value) =>
          JSON.stringify(kind === "bytes" && value !== null ? `\\x${value}` : (value ?? null)),
    );
    return `[${rows.map((row) => `{${row.map((value, index) => `"${index}":${texts[index]?.(value)}`).join()}}`).join()}]`;
  }

  return {
    dialect: /** @type {const} */ ("postgresql"),

    /** What the migrations say of themselves; null where there never was one. */
    async history() {
      if (!(await hasTable("_prisma_migrations"))) return null;
      const rows = await ask(SELECT_HISTORY);
      return rows.map((/** @type {{ finished: string }} */ row) => ({ ...row, finished: row.finished === "t" }));
    },

    /** As packages/db/src/postgres-migrate.ts does it. Functions and views are made by the server that starts on it. */
    async migrate(/** @type {readonly { name: string, sql: string, checksum: string }[]} */ migrations) {
      for (const { name, sql, checksum } of migrations) {
        await inTransaction(async () => {
          const startedAt = new Date();
          await writer.query(CREATE_HISTORY.postgresql);
          await writer.query(sql);
          await writer.query(INSERT_HISTORY.postgresql, [randomUUID(), checksum, name, startedAt, new Date()]);
        });
      }
    },

    /** @returns {Promise<Table[]>} all but those of Prisma and of a move, and those that are of so little use that a crash may empty them */
    async tables() {
      const columns = await ask(
        `SELECT "relname" AS "table", "attname" AS "name", format_type("atttypid", "atttypmod") AS "type"
         FROM pg_class JOIN pg_attribute ON "attrelid" = pg_class."oid" AND "attnum" > 0 AND NOT "attisdropped"
         WHERE "relkind" = 'r' AND "relpersistence" = 'p' AND "relnamespace" = current_schema()::regnamespace
           AND "relname" NOT LIKE '\\_%' ORDER BY "attnum"`,
      );
      const keys = await ask(
        `SELECT "relname" AS "table", "attname" AS "name"
         FROM pg_constraint JOIN pg_class ON pg_class."oid" = "conrelid", unnest("conkey") WITH ORDINALITY AS "key" ("number", "place")
           JOIN pg_attribute ON true
         WHERE "contype" = 'p' AND "relnamespace" = current_schema()::regnamespace AND "attrelid" = "conrelid" AND "attnum" = "number"
         ORDER BY "place"`,
      );
      /** @type {Map<string, Table>} */
      const tables = new Map();
      for (const { table, name, type } of columns) {
        const found = tables.get(table) ?? { name: table, columns: [], key: [] };
        found.columns.push({ name, type, kind: kindInPostgres(type) });
        tables.set(table, found);
      }
      for (const { table, name } of keys) tables.get(table)?.key.push(name);
      return [...tables.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
    },

    /** What is read from now on is of this moment, until `endReading`. */
    async beginReading() {
      await reader.query("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      await reader.query("SELECT 1");
    },
    async endReading() {
      await reader.query("COMMIT");
    },

    async count(/** @type {string} */ table) {
      const { rows } = await reader.query(`SELECT COUNT(*) AS "count" FROM "${table}"`);
      return Number(rows[0].count);
    },

    /**
     * The rows in the order of their key, many at a time. Text is in the order of its bytes, as SQLite has it.
     *
     * @param {Plan} plan
     * @param {number} size
     * @returns {AsyncGenerator<Value[][]>}
     */
    async *rows({ name, columns, key }, size) {
      const reads = columns.map(({ kind }) => fromPostgres[kind]);
      const isText = new Set(columns.filter(({ kind }) => kind === "text").map((column) => column.name));
      const order = key.map((one) => `"${one}"${isText.has(one) ? ' COLLATE "C"' : ""}`).join(", ");
      await reader.query(
        `DECLARE "rows" NO SCROLL CURSOR FOR SELECT ${quoted(columns.map((column) => column.name))} FROM "${name}" ORDER BY ${order}`,
      );
      try {
        for (;;) {
          const { rows } = await reader.query({ text: `FETCH ${size} FROM "rows"`, rowMode: "array" });
          if (rows.length === 0) return;
          for (const row of rows) for (const [index, read] of reads.entries()) if (row[index] !== null) row[index] = read(row[index]);
          yield rows;
        }
      } finally {
        await reader.query('CLOSE "rows"').catch(() => undefined);
      }
    },

    /** @param {Plan} plan @param {readonly Value[][]} rows */
    async insert({ name, columns, types }, rows) {
      const names = columns.map((column) => column.name);
      const values = names.map((column, index) => cast(types.get(column) ?? "text", index));
      await writer.query({
        name: `insert ${name}`,
        text: `INSERT INTO "${name}" (${quoted(names)}) SELECT ${values.join(", ")} FROM ${given(names)}`,
        values: [asJson(columns, rows)],
      });
    },

    /** @param {Plan} plan @param {readonly Value[][]} rows */
    async remove({ name, columns, key, types }, rows) {
      const chosen = key.map((one) => columns.findIndex((column) => column.name === one));
      const isOne = key.map((one, index) => `"${name}"."${one}" = ${cast(types.get(one) ?? "text", index)}`);
      await writer.query({
        name: `remove ${name}`,
        text: `DELETE FROM "${name}" USING ${given(key)} WHERE ${isOne.join(" AND ")}`,
        values: [
          asJson(
            chosen.flatMap((place) => columns[place] ?? []),
            rows.map((row) => chosen.map((place) => row[place] ?? null)),
          ),
        ],
      });
    },

    /** none: nothing was ever moved here, or a server has been started since; finished: a whole copy; unfinished: a part of one */
    async moveState() {
      if (!(await hasTable("_move"))) return /** @type {const} */ ("none");
      const [row] = await ask(`SELECT "finishedAt" FROM "_move"`);
      return row.finishedAt === null ? /** @type {const} */ ("unfinished") : /** @type {const} */ ("finished");
    },

    /** Takes foreign keys and triggers away, and notes how they come back: rows are put in whatever their order, and as they are. */
    async beginMove() {
      if ((await this.moveState()) === "unfinished") return;
      const constraints = await ask(
        `SELECT "conrelid"::regclass::text AS "table", "conname" AS "name", pg_get_constraintdef("oid") AS "definition" FROM pg_constraint
         WHERE "contype" = 'f' AND "connamespace" = current_schema()::regnamespace ORDER BY "conname"`,
      );
      const tables = (await this.tables()).map(({ name }) => name);
      const restore = [
        ...constraints.map(
          (/** @type {Record<string, string>} */ { table, name, definition }) =>
            `ALTER TABLE ${table} ADD CONSTRAINT "${name}" ${definition}`,
        ),
        ...tables.map((name) => `ALTER TABLE "${name}" ENABLE TRIGGER USER`),
      ];
      await inTransaction(async () => {
        for (const { table, name } of constraints) await writer.query(`ALTER TABLE ${table} DROP CONSTRAINT "${name}"`);
        for (const name of tables) await writer.query(`ALTER TABLE "${name}" DISABLE TRIGGER USER`);
        await writer.query(`DROP TABLE IF EXISTS "_move"; CREATE TABLE "_move" ("finishedAt" text, "restore" text NOT NULL)`);
        await writer.query(`INSERT INTO "_move" VALUES (NULL, $1)`, [JSON.stringify(restore)]);
      });
    },

    /** @param {readonly string[]} rebuild statements that make anew what triggers keep */
    async endMove(rebuild) {
      const [{ restore }] = await ask(`SELECT "restore" FROM "_move"`);
      await inTransaction(async () => {
        for (const text of rebuild) await writer.query(text);
        for (const text of JSON.parse(restore)) await writer.query(text);
        for (const { table, column } of await ask(SERIAL_COLUMNS))
          await writer.query(
            `SELECT setval(pg_get_serial_sequence($1, $2), COALESCE((SELECT MAX("${column}") FROM ${table}), 0) + 1, false)`,
            [table, column],
          );
        await writer.query(`UPDATE "_move" SET "finishedAt" = $1`, [new Date().toISOString()]);
      });
      await writer.query("ANALYZE");
    },

    /** The copy is nobody's any more, and may be served from. */
    async forgetMove() {
      await writer.query('DROP TABLE IF EXISTS "_move"');
    },

    /** Whether a server is known to be at work. */
    async isServed() {
      const rows = await ask(
        `SELECT 1 FROM pg_stat_activity WHERE "datname" = current_database() AND "application_name" IN ('gatehouse', 'gatehouse link')`,
      );
      return rows.length > 0;
    },

    async close() {
      await reader.end().catch(() => undefined);
      await writer?.end().catch(() => undefined);
    },
  };
}

/** Columns that count by themselves. */
const SERIAL_COLUMNS = `
  SELECT "attrelid"::regclass::text AS "table", "attname" AS "column" FROM pg_attribute JOIN pg_class ON pg_class."oid" = "attrelid"
  WHERE "relkind" = 'r' AND "relnamespace" = current_schema()::regnamespace AND "attnum" > 0 AND NOT "attisdropped"
    AND pg_get_serial_sequence("attrelid"::regclass::text, "attname") IS NOT NULL`;
