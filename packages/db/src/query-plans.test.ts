import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChallengeRecord } from "./challenges";
import { accessKeyPlans } from "./management/access-keys.plans";
import { auditSearchPlans } from "./management/audit-search.plans";
import { customAttributePlans } from "./management/custom-attributes.plans";
import { passwordSettingsPlans } from "./management/password-settings.plans";
import { permissionPlans } from "./management/permissions.plans";
import { rolePlans } from "./management/roles.plans";
import { tenantPlans } from "./management/tenants.plans";
import { testUserPlans } from "./management/test-users.plans";
import { userChangePlans } from "./management/user-changes.plans";
import { userRemovalPlans } from "./management/user-removal.plans";
import { userSearchAllowed, userSearchPlans } from "./management/user-search.plans";
import type { SessionRecord } from "./sessions";
import { createStore, type Store, type StoreTransaction } from "./store";
import { createTestDatabase, type TestDatabase } from "./testing/database";

// Row counts play no part in the plans as long as nobody runs ANALYZE, which nothing here does: a handful of rows, so that every
// statement of a question is reached, show what a million would get.

const now = new Date("2026-01-01T00:00:00Z");
const later = new Date("2026-02-01T00:00:00Z");
const ADA = "ada@example.com";

const session: SessionRecord = {
  id: "S1",
  userId: "U1",
  surface: "rest",
  purpose: "signIn",
  methods: [],
  tenantId: null,
  clientClaims: {},
  trustedClaims: {},
  userAgent: "",
  address: "",
  refreshSerial: 0,
  refreshIssuedAt: now,
  createdAt: now,
  authenticatedAt: now,
  lastUsedAt: now,
  expiresAt: later,
  revokedAt: null,
  actorId: null,
  deviceId: "S1",
  deviceSince: null,
};

const challenge: ChallengeRecord & { slot: string } = {
  id: "C1",
  channel: "emailCode",
  purpose: "update",
  loginId: ADA,
  slot: "slot",
  userId: "U1",
  email: ADA,
  digest: "",
  sealedKey: "",
  details: "{}",
  attempts: 0,
  attemptsMax: 5,
  createdAt: now,
  expiresAt: later,
  usedAt: null,
  pendingRef: "ref",
  approvedAt: null,
};

const letter = { id: "L1", sealedLetter: "", createdAt: now, nextTryAt: now, tries: 0, expiresAt: later };
const budget = { key: "B1", version: 0, count: 1, windowAt: now, blockedUntil: null, expiresAt: later };
const key = { kid: "K1", slot: "1", publicKey: "", sealedKey: "", createdAt: now, activeAt: now, replaceAt: null };
const totp = { sealedKey: "sealed", lastStep: 1, formerSteps: [], createdAt: now, lastUsedAt: now };
const user = { id: "U1", loginIds: [ADA], passwordHash: "hash", createdAt: now };
const event = {
  id: "A1",
  userId: "U1",
  action: "Login",
  type: "info" as const,
  actorId: "",
  occurredAt: now,
  device: "",
  method: "",
  remoteAddress: "",
  externalIds: [],
  tenants: [],
  data: {},
  userAgent: "",
  deviceMark: "mark",
};

/** A file for each area of the management API. */
const managementPlans = {
  userRemoval: userRemovalPlans,
  userChanges: userChangePlans,
  userSearch: userSearchPlans,
  testUsers: testUserPlans,
  tenants: tenantPlans,
  roles: rolePlans,
  permissions: permissionPlans,
  customAttributes: customAttributePlans,
  accessKeys: accessKeyPlans,
  auditSearch: auditSearchPlans,
  passwordSettings: passwordSettingsPlans,
};

type Groups = Omit<StoreTransaction, "with">;

/** How each question is asked, so that all its statements run. */
const QUESTIONS: { [Group in keyof Groups]: { [Name in keyof Groups[Group]]: (store: Store) => Promise<unknown> } } = {
  users: {
    create: ({ users }) => users.create({ ...user, id: "U2", loginIds: ["bob"] }),
    findById: ({ users }) => users.findById("U1"),
    findWithPassword: ({ users }) => users.findWithPassword("U1"),
    listByIds: ({ users }) => users.listByIds(["U1", "U2"]),
    findByIdOrLoginId: ({ users }) => users.findByIdOrLoginId("U1"),
    findIdByLoginId: ({ users }) => users.findIdByLoginId(ADA),
    findRecipient: ({ users }) => users.findRecipient(ADA),
    findPasswordByLoginId: ({ users }) => users.findPasswordByLoginId(ADA, { keys: ["B1"], byUser: "password:" }),
    upgradeHash: ({ users }) => users.upgradeHash("U1", "hash", "better"),
    markFirstSeen: ({ users }) => users.markFirstSeen("U1", now),
    acceptInvitation: ({ users }) => users.acceptInvitation("U1", now),
    setVerifiedEmail: ({ users }) => users.setVerifiedEmail("U1", ADA, now),
    updateProfile: ({ users }) => users.updateProfile("U1", { name: "Ada" }, now),
    addLoginId: ({ users }) => users.addLoginId("U1", "ada"),
    removeLoginId: ({ users }) => users.removeLoginId("U1", "ada"),
    putPassword: ({ users }) => users.putPassword("U1", "next", { id: "P1", keep: 4 }, now),
    listHashes: ({ users }) => users.listHashes("U1", 5),
    removePassword: ({ users }) => users.removePassword("U1"),
    joinTenant: ({ users }) => users.joinTenant("U1", "T1", "example.com"),
  },
  sessions: {
    create: ({ sessions }) => sessions.create({ ...session, id: "S2" }),
    open: ({ sessions }) => sessions.open({ ...session, id: "S3" }, { ...event, id: "A5" }, "S1", "mark"),
    find: ({ sessions }) => sessions.find("S1"),
    listLive: ({ sessions }) => sessions.listLive("U1", now),
    nameDevice: ({ sessions }) => sessions.nameDevice("S1", "U1", "Ada’s phone", now),
    rotate: ({ sessions }) => sessions.rotate("S1", 0, now),
    touch: ({ sessions }) => sessions.touch("S1", now, later),
    isLive: ({ sessions }) => sessions.isLive("S1", now),
    confirm: ({ sessions }) => sessions.confirm("S1", { methods: ["pwd"], authenticatedAt: now }, now),
    selectTenant: ({ sessions }) => sessions.selectTenant("S1", null, now, later),
    amend: ({ sessions }) => sessions.amend("S1", { trustedClaims: {}, expiresAt: later }, now),
    capImpersonations: ({ sessions }) => sessions.capImpersonations("U1", now),
    revokeImpersonations: ({ sessions }) => sessions.revokeImpersonations("U1", now),
    revoke: ({ sessions }) => sessions.revoke("S1", "U1", now),
    revokeAll: async ({ sessions }) => [await sessions.revokeAll("U1", now, "S1"), await sessions.revokeAll("U1", now)],
    revokeResets: async ({ sessions }) => [await sessions.revokeResets("U1", now, "S1"), await sessions.revokeResets("U1", now)],
  },
  budgets: {
    listByKeys: ({ budgets }) => budgets.listByKeys(["B1", "B2"]),
    swapAll: ({ budgets }) =>
      budgets.swapAll([
        { ...budget, version: 1 },
        { ...budget, key: "B2" },
      ]),
    swapAllTelling: ({ budgets }) => budgets.swapAllTelling([{ ...budget, key: "B3" }], { ...event, id: "A4" }),
    clear: ({ budgets }) => budgets.clear(["B1", "B2"]),
  },
  signingKeys: {
    list: ({ signingKeys }) => signingKeys.list(),
    redate: ({ signingKeys }) => signingKeys.redate(key, key),
    remove: ({ signingKeys }) => signingKeys.remove("K1"),
    createInSlot: ({ signingKeys }) => signingKeys.createInSlot({ ...key, kid: "K2", slot: "2" }),
  },
  challenges: {
    replace: ({ challenges }) => challenges.replace({ ...challenge, id: "C2", pendingRef: null }),
    create: ({ challenges }) => challenges.create({ ...challenge, id: "C3", slot: null, pendingRef: null }),
    find: ({ challenges }) => challenges.find("C1"),
    findByPendingRef: ({ challenges }) => challenges.findByPendingRef("ref"),
    approve: ({ challenges }) => challenges.approve("C1", now),
    findBySlot: ({ challenges }) => challenges.findBySlot("slot"),
    send: ({ challenges }) => challenges.send({ ...challenge, id: "C4", pendingRef: null }, { id: "L3", sealedLetter: "" }),
    findBeforeLetter: ({ challenges }) => challenges.findBeforeLetter(ADA, ["slot", "other"]),
    findCodes: ({ challenges }) =>
      challenges.findCodes(
        ADA,
        { slots: ["slot", "other"], updatesMax: 10, now },
        { keys: ["B1"], byUser: ["askedCodes:"], byChallenge: { start: "codeTries:", ends: [" others"] } },
      ),
    endUpdates: ({ challenges }) => challenges.endUpdates([ADA, "ada"], now),
    countAttempts: ({ challenges }) => challenges.countAttempts(["C1", "C2"], 5, now),
    countAttempt: ({ challenges }) => challenges.countAttempt("C1", 5, now),
    consume: ({ challenges }) => challenges.consume("C1", now),
    end: ({ challenges }) => challenges.end("C1", "{}", now),
    voidLetters: async ({ challenges }) => {
      for (const which of ["all", "resets", "approved"] as const)
        await challenges.voidLetters({ id: "U1", loginIds: [ADA, "ada"], email: ADA }, which, now);
    },
  },
  outbox: {
    create: ({ outbox }) => outbox.create({ ...letter, id: "L2" }),
    claimDue: ({ outbox }) => outbox.claimDue(now, { until: later, tryEnd: now, heldEnd: later }, 100),
    nextDue: ({ outbox }) => outbox.nextDue(),
    close: ({ outbox }) => outbox.close([{ letter, end: { kind: "delivered", at: now } }]),
  },
  factors: {
    find: ({ factors }) =>
      factors.find(
        { loginId: ADA, userId: null, slots: { nobody: "slot", byUser: "totp:" }, tries: { keys: ["B1"], byUser: "secondFactor:" } },
        now,
      ),
    describe: ({ factors }) => factors.describe("U1", now, now),
    acceptTotpStep: ({ factors }) => factors.acceptTotpStep("U1", totp, { lastStep: 2, formerSteps: [1] }, ["B1"], now),
    putTotp: ({ factors }) => factors.putTotp("U1", "sealed", 1, now),
    removeTotp: ({ factors }) => factors.removeTotp("U1"),
    setSecondFactor: ({ factors }) => factors.setSecondFactor("U1", true, now),
    putRecoveryCodes: ({ factors }) => factors.putRecoveryCodes("U1", ["a", "b"], now),
    spendRecoveryCode: ({ factors }) => factors.spendRecoveryCode("U1", ["a", "b"], now),
    countRecoveryCodes: ({ factors }) => factors.countRecoveryCodes("U1"),
    removeRecoveryCodes: ({ factors }) => factors.removeRecoveryCodes("U1"),
  },
  emailUndos: {
    create: ({ emailUndos }) =>
      emailUndos.create({ id: "D1", userId: "U1", email: ADA, loginIds: [ADA], digest: "", createdAt: now, expiresAt: later }),
    find: ({ emailUndos }) => emailUndos.find("D1"),
    consume: ({ emailUndos }) => emailUndos.consume("D1", now),
    endSince: ({ emailUndos }) => emailUndos.endSince("U1", null, now),
  },
  setAside: {
    findPossessions: ({ setAside }) => setAside.findPossessions("U1"),
    list: ({ setAside }) => setAside.list("U1", now),
    restorePassword: ({ setAside }) =>
      setAside.restorePassword("U1", {
        ...{ hash: "hash", changedAt: now, mustChange: false, failedCount: 0, lockedUntil: null, lockedAt: null },
      }),
    restoreTotp: ({ setAside }) => setAside.restoreTotp("U1", totp),
  },
  trustedDevices: {
    create: ({ trustedDevices }) =>
      trustedDevices.create({ id: "D1", userId: "U1", digest: "d", userAgent: "", createdAt: now, expiresAt: later }, 20),
    use: ({ trustedDevices }) => trustedDevices.use("D1", "U1", ["d"], now),
    list: ({ trustedDevices }) => trustedDevices.list("U1", now),
    end: ({ trustedDevices }) => trustedDevices.end("D1", "U1"),
    endAll: ({ trustedDevices }) => trustedDevices.endAll("U1"),
  },
  userPictures: {
    put: ({ userPictures }) => userPictures.put("U1", { key: "K1", bytes: new Uint8Array([1]), createdAt: now }),
    findByKey: ({ userPictures }) => userPictures.findByKey("K1"),
    remove: ({ userPictures }) => userPictures.remove("U1"),
  },
  personalData: { collect: ({ personalData }) => personalData.collect("U1") },
  accountDeletions: {
    ask: ({ accountDeletions }) => accountDeletions.ask("U1", now, later),
    takeBack: ({ accountDeletions }) => accountDeletions.takeBack("U1"),
    listDue: ({ accountDeletions }) => accountDeletions.listDue(later, 10),
    comeDue: ({ accountDeletions }) => accountDeletions.comeDue("U1", later),
    forget: ({ accountDeletions }) => accountDeletions.forget({ id: "U1", loginIds: ["ada"], email: ADA }),
  },
  housekeeping: {
    removeEnded: ({ housekeeping }) => housekeeping.removeEnded({ ended: later, letters: later, audit: later }),
    capEnds: ({ housekeeping }) => housekeeping.capEnds({ challenges: now, sessions: now, trustedDevices: now }),
  },
  audit: {
    record: ({ audit }) => audit.record({ ...event, id: "A2" }),
    recordAll: ({ audit }) => audit.recordAll([{ ...event, id: "A3" }]),
    listPage: ({ audit }) => audit.listPage("U1", ["Login"], 10),
    forgetDevices: ({ audit }) => audit.forgetDevices("U1", now),
    listByUser: ({ audit }) => audit.listByUser("U1", "Login", 100),
    listByUsers: ({ audit }) => audit.listByUsers(["U1", "U2"], "Login", 100),
  },
  ...managementPlans,
  managementKeys: {
    findByDigests: ({ managementKeys }) => managementKeys.findByDigests(["a", "b"]),
    touch: ({ managementKeys }) => managementKeys.touch("K1", now),
  },
};

/** Columns of which one value is that of a few rows: of one row, one user, one login ID, one address, one tenant or one name. */
const FEW = [
  "id",
  "kid",
  "key",
  "digest",
  "slot",
  "pendingRef",
  "userId",
  "loginId",
  "email",
  "phone",
  "tenantId",
  "roleId",
  "scope",
  "permissionId",
  "parentId",
  "boundUserId",
  "accessKeyId",
];

/** Steps of plans that read or sort more than the rows of a few values, and why they may. */
const ALLOWED: { question: string; step: RegExp; because: string }[] = [
  ...userSearchAllowed,
  { question: "users.findById", step: /json_group_array/, because: "the roles, login IDs and tenants of one user" },
  { question: "users.findWithPassword", step: /json_group_array/, because: "the roles, login IDs and tenants of one user" },
  { question: "factors.find", step: /json_group_array/, because: "the roles, login IDs and tenants of one user" },
  { question: "sessions.find", step: /json_group_array/, because: "the roles, login IDs and tenants of one user" },
  { question: "users.listByIds", step: /json_group_array/, because: "the roles, login IDs and tenants of one user" },
  { question: "users.findByIdOrLoginId", step: /json_group_array/, because: "the roles, login IDs and tenants of one user" },
  { question: "users.putPassword", step: /^USE TEMP B-TREE FOR LAST TERM OF ORDER BY$/, because: "the few former passwords of one user" },
  { question: "users.listHashes", step: /^USE TEMP B-TREE FOR LAST TERM OF ORDER BY$/, because: "the few former passwords of one user" },
  {
    question: "passwordSettings.findShared",
    step: /PasswordSettings|TEMP B-TREE/,
    because: "once in a few seconds; one row for the project, and one for each tenant that has its own",
  },
  { question: "testUsers.listSome", step: /\(test=\?\)|json_group_array/, because: "to a limit, with the login IDs of each" },
  { question: "tenants.find", step: /json_group_array/, because: "the default roles and successors of one tenant" },
  { question: "tenants.list", step: /^SCAN Tenant USING INDEX|json_group_array|FOR ORDER BY$/, because: "every tenant is asked for" },
  { question: "roles.list", step: /^SCAN Role USING INDEX|json_group_array/, because: "every role is asked for" },
  { question: "roles.find", step: /json_group_array/, because: "the permissions of one role" },
  { question: "roles.listOf", step: /json_group_array/, because: "the permissions of one role" },
  { question: "permissions.list", step: /^SCAN main.Permission USING INDEX/, because: "every permission is asked for" },
  { question: "permissions.find", step: /Permission_name_key \(name=\?\)/, because: "a permission's name is one row" },
  {
    question: "signingKeys.list",
    step: /^SCAN main.SigningKey$|^USE TEMP B-TREE FOR ORDER BY$/,
    because: "one row a rotation, two at a time",
  },
  {
    question: "outbox.claimDue",
    step: /_nextTryAt_idx \(deliveredAt=\? AND givenUpAt=\? AND nextTryAt[<>]\?\)/,
    because: "in order, to a limit",
  },
  { question: "outbox.nextDue", step: /_nextTryAt_idx \(deliveredAt=\? AND givenUpAt=\?\)/, because: "the first in order" },
  { question: "accessKeys.find", step: /json_group_array/, because: "the tenants of one key" },
  { question: "accessKeys.findByDigests", step: /json_group_array/, because: "the tenants of one key" },
  {
    question: "accessKeys.search",
    step: /json_group_array|AccessKey_(createdAt|createdBy)_idx|^SCAN AccessKey$|^USE TEMP B-TREE FOR (LAST TERM OF )?ORDER BY$/,
    because: "keys are as many as a project has machines, and it is to a limit",
  },
  {
    question: "auditSearch.search",
    step: /_occurredAt_idx \(|^USE TEMP B-TREE FOR (LAST TERM OF )?ORDER BY$/,
    because: "30 days, of which a page is sorted",
  },
  { question: "personalData.collect", step: /^USE TEMP B-TREE FOR ORDER BY$/, because: "what there is of one person, to a limit" },
  { question: "accountDeletions.listDue", step: /_eraseAt_idx \(eraseAt<\?\)/, because: "in order, to a limit" },
  {
    question: "housekeeping.removeEnded",
    step: /\((expiresAt|revokedAt|deliveredAt|givenUpAt|occurredAt|namedAt)<\?\)/,
    because: "to a limit",
  },
  { question: "audit.listByUsers", step: /^USE TEMP B-TREE FOR ORDER BY$/, because: "so many events of a few users" },
  {
    question: "customAttributes.list",
    step: /^SCAN main.CustomAttribute$|^USE TEMP B-TREE FOR ORDER BY$/,
    because: "200 rows at most",
  },
  {
    question: "customAttributes.remove",
    step: /_CustomAttribute_1 \(name=\?\)$|^SCAN User$/,
    because: "one row a name; and once in a project's life everybody loses the value",
  },
  { question: "customAttributes.findByNames", step: /_CustomAttribute_1 \(name=\?\)$/, because: "one row a name" },
  { question: "housekeeping.capEnds", step: /\(expiresAt>\?\)/, because: "to a limit" },
];

let test: TestDatabase;
let store: Store;
const statements: string[] = [];

beforeAll(async () => {
  test = await createTestDatabase({ onStatement: (sql) => void statements.push(sql) });
  store = createStore(test.database);
  const { prisma } = test.database;
  await prisma.tenant.create({ data: { id: "T1", name: "T1", selfProvisioningDomains: '["example.com"]', createdAt: now } });
  await store.users.create(user);
  await store.sessions.create(session);
  await store.challenges.create(challenge);
  await store.outbox.create(letter);
  await store.budgets.swapAll([budget]);
  await store.signingKeys.createInSlot(key);
  await store.factors.putTotp("U1", "sealed", 1, now);
  await store.factors.putRecoveryCodes("U1", ["a", "b"], now);
  await store.audit.record(event);
});

afterAll(() => test.cleanup());

/** What SQLite does for a statement, step by step. Values play no part: the placeholders stay empty. */
async function planOf(sql: string): Promise<string[]> {
  const values = Array.from(sql.matchAll(/\?/g), () => null);
  const rows = await test.database.prisma.$queryRawUnsafe<{ detail: string }[]>(`EXPLAIN QUERY PLAN ${sql}`, ...values);
  return rows.map(({ detail }) => detail);
}

/** The statements that a question asks the database, each once. Nothing of what it does stays. */
async function statementsOf(ask: (store: Store) => Promise<unknown>): Promise<string[]> {
  const undo = new Error("undone");
  statements.length = 0;
  await store
    .transaction(async (tx) => {
      await ask({ ...tx, transaction: store.transaction });
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
  return [...new Set(statements)];
}

/** The steps of a plan that read more than the rows of a few values, or sort what they have read. */
function unboundedOf(plan: readonly string[]): string[] {
  return plan.filter((step) => {
    const [, scanned] = /^(?:SCAN|SEARCH) (\S+)$/.exec(step) ?? [];
    // A query in the query: the steps of its own are looked at like any other.
    if (plan.includes(`CO-ROUTINE ${scanned}`) || plan.includes(`MATERIALIZE ${scanned}`)) return false;
    // The rows of the statement itself.
    if (/^SCAN (\d+-ROW VALUES CLAUSE|(\d+ )?CONSTANT ROWS?)$/.test(step)) return false;
    // A list that the statement is given, by json_each.
    if (/^SCAN \S+ VIRTUAL TABLE INDEX 1:$/.test(step)) return false;
    if (/^SEARCH /.test(step)) return !FEW.some((column) => step.includes(`(${column}=?`)) || step.includes("AUTOMATIC");
    return /^SCAN |TEMP B-TREE/.test(step);
  });
}

const names = ([group, asks]: [string, object]) => Object.keys(asks).map((name) => `${group}.${name}`);
const questions = Object.entries(QUESTIONS).flatMap(([group, asks]) =>
  Object.entries(asks).map(([name, ask]) => ({ question: `${group}.${name}`, ask })),
);

describe("the plan of", () => {
  it("8.5: every question there is, is looked at below", () => {
    const { transaction: _, with: __, ...groups } = store;

    expect(Object.entries(QUESTIONS).flatMap(names).sort()).toEqual(Object.entries(groups).flatMap(names).sort());
  });

  it.each(questions)("8.5: $question reads no table from end to end, and sorts nothing without an end", async ({ question, ask }) => {
    const asked = await statementsOf(ask);
    expect(asked).not.toEqual([]);
    const allowed = ALLOWED.filter((one) => one.question === question);

    const found: { step: string; sql: string }[] = [];
    for (const sql of asked) found.push(...unboundedOf(await planOf(sql)).map((step) => ({ step, sql: sql.replace(/\s+/g, " ") })));

    expect(found.filter(({ step }) => !allowed.some((one) => one.step.test(step)))).toEqual([]);
    // What is allowed and no longer happens is no reason for anything.
    expect(allowed.filter((one) => !found.some(({ step }) => one.step.test(step)))).toEqual([]);
  });

  // What a deleted row takes with it is in no plan: SQLite looks for rows that refer to it whenever one goes.
  it("8.5: every reference is found by an index", async () => {
    const { prisma } = test.database;
    const references = await prisma.$queryRaw<{ reference: string }[]>`
      SELECT t.name || '.' || f."from" AS "reference"
      FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS f
      WHERE t.type = 'table' AND f.seq = 0 AND NOT EXISTS (
        SELECT 1 FROM pragma_index_list(t.name) AS i, pragma_index_info(i.name) AS c WHERE c.seqno = 0 AND c.name = f."from"
      )`;

    expect(references).toEqual([]);
  });

  it("8.5: a table that is read from end to end, or by a value that most rows have, would be seen", async () => {
    const plans = await Promise.all(
      [
        `SELECT * FROM "Session" WHERE "userAgent" = ?`,
        `SELECT * FROM "Session" AS "sub" WHERE "expiresAt" > ?`,
        `SELECT * FROM "Session" WHERE "revokedAt" IS NULL`,
        `SELECT * FROM "Challenge" WHERE "userId" = ? ORDER BY "attempts"`,
        `SELECT "id" FROM "Session" ORDER BY "userId"`,
      ].map(planOf),
    );

    expect(plans.map((plan) => unboundedOf(plan).length > 0)).toEqual(plans.map(() => true));
  });
});
