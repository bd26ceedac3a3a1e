// @ts-check
// What a user, a session and a call take: of an SQLite file, and of a Postgres.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import SqliteConnection from "better-sqlite3";
import { startProduction } from "../../support/production.mjs";
import { openConnection } from "../connection.mjs";
import { load } from "../load.mjs";
import { startMailSink } from "../peers/mail-sink.mjs";
import { processorSeconds } from "../process.mjs";
import { copyLoginId, newLoginId, openScene, requests, someNumber } from "../scene.mjs";
import { BUDGET_NAMES } from "./model.mjs";

const ROOT = join(import.meta.dirname, "../../..");
const CONNECTIONS = 16;
const SESSIONS = 50;
/** Of a browser, as most are: what the bench calls itself is shorter. */
const USER_AGENT = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

/** What belongs to each, by the tables that have a row of it. */
const PARTS = {
  user: ["User", "LoginId", "Password", "UserText"],
  session: ["Session"],
  event: ["AuditEvent"],
};

/** @returns {Record<import("./model.mjs").Operation, import("./model.mjs").Budget>} as the tests hold them */
export function readBudgets() {
  const text = readFileSync(join(ROOT, "packages/auth/src/statement-budgets.test.ts"), "utf8");
  const found = new Map(
    [...text.matchAll(/^ {2}"?([^"\n:{]+)"?: \{\s+statements: (\d+),\s+commits: (\d+),/gm)].map(([, name = "", statements, commits]) => [
      name,
      { statements: Number(statements), commits: Number(commits) },
    ]),
  );
  const entries = Object.entries(BUDGET_NAMES).map(([operation, name]) => {
    const budget = found.get(name);
    if (!budget) throw new Error(`packages/auth/src/statement-budgets.test.ts says nothing of ${name}`);
    return [operation, budget];
  });
  return Object.fromEntries(entries);
}

/** @param {string} file @returns {Map<string, number>} how many rows each table has */
function countRows(file) {
  const database = new SqliteConnection(file, { readonly: true });
  /** @type {string[]} */
  const names = /** @type {any} */ (
    database
      .prepare(
        `SELECT "name" FROM pragma_table_list WHERE "schema" = 'main' AND "type" = 'table' AND "name" NOT LIKE 'sqlite!_%' ESCAPE '!'`,
      )
      .pluck()
      .all()
  );
  const counts = names.map(
    (name) => /** @type {const} */ ([name, Number(database.prepare(`SELECT COUNT(*) FROM "${name}"`).pluck().get())]),
  );
  database.close();
  return new Map(counts);
}

/**
 * Signs somebody up, in and so on, and looks which rows that adds.
 *
 * @param {import("../scene.mjs").Scene} scene
 */
async function measureRows(scene) {
  const loginId = newLoginId();
  let refreshJwt = "";
  /** @type {[string, () => Promise<any>][]} */
  const steps = [
    ["password sign-up", () => scene.ask(requests.signUp(loginId))],
    ["password sign-in", async () => ({ refreshJwt } = await scene.ask(requests.signIn(loginId)))],
    ["refresh", () => scene.ask(requests.refresh(refreshJwt))],
    ["email code sent", () => scene.ask(requests.sendTo("/v1/auth/otp/signin/email")(loginId))],
  ];
  /** @type {[string, string][]} */
  const rows = [];
  for (const [name, step] of steps) {
    const before = countRows(scene.database);
    await step();
    const added = [...countRows(scene.database)].map(([table, count]) => /** @type {const} */ ([table, count - (before.get(table) ?? 0)]));
    const shown = added.filter(([, count]) => count > 0).map(([table, count]) => (count === 1 ? table : `${count} × ${table}`));
    rows.push([name, shown.join(", ") || "none"]);
  }
  return rows;
}

/**
 * As many users as that beside those who are there, each with a session and an entry of the audit trail, under IDs as long and as random as real
 * ones.
 *
 * @param {string} file
 * @param {number} users
 */
function fill(file, users) {
  const database = new SqliteConnection(file, { timeout: 10_000 });
  /** @param {string} table @param {Record<string, string>} changed */
  function copyLast(table, changed) {
    const columns = database.prepare(`SELECT "name" FROM pragma_table_info(?)`).pluck().all(table).map(String);
    const values = columns.map((column) => changed[column] ?? `"original"."${column}"`).join(", ");
    const original = `(SELECT * FROM "${table}" ORDER BY "rowid" DESC LIMIT 1) AS "original"`;
    database.exec(`INSERT INTO "${table}" ("${columns.join('", "')}") SELECT ${values} FROM "copy", ${original}`);
  }
  const userId = `'U' || "copy"."id" || '0'`;
  const email = `'copy.' || "copy"."n" || '@example.com'`;
  const userAgent = `'${USER_AGENT}'`;
  database.transaction(() => {
    database.exec(`CREATE TEMP TABLE "copy" AS
      WITH RECURSIVE "number"("n") AS (SELECT 1 UNION ALL SELECT "n" + 1 FROM "number" WHERE "n" < ${Math.floor(users)})
      SELECT "n", lower(hex(randomblob(13))) AS "id" FROM "number"`);
    copyLast("User", { id: userId, email });
    copyLast("LoginId", { loginId: email, userId });
    copyLast("Password", { userId });
    copyLast("Session", { id: `'S' || lower(hex(randomblob(13))) || '0'`, userId, userAgent, deviceId: `lower(hex(randomblob(14)))` });
    copyLast("AuditEvent", {
      id: `'A' || lower(hex(randomblob(13))) || '0'`,
      userId,
      userAgent,
      externalIds: `json_array(${email})`,
    });
  })();
  database.close();
}

/** @param {string} file @returns {Map<string, number>} bytes of each table, with its indexes */
function sizesInSqlite(file) {
  const database = new SqliteConnection(file, { readonly: true });
  /** @type {any[]} */
  const rows = database
    .prepare(
      `SELECT CASE WHEN "tbl_name" LIKE 'UserTextIndex%' THEN 'UserText' ELSE "tbl_name" END AS "table", SUM("pgsize") AS "bytes"
       FROM "dbstat" JOIN "sqlite_schema" ON "sqlite_schema"."name" = "dbstat"."name" GROUP BY 1`,
    )
    .all();
  database.close();
  return new Map(rows.map(({ table, bytes }) => [table, bytes]));
}

/**
 * Bytes of a row, by part.
 *
 * @param {Map<string, number>} sizes
 * @param {Map<string, number>} counts
 * @returns {import("./model.mjs").Bytes}
 */
function bytesOf(sizes, counts) {
  const of = (/** @type {readonly string[]} */ tables) =>
    tables.reduce((sum, table) => sum + (sizes.get(table) ?? 0) / (counts.get(table) ?? Number.NaN), 0);
  return { user: of(PARTS.user), session: of(PARTS.session), event: of(PARTS.event) };
}

/**
 * Fills the file of the scene, and copies it to Postgres where there is one.
 *
 * @param {{ users: number, postgres?: string }} options
 */
export async function measureSizes({ users, postgres }) {
  const scene = await openScene();
  const rows = await measureRows(scene);
  fill(scene.database, users);
  const counts = countRows(scene.database);
  const sqlite = bytesOf(sizesInSqlite(scene.database), counts);
  if (postgres === undefined) {
    await scene.close();
    return { rows, sqlite };
  }
  const begun = performance.now();
  execFileSync(process.execPath, [join(ROOT, "prisma/move-database.mjs"), postgres], {
    env: { ...process.env, DATABASE_URL: `file:${scene.database}` },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const moved = (performance.now() - begun) / 1000;
  await scene.close();
  const client = await connect(postgres);
  const { rows: sizes } = await client.query(
    `SELECT "relname" AS "table", pg_total_relation_size("oid") AS "bytes" FROM pg_class WHERE "relkind" = 'r'`,
  );
  await client.end();
  const bySize = new Map(sizes.map((/** @type {any} */ { table, bytes }) => [table, Number(bytes)]));
  // The others are made anew.
  const total = [...counts].filter(([table]) => !/^(_|UserText)/.test(table)).reduce((sum, [, count]) => sum + count, 0);
  return { rows, sqlite, postgres: bytesOf(bySize, counts), moved: { seconds: moved, rows: total } };
}

/** @param {string} url */
async function connect(url) {
  const { Client } = createRequire(join(ROOT, "packages/db/package.json"))("pg");
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

/**
 * The process that all of Postgres's belong to.
 *
 * @param {any} client
 * @returns {Promise<number>}
 * @throws Error where it does not run on this machine
 */
async function findPostmaster(client) {
  const { rows } = await client.query("SELECT pg_backend_pid() AS pid");
  const stat = readFileSync(`/proc/${rows[0].pid}/stat`, "utf8").replace(/^.*\) /s, "");
  return Number(stat.split(" ")[1]);
}

/**
 * What calls take of a database and of a server, both on this machine.
 *
 * @param {{ postgres: string, users: number, seconds: number }} options
 */
export async function measureCalls({ postgres, users, seconds }) {
  const client = await connect(postgres);
  const postmaster = await findPostmaster(client);
  const sink = await startMailSink();
  const server = await startProduction({ database: "", env: { DATABASE_URL: postgres, ADDRESS_LIMITS: "off", SMTP_URL: sink.url } });
  const connection = await openConnection(server.port);
  /** @type {string[]} */
  const tokens = [];
  for (let turn = 0; turn < SESSIONS; turn++) {
    const { body } = await connection.send(requests.signIn(copyLoginId(someNumber(turn, users))));
    tokens.push(JSON.parse(body.toString()).refreshJwt);
  }
  connection.close();
  let turn = 0;
  const someone = () => copyLoginId(someNumber(turn++, users));
  const someToken = () => tokens[turn++ % SESSIONS] ?? "";
  /** @type {Record<string, () => Buffer>} */
  const calls = {
    me: () => requests.me(someToken()),
    refresh: () => requests.refresh(someToken()),
    "password sign-in": () => requests.signIn(someone()),
    "password sign-up": () => requests.signUp(newLoginId()),
    "email code sent": () => requests.sendTo("/v1/auth/otp/signin/email")(someone()),
  };
  async function readCounters() {
    const { rows } = await client.query(
      `SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') AS "bytes", "xact_rollback" FROM pg_stat_database WHERE "datname" = current_database()`,
    );
    return [processorSeconds(postmaster), processorSeconds(server.pid), Number(rows[0].bytes), Number(rows[0].xact_rollback)];
  }
  /** @type {Record<string, import("./model.mjs").Cost & { perSecond: number, again: number }>} */
  const costs = {};
  try {
    for (const [name, next] of Object.entries(calls)) {
      await load({ port: server.port, connections: CONNECTIONS, seconds: 1, next });
      // What is counted of a transaction is told within a second.
      await delay(1000);
      const before = await readCounters();
      const { perSecond, count, statuses } = await load({ port: server.port, connections: CONNECTIONS, seconds, next });
      await delay(1000);
      const after = await readCounters();
      const accepted = statuses.get(200) ?? 0;
      const [database = 0, ours = 0, log = 0, again = 0] = after.map((value, index) => (value - (before[index] ?? 0)) / accepted);
      costs[name] = { database: database * 1000, server: ours * 1000, log, again, perSecond: (perSecond * accepted) / count };
    }
    return { costs, commits: await measureCommits(postgres, seconds) };
  } finally {
    await server.stop();
    await sink.stop();
    await client.end();
  }
}

/**
 * How many rows a second are stored, each by a commit that waits for the disk: one after the other, and by as many clients at once.
 *
 * @param {string} url
 * @param {number} seconds
 */
async function measureCommits(url, seconds) {
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => connect(url)));
  const [first] = clients;
  await first.query('CREATE TABLE "bench_commits" ("id" bigserial PRIMARY KEY)');
  /** @param {readonly any[]} some */
  async function count(some) {
    let stored = 0;
    const end = performance.now() + seconds * 1000;
    await Promise.all(
      some.map(async (client) => {
        for (; performance.now() < end; stored++) await client.query('INSERT INTO "bench_commits" DEFAULT VALUES');
      }),
    );
    return stored / seconds;
  }
  const result = { alone: await count([first]), together: await count(clients) };
  await first.query('DROP TABLE "bench_commits"');
  await Promise.all(clients.map((client) => client.end()));
  return result;
}
