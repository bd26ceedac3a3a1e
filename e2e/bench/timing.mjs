// @ts-check
// Whether the time of an answer tells who has an account.
import { setTimeout as delay } from "node:timers/promises";
import SqliteConnection from "better-sqlite3";
import { startMailServer } from "../support/mail-server.mjs";
import { figure, heading } from "./report.mjs";
import { newLoginId, openScene, requests } from "./scene.mjs";
import { percentile, welchT } from "./statistics.mjs";

/** Tries that cost nothing: from the fifth wrong password, and after the fifth letter, an account is slowed down, known or not. */
const TRIES = 4;
const T_MAX = 4.5;
/** Milliseconds for a letter to be written and sent, so that its work does not blur the next answer. */
const LETTER_PAUSE = 25;
/** What differs between any two answers to a send. */
const PRIVATE_FIELDS = /"(maskedEmail|pendingRef|linkId)":"[^"]*"/g;

/** @typedef {import("./scene.mjs").Scene} Scene */

/** @param {{ pairs: number }} options */
export async function measureTiming({ pairs }) {
  heading(`Timing: wrong password, each kind of account against an unknown login ID, ${pairs} interleaved pairs`);
  const mailServer = await startMailServer();
  const scene = await openScene({ SMTP_URL: mailServer.url, MASK_ERRORS: "on" });
  const count = Math.ceil(pairs / TRIES);
  const kinds = {
    "wrong password": await scene.signUp(count),
    "no password set": await signUpByCode(scene, mailServer, count),
    disabled: update(scene, await scene.signUp(count), `"status" = 'disabled'`),
  };
  /** @param {string} loginId */
  const guess = (loginId) => requests.signIn(loginId, "not the password");
  for (const [kind, loginIds] of Object.entries(kinds)) await compare(scene, kind, loginIds, guess, pairs, 0);

  heading(`Timing: what is sent by mail, to a known address against an unknown one, MASK_ERRORS=on, ${pairs} interleaved pairs`);
  const sends = {
    "sign-in code": requests.sendTo("/v1/auth/otp/signin/email"),
    "sign-up code": requests.sendTo("/v1/auth/otp/signup/email"),
    "sign-in link": requests.sendTo("/v1/auth/magiclink/signin/email"),
    "enchanted link": requests.sendTo("/v1/auth/enchantedlink/signin/email"),
    "password reset": requests.sendTo("/v1/auth/password/reset"),
  };
  for (const [kind, send] of Object.entries(sends)) {
    // Each kind has people of its own: an address gets a few letters an hour. Only a proven one gets a reset.
    const loginIds = update(scene, await scene.signUp(count), `"verifiedEmail" = TRUE`);
    await compare(scene, kind, loginIds, send, pairs, LETTER_PAUSE);
  }
  await scene.close();
  await mailServer.stop();
}

/**
 * @param {Scene} scene
 * @param {string} kind
 * @param {readonly string[]} known each is asked about a few times
 * @param {(loginId: string) => Buffer} request
 * @param {number} pairs
 * @param {number} pause milliseconds after each answer
 */
async function compare(scene, kind, known, request, pairs, pause) {
  const unknown = known.map(newLoginId);
  const samples = [known, unknown].map((loginIds) => ({ loginIds, times: /** @type {number[]} */ ([]), answers: new Set() }));
  for (let pair = 0; pair < pairs; pair++) {
    for (const sample of Math.random() < 0.5 ? samples : samples.toReversed()) {
      const loginId = /** @type {string} */ (sample.loginIds[pair % sample.loginIds.length]);
      const bytes = request(loginId);
      const sent = performance.now();
      const { status, body } = await scene.connection.send(bytes);
      sample.times.push(performance.now() - sent);
      sample.answers.add(`${status} ${body.toString().replaceAll(PRIVATE_FIELDS, '"$1"')}`);
      if (pause > 0) await delay(pause);
    }
  }
  const [left, right] = /** @type {[typeof samples[0], typeof samples[0]]} */ (samples);
  const t = Math.abs(welchT(left.times, right.times));
  const [known50, unknown50] = [percentile(left.times, 0.5), percentile(right.times, 0.5)];
  const [known0, unknown0] = [percentile(left.times, 0), percentile(right.times, 0)];
  const same = [...left.answers].sort().join() === [...right.answers].sort().join();
  figure(`${kind}: Welch's |t|`, t.toFixed(2), { holds: t < T_MAX, target: `below ${T_MAX}` });
  figure("  medians, known and unknown", `${known50.toFixed(2)} and ${unknown50.toFixed(2)} ms`);
  const apart = (Math.abs(known0 - unknown0) / unknown0) * 100;
  figure("  minimum times apart", `${apart.toFixed(1)} %`, { holds: apart <= 5, target: "within 5 %" });
  figure("  answers", same ? "the same" : "DIFFERENT", { holds: same, target: [...left.answers].join(" ") });
}

/**
 * @param {Scene} scene
 * @param {Awaited<ReturnType<typeof startMailServer>>} mailServer
 * @param {number} count
 */
async function signUpByCode(scene, mailServer, count) {
  const loginIds = Array.from({ length: count }, newLoginId);
  const sendCode = requests.sendTo("/v1/auth/otp/signup/email");
  for (const loginId of loginIds) {
    await scene.ask(sendCode(loginId));
    const [letter] = await mailServer.letters(loginId);
    await scene.ask(requests.verifyCode(loginId, letter?.subject.slice(0, 6) ?? ""));
  }
  return loginIds;
}

/**
 * @param {Scene} scene
 * @param {string[]} loginIds
 * @param {string} assignment in SQL, of a column of User
 */
function update(scene, loginIds, assignment) {
  const connection = new SqliteConnection(scene.database, { timeout: 10_000 });
  const statement = connection.prepare(`UPDATE "User" SET ${assignment} WHERE "id" = (SELECT "userId" FROM "LoginId" WHERE "loginId" = ?)`);
  for (const loginId of loginIds) statement.run(loginId);
  connection.close();
  return loginIds;
}
