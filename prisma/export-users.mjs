// Writes every user to a file that `pnpm run import` reads, with what their passwords are stored as and the keys of their authenticator apps:
// `pnpm run export users.json`. Reads the database that the server works on, whether or not it runs, as it is at one moment.
import { createDecipheriv } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, existsSync, rmSync } from "node:fs";
import { finished } from "node:stream/promises";
import { connectDatabase, deriveKey, fail, failIfOlder, loadSettings, readSecrets, secretId } from "./command.mjs";
import { hashedPasswordOf } from "./user-file.mjs";

const USAGE = `Usage:
  pnpm run export FILE   writes every user to FILE, which must not be there; whoever reads it may try to find their passwords out`;

const USERS = `
  SELECT "User".*, "Password"."hash" AS "passwordHash", "TotpKey"."sealedKey" AS "sealedKey",
    (SELECT json_group_array(json_object(
        'loginId', "loginId", 'isOwn', "provenAt" IS NOT NULL OR "loginId" = "email" OR instr("loginId", '@') = 0
      ) ORDER BY "position")
      FROM "LoginId" WHERE "userId" = "User"."id") AS "loginIds",
    (SELECT json_group_array("name" ORDER BY "name") FROM "UserRole" JOIN "Role" ON "Role"."id" = "roleId"
      WHERE "userId" = "User"."id") AS "roleNames",
    (SELECT json_group_array(json_object('tenantId', "tenantId", 'roleNames', json((
        SELECT json_group_array("name" ORDER BY "name") FROM "UserTenantRole" AS "held" JOIN "Role" ON "Role"."id" = "held"."roleId"
        WHERE "held"."userId" = "UserTenant"."userId" AND "held"."tenantId" = "UserTenant"."tenantId"
      ))) ORDER BY "tenantId")
      FROM "UserTenant" WHERE "userId" = "User"."id") AS "userTenants"
  FROM "User"
    -- Temporary, expired and locked ones would be none of that where they are imported.
    LEFT JOIN "Password" ON "Password"."userId" = "User"."id" AND NOT "mustChange" AND "lockedAt" IS NULL
    LEFT JOIN "TotpKey" ON "TotpKey"."userId" = "User"."id"
  WHERE NOT "anonymous"
  ORDER BY "User"."id"`;

loadSettings();
const [path, ...more] = process.argv.slice(2);
if (!path || path.startsWith("-") || more.length > 0) fail(USAGE);
if (existsSync(path)) fail(`${path} is there already.`);
const database = await connectDatabase();
/** By their IDs. */
const secrets = new Map();

try {
  await writeUsers();
} catch (error) {
  // Half of them would pass for all.
  rmSync(path, { force: true });
  failIfOlder(error);
  fail(error.message);
} finally {
  await database.close();
}

async function writeUsers() {
  // Before the file is made: without them the command ends.
  const totpKeys = await database.all('SELECT 1 FROM "TotpKey" LIMIT 1');
  if (totpKeys.length > 0) for (const secret of readSecrets()) secrets.set(secretId(secret), secret);
  const out = createWriteStream(path, { flags: "wx", mode: 0o600 });
  await once(out, "open");
  const [{ total }] = await database.all('SELECT COUNT(*) AS "total" FROM "User" WHERE NOT "anonymous"');
  let count = 0;
  out.write("[");
  // One statement, and so one moment, however long it takes; a user at a time.
  for await (const row of database.each(USERS)) {
    if (!out.write(`${count === 0 ? "\n" : ",\n"}${JSON.stringify(describeUser(row))}`)) await once(out, "drain");
    count += 1;
    if (count % 1000 === 0) console.error(`${count} of ${total} users`);
  }
  out.end("\n]\n");
  await finished(out);
  console.error(`${count} users written to ${path}. Keep it as you would the database: it holds what passwords are checked by.`);
}

/** Leaves out what a user has not. */
function describeUser(row) {
  const [loginId, ...additionalLoginIds] = loginIdsOf(row);
  // An uploaded picture is nowhere else.
  const picture = row.picture.startsWith("picture:") ? "" : row.picture;
  const { name: displayName, givenName, middleName, familyName, email, phone, recoveryEmail, recoveryPhone, status } = row;
  const user = { loginId, additionalLoginIds, userId: row.id, displayName, givenName, middleName, familyName, email, phone, picture };
  if (email) user.verifiedEmail = Boolean(row.verifiedEmail);
  if (phone) user.verifiedPhone = Boolean(row.verifiedPhone);
  Object.assign(user, { recoveryEmail, recoveryPhone });
  if (recoveryEmail) user.verifiedRecoveryEmail = Boolean(row.verifiedRecoveryEmail);
  if (recoveryPhone) user.verifiedRecoveryPhone = Boolean(row.verifiedRecoveryPhone);
  if (row.test) user.test = true;
  user.status = status;
  user.createdTime = Math.floor(Date.parse(row.createdAt) / 1000);
  user.roleNames = listOf(row.roleNames);
  user.userTenants = listOf(row.userTenants).map(({ tenantId, roleNames }) => ({ tenantId, roleNames: roleNames ?? [] }));
  user.customAttributes = JSON.parse(row.customAttributes);
  user.ssoAppIds = JSON.parse(row.ssoAppIds);
  if (row.passwordHash !== null) user.hashedPassword = hashedPasswordOf(row.passwordHash);
  if (row.sealedKey !== null) user.seed = openTotpKey(row.sealedKey, row.id);
  // Roles are told where there are none, too: those of new users are not for whoever was there before.
  const isSaid = (value) => value !== "" && !(typeof value === "object" && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(user).filter(([name, value]) => name === "roleNames" || isSaid(value)));
}

/** A list that holds nothing is null in Postgres. */
function listOf(json) {
  return JSON.parse(json ?? "[]");
}

/** Without addresses that the user has never shown to be theirs and has left: an import would take them for proven as the present one is. */
function loginIdsOf(row) {
  const all = listOf(row.loginIds);
  const own = all.filter(({ isOwn }) => isOwn);
  return (own.length > 0 ? own : all).map(({ loginId }) => loginId);
}

/** As packages/auth/src/sealer.ts opens what it has sealed. */
function openTotpKey(sealed, userId) {
  const [id, body] = sealed.split(".");
  const secret = secrets.get(id);
  if (!secret) throw new Error(`An authenticator's key is sealed by a secret that AUTH_SECRET does not list (${id})`);
  const bytes = Buffer.from(body, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", deriveKey(secret, "seal totp-key"), bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(userId)).setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString();
}
