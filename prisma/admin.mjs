// Keys of the management API: `pnpm admin key create NAME [--scope read|write] [--days N]`, `pnpm admin key list`, `pnpm admin key delete NAME`.
// Works on the database that the server works on, whether or not it runs: what it changes counts from the next call on.
import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join } from "node:path";
import { parseArgs } from "node:util";

const USAGE = `Usage:
  pnpm admin key create NAME [--scope read|write] [--days N]   makes a key and shows it, once; it may write and never ends unless said otherwise
  pnpm admin key list
  pnpm admin key delete NAME`;

const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const root = join(import.meta.dirname, "..");
const dotEnv = join(root, ".env");
if (existsSync(dotEnv)) process.loadEnvFile(dotEnv);

const { values, positionals } = readArguments();
const [area, action, name, ...more] = positionals;
if (area !== "key" || more.length > 0) fail(USAGE);

const file = databaseFile();
if (!existsSync(file)) fail(`There is no database at ${file}: start the server once, which makes it.`);
const Database = createRequire(join(root, "packages/db/package.json"))("better-sqlite3");
const database = new Database(file, { fileMustExist: true, timeout: 5000 });
try {
  if (action === "create" && name) createKey(name);
  else if (action === "list" && !name) listKeys();
  else if (action === "delete" && name) deleteKey(name);
  else fail(USAGE);
} catch (error) {
  if (error.code === "SQLITE_CONSTRAINT_UNIQUE") fail(`There is a key by the name of ${name} already.`);
  if (/no such table/.test(error.message))
    fail("The database is older than this command: start the server once, which brings it up to date.");
  throw error;
} finally {
  database.close();
}

function createKey(keyName) {
  const { scope = "write", days } = values;
  if (!["read", "write"].includes(scope)) fail("--scope must be read or write");
  if (days !== undefined && !/^[1-9]\d{0,4}$/.test(days)) fail("--days must be a whole number of days");
  if (keyName.length > 200 || /[\p{Cc}\p{Cs}]/u.test(keyName)) fail("NAME must be one line of at most 200 characters");
  const now = Date.now();
  const expiresAt = days === undefined ? null : new Date(now + Number(days) * 86_400_000).toISOString();
  // Neither a colon nor a dot: the header tells keys from tokens by them.
  const key = `mk_${randomBytes(32).toString("base64url")}`;
  database
    .prepare('INSERT INTO "ManagementKey" ("id", "name", "digest", "scope", "createdAt", "expiresAt") VALUES (?, ?, ?, ?, ?, ?)')
    .run(newId(), keyName, digest(key), scope, new Date(now).toISOString(), expiresAt);
  console.log(
    `${key}\n\nThe key of ${keyName}, which may ${scope}${days === undefined ? "" : ` until ${expiresAt}`}. It is not shown again.`,
  );
}

function listKeys() {
  const keys = database
    .prepare('SELECT "name", "scope", "createdAt", "expiresAt", "lastUsedAt" FROM "ManagementKey" ORDER BY "name"')
    .all();
  if (keys.length === 0) console.log("There are no keys but the one of MANAGEMENT_KEY, if that is set.");
  else console.table(keys);
}

function deleteKey(keyName) {
  const { changes } = database.prepare('DELETE FROM "ManagementKey" WHERE "name" = ?').run(keyName);
  if (changes === 0) fail(`There is no key by the name of ${keyName}.`);
  console.log(`The key of ${keyName} opens nothing any more.`);
}

/** As packages/auth/src/sealer.ts derives and digests, under the newest secret. */
function digest(key) {
  const secret = Buffer.from(hkdfSync("sha256", readSecret(), "gatehouse", "digest management-key", 32));
  return createHmac("sha256", secret).update(key).digest("base64url");
}

/** The secret that the server seals with: AUTH_SECRET, or the one that development keeps beside the database. */
function readSecret() {
  const configured = process.env.AUTH_SECRET?.split(",")[0]?.trim();
  if (configured) return configured;
  const made = join(dirname(file), "auth-secret");
  if (!existsSync(made)) fail("AUTH_SECRET is not set, and there is none beside the database: give this command the server's own.");
  return readFileSync(made, "utf8").trim();
}

function databaseFile() {
  const path = (process.env.DATABASE_URL || "file:.data/gatehouse.db").replace(/^file:(\/\/(?=\/))?/, "").replace(/\?.*$/, "");
  return isAbsolute(path) ? path : join(root, path);
}

/** As packages/auth/src/ids.ts makes them: K and 27 characters, each equally likely. */
function newId() {
  const characters = [...randomBytes(64)].filter((byte) => byte < 248).map((byte) => BASE62[byte % 62]);
  return `K${characters.slice(0, 27).join("")}`;
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { scope: { type: "string" }, days: { type: "string" } } });
  } catch {
    return fail(USAGE);
  }
}

function fail(reason) {
  console.error(reason);
  process.exit(1);
}
