// What commands share that work on the server's own database, whether or not it runs: settings, the secret, the open file. Plain JavaScript,
// since no Node that is supported runs the packages' TypeScript as it is.
import { createHash, hkdfSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join } from "node:path";
import { inPostgres } from "../packages/db/src/in-postgres.mjs";

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const root = join(import.meta.dirname, "..");

/** Reads `.env` as the server does: the environment wins. */
export function loadSettings() {
  const dotEnv = join(root, ".env");
  if (existsSync(dotEnv)) process.loadEnvFile(dotEnv);
}

/** The URL of the server's database. */
export function databaseUrl() {
  return process.env.DATABASE_URL || "file:.data/gatehouse.db";
}

/** The file of a URL of SQLite: a relative path counts from the repository's root, as it does for the server. */
export function fileOf(url) {
  const path = url.replace(/^file:(\/\/(?=\/))?/, "").replace(/\?.*$/, "");
  return isAbsolute(path) ? path : join(root, path);
}

export function isPostgresUrl(url) {
  return /^postgres(ql)?:\/\//.test(url);
}

/** Where a database is, in words that may be shown: no password is among them. */
export function describeDatabase(url) {
  if (!isPostgresUrl(url)) return fileOf(url);
  const { hostname, port, pathname } = new URL(url);
  return `Postgres at ${hostname || "a socket"}${port === "" ? "" : `:${port}`}${pathname}`;
}

/**
 * @typedef {object} ConnectedDatabase
 * @property {(sql: string, ...values: unknown[]) => Promise<any[]>} all
 * @property {(sql: string, ...values: unknown[]) => Promise<number>} run how many rows it has changed
 * @property {(sql: string) => AsyncIterable<any>} each the rows of one moment, however many there are
 * @property {(work: () => Promise<void>) => Promise<void>} transaction all that is run meanwhile is stored, or nothing where it throws
 * @property {() => Promise<void>} close
 */

/**
 * The server's database, whichever it is, for statements in SQLite's words with `?` in place of values. JSON and times come as text. Ends the
 * command where there is none yet.
 *
 * @returns {Promise<ConnectedDatabase>}
 */
export async function connectDatabase() {
  return isPostgresUrl(databaseUrl()) ? connectPostgres(databaseUrl()) : connectSqlite(fileOf(databaseUrl()));
}

function connectSqlite(file) {
  if (!existsSync(file)) fail(`There is no database at ${file}: start the server once, which makes it.`);
  const Database = requireOf("packages/db")("better-sqlite3");
  const database = new Database(file, { fileMustExist: true, timeout: 5000 });
  const bound = (values) => values.map((value) => (typeof value === "boolean" ? Number(value) : value));
  return {
    all: async (sql, ...values) => database.prepare(sql).all(...bound(values)),
    run: async (sql, ...values) => database.prepare(sql).run(...bound(values)).changes,
    async *each(sql) {
      yield* database.prepare(sql).iterate();
    },
    async transaction(work) {
      database.exec("BEGIN IMMEDIATE");
      await work();
      database.exec("COMMIT");
    },
    close: async () => void database.close(),
  };
}

async function connectPostgres(url) {
  const pg = requireOf("packages/db")("pg");
  const { builtins, getTypeParser } = pg.types;
  const parsers = {
    [builtins.INT8]: Number,
    [builtins.TIMESTAMP]: (text) => new Date(`${text.replace(" ", "T")}Z`).toISOString(),
    [builtins.JSON]: (text) => text,
    [builtins.JSONB]: (text) => text,
  };
  const types = { getTypeParser: (type, format) => parsers[type] ?? getTypeParser(type, format) };
  const client = new pg.Client({ connectionString: url, types });
  await client.connect().catch((error) => fail(`There is no way to the database of DATABASE_URL: ${error.message || error.code}`));
  const query = (sql, values) => {
    let number = 0;
    const text = inPostgres(sql).replaceAll("?", () => `$${++number}`);
    return client.query(text, values);
  };
  return {
    all: async (sql, ...values) => (await query(sql, values)).rows,
    run: async (sql, ...values) => (await query(sql, values)).rowCount ?? 0,
    async *each(sql) {
      await client.query("BEGIN READ ONLY");
      await query(`DECLARE "each" NO SCROLL CURSOR FOR ${sql}`, []);
      for (;;) {
        const { rows } = await client.query('FETCH 500 FROM "each"');
        if (rows.length === 0) break;
        yield* rows;
      }
      await client.query("COMMIT");
    },
    // Nothing is stored where the command ends before that.
    async transaction(work) {
      await client.query("BEGIN ISOLATION LEVEL SERIALIZABLE");
      await work();
      await client.query("COMMIT");
    },
    close: () => client.end(),
  };
}

/** Loads what one of the packages depends on. */
export function requireOf(folder) {
  return createRequire(join(root, folder, "package.json"));
}

/** The secrets that the server opens with, newest first: AUTH_SECRET, or the one that development keeps beside the database. */
export function readSecrets() {
  const made = isPostgresUrl(databaseUrl()) ? join(root, ".data", "auth-secret") : join(dirname(fileOf(databaseUrl())), "auth-secret");
  const configured = process.env.AUTH_SECRET || (existsSync(made) ? readFileSync(made, "utf8") : "");
  const secrets = configured.split(",").map((secret) => secret.trim());
  if (!secrets[0]) fail("AUTH_SECRET is not set, and there is none beside the database: give this command the server's own.");
  return secrets;
}

/** As packages/auth/src/sealer.ts derives a key for each use. */
export function deriveKey(secret, use) {
  return Buffer.from(hkdfSync("sha256", secret, "gatehouse", use, 32));
}

/** By which a sealed value names its secret, as packages/auth/src/sealer.ts has it. */
export function secretId(secret) {
  return createHash("sha256").update(deriveKey(secret, "key id")).digest("base64url").slice(0, 8);
}

/** As packages/auth/src/ids.ts makes them: the prefix and 27 characters, each equally likely. */
export function newId(prefix) {
  const characters = [...randomBytes(64)].filter((byte) => byte < 248).map((byte) => BASE62[byte % 62]);
  return `${prefix}${characters.slice(0, 27).join("")}`;
}

/** Ends the command where the database lacks what it asks for. Does nothing for any other error. */
export function failIfOlder(error) {
  if (/no such (?:table|column)/.test(error.message) || ["42P01", "42703"].includes(error.code))
    fail("The database is older than this command: start the server once, which brings it up to date.");
}

/** Ends the command with what is wrong. */
export function fail(reason) {
  console.error(reason);
  process.exit(1);
}
