// Fills the database with a project to look around in: `pnpm seed`. What is there already stays as it is, so it may run again.
// Asks nobody on the network. Where the settings look like those of production it wants to be told: `pnpm seed --production`.
import { createCipheriv, randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { connectDatabase, deriveKey, fail, failIfOlder, loadSettings, newId, readSecrets, requireOf, secretId } from "./command.mjs";
import { ATTRIBUTES, PASSWORD, PERMISSIONS, ROLES, TENANTS, TOTP_KEY, USERS } from "./demo-project.mjs";

const DEMO_PROJECT_ID = "P3GatehouseDemoProject000001";
const DAY = 86_400_000;

loadSettings();
const { production = false } = readArguments();
if (looksLikeProduction() && !production)
  fail(
    "These look like the settings of production. Say `pnpm seed --production` to fill its database with people whose password is known.",
  );

const database = await connectDatabase();
const [secret] = readSecrets();
const hashes = await hashPasswords(USERS.filter(({ password }) => password !== false));
const now = Date.now();
try {
  const added = [];
  // Everything or nothing.
  await database.transaction(async () => {
    await addProject();
    for (const [index, user] of USERS.entries()) if (await addUser(user, index)) added.push(user);
  });
  report(added);
} catch (error) {
  failIfOlder(error);
  throw error;
} finally {
  await database.close();
}

async function addProject() {
  for (const { id, ...tenant } of TENANTS) await insert("Tenant", { id, ...asJson(tenant), createdAt: daysAgo(100) });
  for (const name of PERMISSIONS) await insert("Permission", { id: newId("PERM"), name });
  for (const role of ROLES) await addRole(role);
  for (const attribute of ATTRIBUTES) await insert("CustomAttribute", { ...asJson(attribute), createdAt: daysAgo(100) });
}

async function addRole({ permissions, tenantId = null, isDefault = false, ...role }) {
  await insert("Role", { id: newId("ROL"), ...role, tenantId, scope: tenantId ?? "project", createdAt: daysAgo(100) });
  const roleId = await findRole(role.name, tenantId);
  for (const name of permissions) {
    const [{ id: permissionId }] = await database.all('SELECT "id" FROM "Permission" WHERE "name" = ?', name);
    await insert("RolePermission", { roleId, permissionId });
  }
  if (isDefault) await insert("TenantDefaultRole", { tenantId, roleId });
}

/** A tenant's own role, or the project's by that name. */
async function findRole(name, tenantId) {
  const find = (scope) => database.all('SELECT "id" FROM "Role" WHERE "scope" = ? AND "name" = ?', scope, name);
  const [role] = [...(await find(tenantId ?? "project")), ...(await find("project"))];
  return role.id;
}

/** False where somebody has one of the login IDs already. */
async function addUser(user, index) {
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
  for (const loginId of loginIds) if ((await database.all('SELECT 1 FROM "LoginId" WHERE "loginId" = ?', loginId)).length > 0) return false;
  const userId = newId("U");
  const createdAt = daysAgo(90 - 3 * index);
  const isNew = ["invited", "expired"].includes(columns.status);
  await insert("User", {
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
    await insert("LoginId", { loginId, userId, position, provenAt: columns.verifiedEmail && loginId === columns.email ? createdAt : null });
  if (password !== false)
    await insert("Password", {
      userId,
      hash: hashes.get(user),
      changedAt: createdAt,
      mustChange: more.mustChange ?? false,
      lockedAt: more.locked ? daysAgo(1) : null,
      failedCount: more.locked ? 10 : 0,
    });
  if (totp) await insert("TotpKey", { userId, sealedKey: seal("totp-key", userId, TOTP_KEY), createdAt });
  for (const name of roles) await insert("UserRole", { userId, roleId: await findRole(name, null) });
  for (const [tenantId, names] of Object.entries(tenants)) {
    await insert("UserTenant", { userId, tenantId });
    for (const name of names) await insert("UserTenantRole", { userId, tenantId, roleId: await findRole(name, tenantId) });
  }
  return true;
}

/** What is there already stays as it is. */
async function insert(table, row) {
  const columns = Object.keys(row);
  const names = columns.map((column) => `"${column}"`).join(", ");
  const places = columns.map(() => "?").join(", ");
  await database.run(`INSERT INTO "${table}" (${names}) VALUES (${places}) ON CONFLICT DO NOTHING`, ...Object.values(row));
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
