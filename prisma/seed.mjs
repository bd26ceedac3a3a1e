// Fills the database with a project to look around in: `pnpm seed`. What is there already stays as it is, so it may run again.
// Asks nobody on the network. Where the settings look like those of production it wants to be told: `pnpm seed --production`.
import { createCipheriv, randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { deriveKey, fail, failIfOlder, loadSettings, newId, openDatabase, readSecrets, requireOf, secretId } from "./command.mjs";
import { ATTRIBUTES, PASSWORD, PERMISSIONS, ROLES, TENANTS, TOTP_KEY, USERS } from "./demo-project.mjs";

const DEMO_PROJECT_ID = "P3GatehouseDemoProject000001";
const DAY = 86_400_000;

loadSettings();
const { production = false } = readArguments();
if (looksLikeProduction() && !production)
  fail(
    "These look like the settings of production. Say `pnpm seed --production` to fill its database with people whose password is known.",
  );

const database = openDatabase();
const [secret] = readSecrets();
const hashes = await hashPasswords(USERS.filter(({ password }) => password !== false));
const now = Date.now();
try {
  const added = database.transaction(fill).immediate();
  report(added);
} catch (error) {
  failIfOlder(error);
  throw error;
} finally {
  database.close();
}

/** Everything or nothing. Answers who was added. */
function fill() {
  for (const { id, ...tenant } of TENANTS) insert("Tenant", { id, ...asJson(tenant), createdAt: daysAgo(100) });
  for (const name of PERMISSIONS) insert("Permission", { id: newId("PERM"), name });
  for (const role of ROLES) addRole(role);
  for (const attribute of ATTRIBUTES) insert("CustomAttribute", { ...asJson(attribute), createdAt: daysAgo(100) });
  return USERS.filter(addUser);
}

function addRole({ permissions, tenantId = null, isDefault = false, ...role }) {
  insert("Role", { id: newId("ROL"), ...role, tenantId, scope: tenantId ?? "project", createdAt: daysAgo(100) });
  const roleId = findRole(role.name, tenantId);
  for (const name of permissions) {
    const { id: permissionId } = database.prepare('SELECT "id" FROM "Permission" WHERE "name" = ?').get(name);
    insert("RolePermission", { roleId, permissionId });
  }
  if (isDefault) insert("TenantDefaultRole", { tenantId, roleId });
}

/** A tenant's own role, or the project's by that name. */
function findRole(name, tenantId) {
  const find = database.prepare('SELECT "id" FROM "Role" WHERE "scope" = ? AND "name" = ?');
  return (find.get(tenantId ?? "project", name) ?? find.get("project", name)).id;
}

/** False where somebody has one of the login IDs already. */
function addUser(user, index) {
  const {
    loginIds,
    roles = [],
    tenants = {},
    password,
    totp,
    customAttributes = {},
    ssoAppIds = [],
    more = {},
    about: _,
    ...columns
  } = user;
  const isTaken = database.prepare('SELECT 1 FROM "LoginId" WHERE "loginId" = ?');
  if (loginIds.some((loginId) => isTaken.get(loginId))) return false;
  const userId = newId("U");
  const createdAt = daysAgo(90 - 3 * index);
  const isNew = ["invited", "expired"].includes(columns.status);
  insert("User", {
    id: userId,
    ...columns,
    ...asJson({ customAttributes, ssoAppIds }),
    secondFactor: totp === true,
    consentExpiresAt: more.consents ? daysAgo(-30) : null,
    firstSeenAt: isNew ? null : createdAt,
    createdAt,
    modifiedAt: createdAt,
  });
  for (const [position, loginId] of loginIds.entries())
    insert("LoginId", { loginId, userId, position, provenAt: columns.verifiedEmail && loginId === columns.email ? createdAt : null });
  if (password !== false)
    insert("Password", {
      userId,
      hash: hashes.get(user),
      changedAt: createdAt,
      mustChange: more.mustChange ?? false,
      lockedAt: more.locked ? daysAgo(1) : null,
      failedCount: more.locked ? 10 : 0,
    });
  if (totp) insert("TotpKey", { userId, sealedKey: seal("totp-key", userId, TOTP_KEY), createdAt });
  for (const name of roles) insert("UserRole", { userId, roleId: findRole(name, null) });
  for (const [tenantId, names] of Object.entries(tenants)) {
    insert("UserTenant", { userId, tenantId });
    for (const name of names) insert("UserTenantRole", { userId, tenantId, roleId: findRole(name, tenantId) });
  }
  return true;
}

/** What is there already stays as it is. */
function insert(table, row) {
  const columns = Object.keys(row);
  const values = Object.values(row).map((value) => (typeof value === "boolean" ? Number(value) : value));
  const names = columns.map((column) => `"${column}"`).join(", ");
  database.prepare(`INSERT INTO "${table}" (${names}) VALUES (${columns.map(() => "?").join(", ")}) ON CONFLICT DO NOTHING`).run(...values);
}

/** Lists and objects as the tables hold them. */
function asJson(row) {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === "object" && value !== null ? JSON.stringify(value) : value]),
  );
}

/** As Prisma writes times. */
function daysAgo(days) {
  return new Date(now - days * DAY).toISOString().replace("Z", "+00:00");
}

/** As packages/auth/src/sealer.ts does. */
function seal(purpose, context, plaintext) {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", deriveKey(secret, `seal ${purpose}`), iv).setAAD(Buffer.from(context));
  const sealed = Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  return `${secretId(secret)}.${sealed.toString("base64url")}`;
}

/** With the parameters of packages/auth/src/password/passwords.ts: they are not hashed anew at the first sign-in. */
async function hashPasswords(users) {
  const { hash } = requireOf("packages/auth")("@node-rs/argon2");
  const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
  return new Map(await Promise.all(users.map(async (user) => [user, await hash(PASSWORD, parameters)])));
}

function report(added) {
  const rest = USERS.length - added.length;
  console.log(
    `${added.length} people added${rest > 0 ? `, ${rest} were there already` : ""}: members of ${TENANTS.map(({ name }) => name).join(" and ")}.`,
  );
  console.log(`\n  Password of everybody who has one: ${PASSWORD}\n  Authenticator key of who signs in with two steps: ${TOTP_KEY}\n`);
  for (const { loginIds, about } of USERS) if (about) console.log(`  ${loginIds[0].padEnd(36)} ${about}`);
}

/** Production has to name a project of its own, and is reached by https. */
function looksLikeProduction() {
  const { NODE_ENV, APP_URL = "", PROJECT_ID } = process.env;
  return NODE_ENV === "production" || APP_URL.startsWith("https:") || (PROJECT_ID || DEMO_PROJECT_ID) !== DEMO_PROJECT_ID;
}

function readArguments() {
  try {
    return parseArgs({ options: { production: { type: "boolean" } } }).values;
  } catch {
    return fail("Usage: pnpm seed [--production]");
  }
}
