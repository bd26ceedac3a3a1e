// @ts-check
// A production server on a database of its own, and what can be asked of it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SqliteConnection from "better-sqlite3";
import { PROJECT_ID, startProduction } from "../support/production.mjs";
import { openConnection, requestBytes } from "./connection.mjs";
import { percentile } from "./statistics.mjs";

export const PASSWORD = "seven lanterns by the river";

/** @typedef {Awaited<ReturnType<typeof openScene>>} Scene */

let people = 0;

/** A login ID that nobody has yet. */
export function newLoginId() {
  people += 1;
  return `person.${people}.${process.pid}@example.com`;
}

/**
 * @param {Record<string, string>} [env] settings beside those that every bench has
 */
export async function openScene(env = {}) {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
  const database = join(folder, "gatehouse.db");
  const start = () => startProduction({ database, env: { ADDRESS_LIMITS: "off", ...env } });
  const server = await start();
  const connection = await openConnection(server.port);

  /**
   * @param {Buffer} request
   * @returns {Promise<any>} the body
   * @throws Error unless it succeeds
   */
  async function ask(request) {
    const { status, body } = await connection.send(request);
    if (status !== 200) throw new Error(`${status} ${body} for ${request.toString().split("\r\n")[0]}`);
    return JSON.parse(body.toString());
  }

  return {
    server,
    database,
    connection,
    ask,
    /** Another process on the same database, which the caller ends. */
    start,
    /** @param {number} count people with a password, one after the other */
    async signUp(count) {
      const loginIds = Array.from({ length: count }, newLoginId);
      for (const loginId of loginIds) await ask(requests.signUp(loginId));
      return loginIds;
    },
    async close() {
      connection.close();
      await server.stop();
      rmSync(folder, { recursive: true });
    },
  };
}

/** What browsers say when they open a page. */
const PAGE_HEADERS = ["Accept: text/html,application/xhtml+xml", "Accept-Encoding: gzip, deflate, br", "Accept-Language: en-US,en;q=0.9"];

/** @param {string} token */
const withToken = (token) => ({ authorization: `${PROJECT_ID}:${token}` });

export const requests = {
  /** @param {string} path @param {string} [cookie] of who is signed in */
  page: (path, cookie) => requestBytes("GET", path, { headers: cookie ? [...PAGE_HEADERS, `Cookie: ${cookie}`] : PAGE_HEADERS }),
  keys: () => requestBytes("GET", `/v2/keys/${PROJECT_ID}`),
  /** @param {string} loginId */
  signUp: (loginId) =>
    requestBytes("POST", "/v1/auth/password/signup", {
      authorization: PROJECT_ID,
      body: { loginId, password: PASSWORD, user: { name: "Ada" } },
    }),
  /** @param {string} loginId @param {string} [password] */
  signIn: (loginId, password = PASSWORD) =>
    requestBytes("POST", "/v1/auth/password/signin", { authorization: PROJECT_ID, body: { loginId, password } }),
  /** @param {string} refreshJwt */
  me: (refreshJwt) => requestBytes("GET", "/v1/auth/me", withToken(refreshJwt)),
  /** @param {string} refreshJwt */
  refresh: (refreshJwt) => requestBytes("POST", "/v1/auth/refresh", { ...withToken(refreshJwt), body: {} }),
  /** @param {string} sessionJwt */
  validate: (sessionJwt) => requestBytes("POST", "/v1/auth/validate", { ...withToken(sessionJwt), body: {} }),
  /** @param {string} path of an operation that mails a code or a link */
  sendTo: (path) => (/** @type {string} */ loginId) => requestBytes("POST", path, { authorization: PROJECT_ID, body: { loginId } }),
  /** @param {string} loginId */
  totpSignUp: (loginId) => requestBytes("POST", "/v1/auth/totp/signup", { authorization: PROJECT_ID, body: { loginId } }),
  /** @param {string} loginId @param {string} code */
  verifyTotp: (loginId, code) => requestBytes("POST", "/v1/auth/totp/verify", { authorization: PROJECT_ID, body: { loginId, code } }),
  /** @param {string} loginId @param {string} code */
  verifyCode: (loginId, code) => requestBytes("POST", "/v1/auth/otp/verify/email", { authorization: PROJECT_ID, body: { loginId, code } }),
};

/**
 * Signs somebody up as a page does.
 * @param {string} origin
 * @returns {Promise<string>} the cookies of that browser
 */
export async function signUpInBrowser(origin) {
  const answer = await fetch(`${origin}/api/trpc/password.signUp`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: origin },
    body: JSON.stringify({ loginId: newLoginId(), password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`The pages' sign-up answered ${answer.status}`);
  const cookies = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
  return cookies.join("; ");
}

/**
 * Requests of a live system, each anew: mostly readers, few newcomers.
 * @param {Scene} scene
 * @returns {Promise<() => Buffer>}
 */
export async function mixedRequests(scene) {
  const loginIds = await scene.signUp(20);
  /** @type {{ refreshJwt: string, sessionJwt: string }[]} */
  const sessions = [];
  for (const loginId of loginIds) sessions.push(await scene.ask(requests.signIn(loginId)));
  /** @template T @param {readonly T[]} list */
  const any = (list) => /** @type {T} */ (list[Math.floor(Math.random() * list.length)]);
  return () => {
    const dice = Math.random();
    if (dice < 0.4) return requests.me(any(sessions).refreshJwt);
    if (dice < 0.65) return requests.refresh(any(sessions).refreshJwt);
    // Session tokens of the beginning are over after ten minutes: refused then, and as much work.
    if (dice < 0.8) return requests.validate(any(sessions).sessionJwt);
    if (dice < 0.9) return requests.keys();
    return dice < 0.98 ? requests.signIn(any(loginIds)) : requests.signUp(newLoginId());
  };
}

/** @param {number} number from 1 */
export const copyLoginId = (number) => `copy.${number}@example.com`;

/**
 * Copies the first user, who has a password, as often as that, straight into the file: signing them up would take half an hour.
 * @param {string} database
 * @param {number} users
 */
export function addCopies(database, users) {
  const connection = new SqliteConnection(database, { timeout: 10_000 });
  const copies = `WITH RECURSIVE "copy"("n") AS (SELECT 1 UNION ALL SELECT "n" + 1 FROM "copy" WHERE "n" < ${Math.floor(users)})`;
  /** @param {string} table @param {Record<string, string>} changed */
  function copyRow(table, changed) {
    const columns = connection.prepare(`SELECT "name" FROM pragma_table_info(?)`).pluck().all(table).map(String);
    const values = columns.map((column) => changed[column] ?? `"original"."${column}"`).join(", ");
    const original = `(SELECT * FROM "${table}" LIMIT 1) AS "original"`;
    connection.exec(`INSERT INTO "${table}" ("${columns.join('", "')}") ${copies} SELECT ${values} FROM "copy", ${original}`);
  }
  connection.transaction(() => {
    copyRow("User", { id: "'U' || \"n\"", email: "'copy.' || \"n\" || '@example.com'" });
    copyRow("LoginId", { loginId: "'copy.' || \"n\" || '@example.com'", userId: "'U' || \"n\"" });
    copyRow("Password", { userId: "'U' || \"n\"" });
  })();
  connection.close();
}

/**
 * Another one in each turn, from all over them.
 * @param {number} turn
 * @param {number} [count] numbers from 1 to this
 */
export const someNumber = (turn, count = 1) => 1 + ((turn * 7919) % count);

/**
 * Median milliseconds of a call, in each scene. They are asked in turn, so that whatever else the machine does slows all alike.
 * @param {readonly Scene[]} scenes
 * @param {number} times
 * @param {(scene: number, turn: number) => Buffer} request
 */
export async function medianTimes(scenes, times, request) {
  const taken = scenes.map(() => /** @type {number[]} */ ([]));
  for (let turn = 0; turn < times; turn++) {
    for (const [index, scene] of scenes.entries()) {
      const asked = request(index, turn);
      const sent = performance.now();
      await scene.ask(asked);
      taken[index]?.push(performance.now() - sent);
    }
  }
  return taken.map((milliseconds) => percentile(milliseconds, 0.5));
}
