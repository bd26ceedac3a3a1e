// @ts-check
// Whether the management API takes as long with many users as with few.
import SqliteConnection from "better-sqlite3";
import { PROJECT_ID } from "../support/production.mjs";
import { requestBytes } from "./connection.mjs";
import { figure, heading } from "./report.mjs";
import { medianTimes, newLoginId, openScene, someNumber } from "./scene.mjs";

const MANAGEMENT_KEY = "mk_for-nothing-but-this-measurement";
const SMALL = 1_000;
const LARGE = 100_000;
/** As many roles and tenants have members, each as many of them, however many users there are. */
const GROUPS = 50;
const MEMBERS = 20;
const READS = 400;
const CREATIONS = 200;
const RATIO_MAX = 1.2;

/** @param {string} method @param {string} path @param {unknown} [body] */
const manage = (method, path, body) => requestBytes(method, path, { authorization: `${PROJECT_ID}:${MANAGEMENT_KEY}`, body });
/** @param {object} criteria */
const search = (criteria) => manage("POST", "/v2/mgmt/user/search", criteria);
/** @param {number} number */
const idOf = (number) => `U${String(number).padStart(27, "0")}`;
/** @param {number} number */
const emailOf = (number) => `person.${number}@example.com`;

/**
 * What is asked, of the user or the group with this number. `flat`: it shall take as long with many users as with few.
 * @type {{ name: string, flat: boolean, times: number, request: (user: number, group: number) => Buffer }[]}
 */
const CALLS = [
  { name: "load by login ID", flat: true, times: READS, request: (user) => manage("GET", `/v1/mgmt/user?loginId=${emailOf(user)}`) },
  { name: "load by user ID", flat: true, times: READS, request: (user) => manage("GET", `/v1/mgmt/user?userId=${idOf(user)}`) },
  { name: "search by login ID", flat: true, times: READS, request: (user) => search({ loginIds: [emailOf(user)] }) },
  { name: "search by email", flat: true, times: READS, request: (user) => search({ emails: [emailOf(user)] }) },
  { name: "search by role", flat: true, times: READS, request: (_, group) => search({ roleNames: [`Role ${group}`] }) },
  { name: "search by tenant", flat: true, times: READS, request: (_, group) => search({ tenantIds: [`T${group}`] }) },
  { name: "search by text", flat: false, times: READS, request: (user) => search({ text: `PERSON.${user}@` }) },
  {
    name: "search for all, by the newest",
    flat: false,
    times: READS,
    request: () => search({ sort: [{ field: "createdTime", desc: true }] }),
  },
  { name: "create", flat: false, times: CREATIONS, request: () => manage("POST", "/v1/mgmt/user/create", { loginId: newLoginId() }) },
];

export async function measureManagement() {
  heading(
    `Management API: ${SMALL.toLocaleString("en")} users, ${LARGE.toLocaleString("en")}, and how many times as long it takes (medians)`,
  );
  const sizes = [SMALL, LARGE];
  const scenes = await Promise.all(sizes.map(openFilled));
  for (const { name, flat, times, request } of CALLS) {
    const [small = Number.NaN, large = Number.NaN] = await medianTimes(scenes, times, (index, turn) =>
      request(someNumber(turn, sizes[index]), turn % GROUPS),
    );
    const expected = flat ? { holds: large / small <= RATIO_MAX, target: `at most ${RATIO_MAX} ×` } : undefined;
    figure(name, `${small.toFixed(2)} ms, ${large.toFixed(2)} ms: ${(large / small).toFixed(2)} ×`.padStart(30), expected);
  }
  for (const scene of scenes) await scene.close();
}

/** @param {number} users */
async function openFilled(users) {
  const scene = await openScene({ MANAGEMENT_KEY });
  fill(scene.database, users);
  return scene;
}

/**
 * Makes users, roles and tenants straight in the file: by calls it would take an hour.
 * @param {string} database
 * @param {number} users
 */
function fill(database, users) {
  const connection = new SqliteConnection(database, { timeout: 10_000 });
  const count = (/** @type {number} */ from, /** @type {number} */ to) =>
    `WITH RECURSIVE "c"("n") AS (SELECT ${from} UNION ALL SELECT "n" + 1 FROM "c" WHERE "n" < ${to})`;
  const id = (/** @type {string} */ number) => `printf('U%027d', ${number})`;
  const time = `strftime('%Y-%m-%dT%H:%M:%f+00:00', 1767225600 + "n", 'unixepoch')`;
  // Members are from all over the table too.
  const member = id(`"n" * ${users / (GROUPS * MEMBERS)}`);
  connection.transaction(() => {
    connection.exec(`
      INSERT INTO "User" ("id", "name", "email", "verifiedEmail", "createdAt", "modifiedAt")
        ${count(1, users)} SELECT ${id('"n"')}, 'Person ' || "n", 'person.' || "n" || '@example.com', true, ${time}, ${time} FROM "c";
      INSERT INTO "LoginId" ("loginId", "userId", "position")
        ${count(1, users)} SELECT 'person.' || "n" || '@example.com', ${id('"n"')}, 0 FROM "c";
      INSERT INTO "Role" ("id", "name", "createdAt") ${count(0, GROUPS - 1)} SELECT 'R' || "n", 'Role ' || "n", ${time} FROM "c";
      INSERT INTO "Tenant" ("id", "name", "createdAt") ${count(0, GROUPS - 1)} SELECT 'T' || "n", 'Tenant ' || "n", ${time} FROM "c";
      INSERT INTO "UserRole" ("userId", "roleId")
        ${count(1, GROUPS * MEMBERS)} SELECT ${member}, 'R' || ("n" % ${GROUPS}) FROM "c";
      INSERT INTO "UserTenant" ("userId", "tenantId")
        ${count(1, GROUPS * MEMBERS)} SELECT ${member}, 'T' || ("n" % ${GROUPS}) FROM "c";`);
  })();
  connection.close();
}
