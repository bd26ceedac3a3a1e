// Keys of the management API: `pnpm admin key create NAME [--scope read|write] [--days N]`, `pnpm admin key list`, `pnpm admin key delete NAME`.
// Works on the database that the server works on, whether or not it runs: what it changes counts from the next call on.
import { createHmac, randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { connectDatabase, deriveKey, fail, failIfOlder, loadSettings, newId, readSecrets } from "./command.mjs";

const USAGE = `Usage:
  pnpm admin key create NAME [--scope read|write] [--days N]   makes a key and shows it, once; it may write and never ends unless said otherwise
  pnpm admin key list
  pnpm admin key delete NAME`;

loadSettings();
const { values, positionals } = readArguments();
const [area, action, name, ...more] = positionals;
if (area !== "key" || more.length > 0) fail(USAGE);

const database = await connectDatabase();
try {
  if (action === "create" && name) await createKey(name);
  else if (action === "list" && !name) await listKeys();
  else if (action === "delete" && name) await deleteKey(name);
  else fail(USAGE);
} catch (error) {
  if (["SQLITE_CONSTRAINT_UNIQUE", "23505"].includes(error.code)) fail(`There is a key by the name of ${name} already.`);
  failIfOlder(error);
  throw error;
} finally {
  await database.close();
}

async function createKey(keyName) {
  const { scope = "write", days } = values;
  if (!["read", "write"].includes(scope)) fail("--scope must be read or write");
  if (days !== undefined && !/^[1-9]\d{0,4}$/.test(days)) fail("--days must be a whole number of days");
  if (keyName.length > 200 || /[\p{Cc}\p{Cs}]/u.test(keyName)) fail("NAME must be one line of at most 200 characters");
  const now = Date.now();
  const expiresAt = days === undefined ? null : new Date(now + Number(days) * 86_400_000).toISOString();
  // Neither a colon nor a dot: the header tells keys from tokens by them.
  const key = `mk_${randomBytes(32).toString("base64url")}`;
  await database.run(
    'INSERT INTO "ManagementKey" ("id", "name", "digest", "scope", "createdAt", "expiresAt") VALUES (?, ?, ?, ?, ?, ?)',
    ...[newId("K"), keyName, digest(key), scope, new Date(now).toISOString(), expiresAt],
  );
  console.log(
    `${key}\n\nThe key of ${keyName}, which may ${scope}${days === undefined ? "" : ` until ${expiresAt}`}. It is not shown again.`,
  );
}

async function listKeys() {
  const keys = await database.all('SELECT "name", "scope", "createdAt", "expiresAt", "lastUsedAt" FROM "ManagementKey" ORDER BY "name"');
  if (keys.length === 0) console.log("There are no keys but the one of MANAGEMENT_KEY, if that is set.");
  else console.table(keys);
}

async function deleteKey(keyName) {
  const changes = await database.run('DELETE FROM "ManagementKey" WHERE "name" = ?', keyName);
  if (changes === 0) fail(`There is no key by the name of ${keyName}.`);
  console.log(`The key of ${keyName} opens nothing any more.`);
}

/** As packages/auth/src/sealer.ts derives and digests, under the newest secret. */
function digest(key) {
  return createHmac("sha256", deriveKey(readSecrets()[0], "digest management-key")).update(key).digest("base64url");
}

function readArguments() {
  try {
    return parseArgs({ allowPositionals: true, options: { scope: { type: "string" }, days: { type: "string" } } });
  } catch {
    return fail(USAGE);
  }
}
