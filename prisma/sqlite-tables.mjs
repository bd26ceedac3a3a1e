// The tables of an SQLite file as `pnpm db:move` and `pnpm db:backup` read and write them. postgres-tables.mjs does the same.

import { randomUUID } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { storableText } from "../packages/db/src/in-postgres.mjs";
import { CREATE_HISTORY, INSERT_HISTORY, SELECT_HISTORY } from "../packages/db/src/migration-history.mjs";
import { requireOf } from "./command.mjs";
import { fromSqlite, kindInSqlite, toSqlite } from "./moved-values.mjs";

/**
 * @typedef {import("./moved-values.mjs").Kind} Kind
 * @typedef {import("./moved-values.mjs").Value} Value
 * @typedef {{ name: string, kind: Kind | undefined, type: string }} Column
 * @typedef {{ name: string, columns: Column[], key: string[] }} Table
 */

/** Makes an empty file that its owner alone can read, and its folder. @param {string} file */
export function createFile(file) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, "wx", 0o600));
}

/** Waits until the file is on the disk. @param {string} file */
export function waitForDisk(file) {
  const descriptor = openSync(file, "r");
  fsyncSync(descriptor);
  closeSync(descriptor);
}

/**
 * The tables of an open database in order, all but those of Prisma, of a move and of the full-text index.
 *
 * @param {any} database
 * @returns {string[]}
 */
export function namesOfTables(database) {
  const names = database
    .prepare(`SELECT "name" FROM pragma_table_list WHERE "schema" = 'main' AND "type" = 'table' AND "name" NOT LIKE 'sqlite!_%' ESCAPE '!'`)
    .pluck()
    .all();
  return names.filter((/** @type {string} */ name) => !name.startsWith("_")).sort();
}

const quoted = (/** @type {readonly string[]} */ names) => names.map((name) => `"${name}"`).join(", ");

/**
 * @param {string} file
 * @param {{ isTarget?: boolean }} [options] whether it is written to
 */
export function openSqliteTables(file, { isTarget = false } = {}) {
  const Database = requireOf("packages/db")("better-sqlite3");
  const writer = isTarget ? new Database(file, { fileMustExist: true, timeout: 5000 }) : undefined;
  // A commit that the power takes is copied again by the next run.
  writer?.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = OFF");
  const reader = new Database(file, { readonly: true, fileMustExist: true, timeout: 5000 });

  /** @param {string} name */
  const hasTable = (name) => reader.prepare(`SELECT 1 FROM "sqlite_schema" WHERE "type" = 'table' AND "name" = ?`).get(name) !== undefined;

  /** @type {Map<string, any>} */
  const prepared = new Map();
  /** @param {string} text */
  function prepare(text) {
    const statement = prepared.get(text) ?? writer.prepare(text);
    prepared.set(text, statement);
    return statement;
  }

  return {
    dialect: /** @type {const} */ ("sqlite"),

    /** What the migrations say of themselves; null where there never was one. */
    async history() {
      if (!hasTable("_prisma_migrations")) return null;
      return reader.prepare(SELECT_HISTORY).all();
    },

    /** As packages/db/src/migrate.ts does it. Steps beside the SQL are left out: they are about rows, of which there are none. */
    async migrate(/** @type {readonly { name: string, sql: string, checksum: string }[]} */ migrations) {
      for (const { name, sql, checksum } of migrations) {
        writer.transaction(() => {
          const startedAt = Date.now();
          writer.exec(CREATE_HISTORY.sqlite);
          writer.exec(sql);
          writer.prepare(INSERT_HISTORY.sqlite).run(randomUUID(), checksum, name, startedAt, Date.now());
        })();
      }
    },

    /** @returns {Promise<Table[]>} */
    async tables() {
      return namesOfTables(reader).map((name) => {
        /** @type {{ name: string, type: string, pk: number }[]} */
        const columns = reader.prepare(`SELECT "name", "type", "pk" FROM pragma_table_info(?)`).all(name);
        const key = columns.filter(({ pk }) => pk > 0).sort((one, other) => one.pk - other.pk);
        return {
          name,
          columns: columns.map(({ name, type }) => ({ name, type, kind: kindInSqlite(type) })),
          key: key.map(({ name }) => name),
        };
      });
    },

    /** What is read from now on is of this moment, until `endReading`. */
    async beginReading() {
      reader.exec("BEGIN");
      reader.prepare(`SELECT 1 FROM "sqlite_schema" LIMIT 1`).get();
    },
    async endReading() {
      reader.exec("COMMIT");
    },

    async count(/** @type {string} */ table) {
      return Number(reader.prepare(`SELECT COUNT(*) FROM "${table}"`).pluck().get());
    },

    /**
     * The rows in the order of their key, many at a time.
     *
     * @param {import("./copy-tables.mjs").Plan} plan
     * @param {number} size
     * @returns {AsyncGenerator<Value[][]>}
     */
    async *rows({ name, columns, key, isForPostgres }, size) {
      const reads = columns.map(({ kind }) => {
        const read = fromSqlite[kind];
        return isForPostgres && (kind === "text" || kind === "json")
          ? (/** @type {unknown} */ stored) => read(storableText(String(stored)))
          : read;
      });
      const statement = reader
        .prepare(`SELECT ${quoted(columns.map((column) => column.name))} FROM "${name}" ORDER BY ${quoted(key)}`)
        .raw()
        .safeIntegers();
      /** @type {Value[][]} */
      let rows = [];
      for (const stored of statement.iterate()) {
        rows.push(
          stored.map((/** @type {unknown} */ value, /** @type {number} */ index) => (value === null ? null : reads[index]?.(value))),
        );
        if (rows.length < size) continue;
        yield rows;
        rows = [];
      }
      if (rows.length > 0) yield rows;
    },

    /** @param {import("./copy-tables.mjs").Plan} plan @param {readonly Value[][]} rows */
    async insert({ name, columns }, rows) {
      const writes = columns.map(({ kind }) => toSqlite[kind]);
      const statement = prepare(
        `INSERT INTO "${name}" (${quoted(columns.map((column) => column.name))}) VALUES (${columns.map(() => "?").join(", ")})`,
      );
      writer.transaction(() => {
        for (const row of rows) statement.run(row.map((value, index) => (value === null ? null : writes[index]?.(value))));
      })();
    },

    /** @param {import("./copy-tables.mjs").Plan} plan @param {readonly Value[][]} rows */
    async remove({ name, columns, key }, rows) {
      const places = key.map((one) => columns.findIndex((column) => column.name === one));
      const statement = prepare(`DELETE FROM "${name}" WHERE ${key.map((one) => `"${one}" = ?`).join(" AND ")}`);
      writer.transaction(() => {
        for (const row of rows)
          statement.run(places.map((place) => toSqlite[/** @type {Column} */ (columns[place]).kind ?? "text"](row[place])));
      })();
    },

    /** none: nothing was ever moved here, or a server has been started since; finished: a whole copy; unfinished: a part of one */
    async moveState() {
      if (!hasTable("_move")) return /** @type {const} */ ("none");
      const { finishedAt } = reader.prepare(`SELECT "finishedAt" FROM "_move"`).get();
      return finishedAt === null ? /** @type {const} */ ("unfinished") : /** @type {const} */ ("finished");
    },
    async beginMove() {
      writer.exec(`DROP TABLE IF EXISTS "_move"; CREATE TABLE "_move" ("finishedAt" TEXT); INSERT INTO "_move" VALUES (NULL)`);
    },
    /** @param {readonly string[]} rebuild statements that make anew what triggers keep */
    async endMove(rebuild) {
      writer.transaction(() => {
        for (const text of rebuild) writer.exec(text);
        const orphans = writer.pragma("foreign_key_check");
        if (orphans.length > 0) throw new Error(`${orphans.length} rows refer to missing ones: ${JSON.stringify(orphans[0])}`);
        writer.prepare(`UPDATE "_move" SET "finishedAt" = ?`).run(new Date().toISOString());
      })();
      // Whoever copies the file by itself has all of it.
      writer.pragma("wal_checkpoint(TRUNCATE)");
    },
    /** The copy is nobody's any more, and may be served from. */
    async forgetMove() {
      writer.exec(`DROP TABLE IF EXISTS "_move"`);
      const problems = writer.pragma("integrity_check", { simple: true });
      if (problems !== "ok") throw new Error(`SQLite finds the copy broken: ${problems}`);
    },

    /** Whether a server is known to be at work. */
    isServed: async () => false,

    async close() {
      reader.close();
      if (!writer) return;
      writer.pragma("wal_checkpoint(TRUNCATE)");
      writer.close();
    },
  };
}
