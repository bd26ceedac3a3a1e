// @ts-check
// apps/web/docs/scale.md: what was measured, what follows from it, and what to do about that.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ASSUMPTIONS, computeLoad, roundTrips } from "./model.mjs";

const file = join(import.meta.dirname, "../../../apps/web/docs/scale.md");
const SIZES = [1e6, 1e7, 1e8];
const CORES = 16;

/**
 * @typedef {Awaited<ReturnType<typeof import("./measure.mjs").measureSizes>>} Measured
 * @typedef {Awaited<ReturnType<typeof import("./measure.mjs").measureCalls>>} Calls
 * @typedef {{ columns: readonly string[], rows: readonly (readonly (string | number)[])[] }} Table
 */

/** @param {number} value two digits that mean something, or whole ones */
function rounded(value) {
  const digits = value >= 100 ? Number(value.toPrecision(3)) : Number(value.toPrecision(2));
  return digits.toLocaleString("en", { maximumFractionDigits: 3 });
}

/**
 * Every table of the page.
 *
 * @param {object} run
 * @param {Measured} run.sizes
 * @param {Calls} run.calls
 * @param {ReturnType<typeof import("./measure.mjs").readBudgets>} run.budgets
 * @returns {Record<"stored" | "rows" | "calls" | "load" | "region", Table>}
 */
export function tabulate({ sizes, calls, budgets }) {
  const { sqlite, postgres = sqlite } = sizes;
  /** @type {any} */
  const costs = { ...calls.costs, "email code verified": calls.costs["email code sent"] };
  const loads = SIZES.map((users) => computeLoad(users, { budgets, costs, bytes: postgres }));
  /** @param {string} name @param {(load: ReturnType<typeof computeLoad>) => number} value */
  const line = (name, value) => [name, ...loads.map((load) => rounded(value(load)))];
  const bytes = (/** @type {number} */ value) => Math.round(value).toLocaleString("en");
  const operations = /** @type {import("./model.mjs").Operation[]} */ (Object.keys(budgets));
  return {
    stored: {
      columns: ["bytes, with indexes", "tables", "SQLite", "Postgres"],
      rows: [
        ["a user with a password", "User, LoginId, Password, UserText", bytes(sqlite.user), bytes(postgres.user)],
        ["a session", "Session", bytes(sqlite.session), bytes(postgres.session)],
        ["an entry of the audit trail", "AuditEvent", bytes(sqlite.event), bytes(postgres.event)],
      ],
    },
    rows: { columns: ["call", "rows that it adds"], rows: sizes.rows },
    calls: {
      columns: ["call", "statements", "commits", "a second", "database ms", "server ms", "log bytes", "run again", `${CORES} cores carry`],
      rows: operations.map((name) => {
        const { statements, commits } = budgets[name];
        const { perSecond, database, server, log, again } = costs[name];
        const carried = (CORES * ASSUMPTIONS.databaseBusy.value * 1000) / database;
        const measured = name in calls.costs ? rounded(perSecond) : "as sent";
        return [name, statements, commits, measured, rounded(database), rounded(server), bytes(log), rounded(again), rounded(carried)];
      }),
    },
    load: {
      columns: ["users", ...SIZES.map((size) => size.toLocaleString("en"))],
      rows: [
        line("users and what they sign in with, GB", ({ gigabytes }) => gigabytes.users),
        line("sessions, GB", ({ gigabytes }) => gigabytes.sessions),
        line("audit trail of 400 days, GB", ({ gigabytes }) => gigabytes.events),
        line("calls a second at the peak", ({ asking }) => asking.calls),
        line("the same, tokens verified at the edge", ({ atTheEdge }) => atTheEdge.calls),
        line("statements a second at the peak", ({ asking }) => asking.statements),
        line("the same, at the edge", ({ atTheEdge }) => atTheEdge.statements),
        line("commits a second at the peak", ({ asking }) => asking.commits),
        line("cores of the database", ({ asking }) => asking.databaseCores),
        line("the same, at the edge", ({ atTheEdge }) => atTheEdge.databaseCores),
        line("cores of servers", ({ asking }) => asking.serverCores),
        line("the same, at the edge", ({ atTheEdge }) => atTheEdge.serverCores),
        line("write-ahead log, MB a second in the mean", ({ logMegabytesASecond }) => logMegabytesASecond),
      ],
    },
    region: {
      columns: ["call", "messages at most", `ms more at ${ASSUMPTIONS.roundTrip.value} ms each`],
      rows: operations.map((name) => {
        const messages = roundTrips(budgets[name]);
        return [name, messages, messages * ASSUMPTIONS.roundTrip.value];
      }),
    },
  };
}

/**
 * @param {object} run
 * @param {Measured} run.sizes
 * @param {Calls} run.calls
 * @param {ReturnType<typeof import("./measure.mjs").readBudgets>} run.budgets
 * @param {string} run.machine
 * @param {number} run.users
 * @param {number} run.seconds
 */
export function writePage(run) {
  const { sizes, calls, machine, users, seconds } = run;
  const tables = tabulate(run);
  const assumptions = Object.values(ASSUMPTIONS).map(({ value, text }) => `- **${value}** ${text}`);
  const text = `# Scale

What one user, one session and one call take, what that makes of a million users and more, and where to cut when one database is not enough. \`pnpm bench scale-model --postgres URL\` measures and computes every number here and writes the page; the assumptions are in \`e2e/bench/scale-model/model.mjs\`.

## What is stored

Measured with ${users.toLocaleString("en")} users, on ${new Date().toISOString().slice(0, 10)}, ${machine}. \`pnpm db:move\` brought the ${sizes.moved?.rows.toLocaleString("en") ?? ""} rows from SQLite to Postgres in ${Math.round(sizes.moved?.seconds ?? 0)} s.

${markdown(tables.stored)}
${markdown(tables.rows)}
Codes and letters are gone after a day and a week, sessions a day after they end, the audit trail after 400 days (\`packages/auth/src/housekeeping.ts\`).

## What a call takes, and what one Postgres carries

Statements and commits are those that \`packages/auth/src/statement-budgets.test.ts\` holds them to. The rest is measured on the same machine as above, ${seconds} s a call, 16 requests at once, one server and Postgres and whoever asks on the same processors: milliseconds are processor time of Postgres and of the server for one call, log bytes what Postgres writes ahead and sends to a standby; a sent code includes its delivery. Run again are transactions, for each call, that met others and began anew (SERIALIZABLE): sixteen that never pause meet far more often than people do, which makes what writes look dearer here than it is. The last column is what a Postgres of ${CORES} such cores would carry of that call alone, half busy, if it grew evenly with cores. A code that is verified counts as one that is sent: as many statements, and a commit.

${markdown(tables.calls)}
The disk of this machine took ${rounded(calls.commits.alone)} commits a second one after the other and ${rounded(calls.commits.together)} of sixteen clients, which share a wait. Where a call writes, that number and not the processors may be the end: measure it on the disk you mean to use.

Nearly all of the ${rounded(calls.costs["password sign-in"]?.server ?? 0)} ms that a sign-in takes of a server is hashing, on purpose. Servers hold nothing, so they grow by number; the database is what has to be thought about.

## A million, ten million, a hundred million

Assumed:

${assumptions.join("\n")}

${markdown(tables.load)}
- **A million** is one Postgres of the smallest kind with a standby. SQLite would do for storage; several servers ask for Postgres.
- **Ten million** is still one Postgres on a good disk. What grows is the audit trail: keep less than 400 days (\`AUDIT_MS\`), or partition \`AuditEvent\` by month in Postgres, so that old months are dropped and not deleted row by row. What asks most is \`me\`: verify tokens in your product instead.
- **A hundred million** fits one large Postgres for its users and sessions; the audit trail does not belong there any more. Send it elsewhere first: it is written in the transaction of what it tells of, and read by the account's history and the management API alone. Before you shard, \`Session\` may have a database of its own, since it is written and read most: a sign-in is then two transactions, with the session last, and \`me\` asks twice.
- **Sharding**, when all that is done, goes by user: passwords, factors, sessions, codes and history are found by \`userId\`, and hardly a transaction touches two users (a login ID that changes hands does). What is found otherwise needs a directory: a login ID (\`LoginId\`, and the slot of a code in \`Challenge\`) names its user's shard. Roles, permissions, tenants, settings and keys are few and read by all: each shard has a copy. Lists and searches of users in the management API would have to ask every shard. None of this is built.
- **Caching** sessions is what to leave out: that a sign-out counts at once is that \`me\` and refresh read the row. What changes seldom, keys, settings and roles, is little work already.
- **Limits on client addresses** are off where the numbers above were measured. Small allowances, such as wrong passwords, ask the database in a statement of their own, larger ones once a second; with \`REDIS_URL\` they ask a Redis instead.

## Verifying tokens at the edge

A session token is signed (RS256), names its user, roles and tenants, and lives ten minutes. Whoever has the public keys (\`/v2/keys/…\`, which may be cached for minutes) verifies one without asking anybody: by the SDKs' \`validateSession\`, in your backends or in a proxy before them. The rows "at the edge" above are the same people without \`me\` for each of their requests: what is left is sign-ins and refreshes. The price is that a sign-out counts there within ten minutes (\`SESSION_TTL\`) instead of at once; ask \`me\` where that matters. Tokens with \`pending\` have to be refused.

## A region more

Everything that is written goes to one primary. A server in another region than that waits for it, for every message of a call:

${markdown(tables.region)}
So put servers beside the database and let people wait once: one call of a browser to another continent takes one of these, whatever happens behind it. What belongs near people are the verification of tokens, which asks nobody, and pages that need no session.

A standby in another region costs its own disk (all of the above) and the write-ahead log as traffic, in the last row of the table of users. It serves for disaster, not for reading: what it answers is late, and a session that was ended would go on there. When it takes over, what was answered in the last seconds may be missing, unless commits wait for it (\`synchronous_standby_names\`), which adds a message there and back to each.
`;
  writeFileSync(file, text);
  console.log(`\nWritten: ${file}`);
}

/** @param {Table} table */
function markdown({ columns, rows }) {
  const lines = [columns, columns.map(() => "---"), ...rows];
  return `${lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")}\n`;
}
