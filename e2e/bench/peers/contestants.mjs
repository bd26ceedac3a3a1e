// @ts-check
// This product and its peers, each with the scenarios that it takes part in.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import SqliteConnection from "better-sqlite3";
import { freePort } from "../../support/free-port.mjs";
import { requestBytes } from "../connection.mjs";
import { newLoginId, openScene, requests } from "../scene.mjs";
import { insist, lazily, mailedAndVerifiedCode, mailedCode, requestByEach, requestOf, requestOfEach, startProgram } from "./contestant.mjs";
import { totpCode } from "./totp.mjs";

/** Accounts that take turns, so that no limit of one of them is met. */
const ACCOUNTS = 100;

const bench = join(import.meta.dirname, "..");

/**
 * @typedef {import("./contestant.mjs").Contestant} Contestant
 * @typedef {import("./contestant.mjs").Connection} Connection
 */

/**
 * @param {import("./mail-sink.mjs").MailSink} sink
 * @param {Record<string, string>} [env] settings beside those that every bench has
 * @returns {Promise<Contestant & { database: string, keysBytes: number }>}
 */
export async function startGatehouse(sink, env = {}) {
  const scene = await openScene({ SMTP_URL: sink.url, ...env });
  const { port, pid } = scene.server;
  const people = lazily(port, ACCOUNTS, async (connection) => {
    const loginId = newLoginId();
    const { body } = await insist(connection, requests.signUp(loginId));
    return { loginId, refreshJwt: /** @type {string} */ (body.refreshJwt) };
  });
  const send = requests.sendTo("/v1/auth/otp/signup-in/email");
  /** @param {Connection} connection */
  async function beginApp(connection) {
    const loginId = newLoginId();
    const { body } = await insist(connection, requests.totpSignUp(loginId));
    return { loginId, key: /** @type {string} */ (body.key) };
  }
  /** @param {Connection} connection */
  async function finishApp(connection) {
    const { loginId, key } = await beginApp(connection);
    // Each step of the clock is good for one code, so the one before it finishes the sign-up; where the clock has gone on meanwhile, the next.
    const { status } = await connection.send(requests.verifyTotp(loginId, totpCode(key, 1)));
    if (status !== 200) await insist(connection, requests.verifyTotp(loginId, totpCode(key, 1)));
    return { loginId, key };
  }
  /** @param {{ loginId: string, key: string }} someone */
  const verifyApp = ({ loginId, key }) => requests.verifyTotp(loginId, totpCode(key));
  await scene.signUp(1);
  const keysRequest = requests.keys();
  const keys = await scene.connection.send(keysRequest);
  return {
    pid,
    database: scene.database,
    keysBytes: keys.body.length,
    scenarios: {
      "sign-up": requestOf(port, () => requests.signUp(newLoginId())),
      "sign-in": requestByEach(port, people, ({ loginId }) => requests.signIn(loginId)),
      me: requestByEach(port, people, ({ refreshJwt }) => requests.me(refreshJwt)),
      refresh: requestByEach(port, people, ({ refreshJwt }) => requests.refresh(refreshJwt)),
      jwks: requestOf(port, () => keysRequest),
      send: mailedCode(port, sink, send),
      code: mailedAndVerifiedCode(port, sink, send, requests.verifyCode),
      "totp-sign-up": requestOfEach(port, beginApp, verifyApp),
      "totp-sign-in": requestOfEach(port, finishApp, verifyApp),
    },
    stop: scene.close,
  };
}

/**
 * Reads what a password costs off one that was stored, so that peers cannot be given another cost by mistake.
 * @param {string} database
 */
export function readPasswordCost(database) {
  const connection = new SqliteConnection(database, { readonly: true });
  const hash = String(connection.prepare(`SELECT "hash" FROM "Password" LIMIT 1`).pluck().get());
  connection.close();
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(hash);
  if (found === null) throw new Error("The stored password is no argon2id");
  const [memoryCost, timeCost, parallelism] = found.slice(1).map(Number);
  return { memoryCost, timeCost, parallelism };
}

/**
 * The password library alone, with its own number of threads.
 * @param {object} cost
 * @returns {Promise<Contestant>}
 */
export async function startArgon2(cost) {
  const child = fork(join(bench, "bare-argon2.mjs"), [JSON.stringify(cost)]);
  await once(child, "message");
  /** @param {string} operation */
  const scenario = (operation) => (/** @type {import("./contestant.mjs").Amount} */ amount) => async () => {
    child.send({ operation, ...amount });
    const [result] = await once(child, "message");
    return { ...result, statuses: new Map(result.statuses) };
  };
  return {
    pid: /** @type {number} */ (child.pid),
    scenarios: { "sign-up": scenario("hash"), "sign-in": scenario("verify") },
    stop: () => child.kill(),
  };
}

/**
 * @param {number} keysBytes
 * @returns {Promise<Contestant>}
 */
export async function startBareHttp(keysBytes) {
  const port = await freePort();
  const request = requestBytes("GET", "/");
  const program = await startProgram([join(bench, "bare.mjs"), String(port), String(keysBytes)], { says: /Listening/ });
  return { ...program, scenarios: { jwks: requestOf(port, () => request) } };
}
