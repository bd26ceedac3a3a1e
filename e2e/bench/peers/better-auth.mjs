// @ts-check
// better-auth and a bare route handler, in a production build of Next that is made in the folder of the same name.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../support/free-port.mjs";
import { requestBytes } from "../connection.mjs";
import { newLoginId, PASSWORD } from "../scene.mjs";
import { insist, lazily, mailedAndVerifiedCode, mailedCode, requestByEach, requestOf, startProgram } from "./contestant.mjs";
import { totpCode } from "./totp.mjs";

const folder = join(import.meta.dirname, "better-auth");
const ACCOUNTS = 100;
/** Fewer, since each costs three hashes. */
const APPS = 32;

/** @typedef {import("./contestant.mjs").Contestant} Contestant */

/**
 * Installs and builds what is not there yet.
 * @returns {boolean} whether it can take part
 */
export function prepareBetterAuth() {
  if (!existsSync(join(folder, "node_modules"))) {
    console.log("Installing better-auth, and the Next it runs in, in e2e/bench/peers/better-auth");
    if (!run("pnpm", ["install", "--prefer-offline"])) {
      rmSync(join(folder, "node_modules"), { recursive: true, force: true });
      console.log("The registry cannot be had, so better-auth and the route handler of Next do not take part.");
      return false;
    }
  }
  if (existsSync(join(folder, ".next/BUILD_ID")) || run(process.execPath, [nextCommand(), "build"])) return true;
  console.log("The build of better-auth failed, so it and the route handler of Next do not take part.");
  return false;
}

/** @param {string} command @param {string[]} args */
function run(command, args) {
  return spawnSync(command, args, { cwd: folder, env: { ...process.env, ...SETTINGS }, stdio: "inherit" }).status === 0;
}

/** @type {Record<string, string>} */
const SETTINGS = {
  NODE_ENV: "production",
  NEXT_TELEMETRY_DISABLED: "1",
  BETTER_AUTH_SECRET: "opens-nothing-but-this-test-database",
  BETTER_AUTH_URL: "http://localhost",
};

const nextCommand = () => createRequire(join(folder, "package.json")).resolve("next/dist/bin/next");

/** The versions that are compared with. */
export function betterAuthVersions() {
  const { dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `better-auth ${dependencies["better-auth"]} in Next ${dependencies.next}`;
}

/** @param {Record<string, string>} env */
async function startNext(env) {
  const port = await freePort();
  const program = await startProgram([nextCommand(), "start", "--port", String(port), "--hostname", "127.0.0.1"], {
    says: /Ready in/,
    cwd: folder,
    env: { ...SETTINGS, BETTER_AUTH_URL: `http://localhost:${port}`, ...env },
  });
  return { port, ...program };
}

/**
 * @param {number} keysBytes
 * @returns {Promise<Contestant>}
 */
export async function startNextEcho(keysBytes) {
  const { port, pid, stop } = await startNext({ ECHO_BYTES: String(keysBytes) });
  const request = requestBytes("GET", "/echo");
  return { pid, stop, scenarios: { jwks: requestOf(port, () => request) } };
}

/**
 * @param {import("./mail-sink.mjs").MailSink} sink
 * @param {object} [passwordCost] of argon2id; without one, its own hash
 * @returns {Promise<Contestant>}
 */
export async function startBetterAuth(sink, passwordCost) {
  const data = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
  const env = {
    DATABASE: join(data, "better-auth.db"),
    SMTP_URL: sink.url,
    ...(passwordCost && { PASSWORD_COST: JSON.stringify(passwordCost) }),
  };
  const migrated = spawnSync(process.execPath, ["migrate.js"], {
    cwd: folder,
    env: { ...process.env, ...SETTINGS, ...env },
    stdio: "inherit",
  });
  if (migrated.status !== 0) throw new Error("The tables of better-auth could not be made");
  const { port, pid, stop } = await startNext(env);

  const origin = `Origin: http://localhost:${port}`;
  /** @param {string} path @param {object} body @param {string} [cookie] */
  const post = (path, body, cookie) =>
    requestBytes("POST", `/api/auth/${path}`, { body, headers: cookie === undefined ? [origin] : [origin, cookie] });
  /** @param {string} path @param {string} [cookie] */
  const get = (path, cookie) => requestBytes("GET", `/api/auth/${path}`, { headers: cookie === undefined ? [] : [cookie] });
  /** @param {string} email */
  const signUp = (email) => post("sign-up/email", { email, password: PASSWORD, name: "Ada" });

  const people = lazily(port, ACCOUNTS, async (connection) => {
    const email = newLoginId();
    return { email, cookie: cookieOf((await insist(connection, signUp(email))).answer) };
  });
  const apps = lazily(port, APPS, async (connection) => {
    const { answer } = await insist(connection, signUp(newLoginId()));
    const { body } = await insist(connection, post("two-factor/enable", { password: PASSWORD }, cookieOf(answer)));
    const key = new URL(body.totpURI).searchParams.get("secret") ?? "";
    const verified = await insist(connection, post("two-factor/verify-totp", { code: totpCode(key) }, cookieOf(answer)));
    return { key, cookie: cookieOf(verified.answer) };
  });
  /** @param {string} email */
  const send = (email) => post("email-otp/send-verification-otp", { email, type: "sign-in" });
  /** @param {string} email @param {string} otp */
  const verify = (email, otp) => post("sign-in/email-otp", { email, otp });
  const verifyApp = requestByEach(port, apps, ({ key, cookie }) => post("two-factor/verify-totp", { code: totpCode(key) }, cookie));
  const keys = get("jwks");
  return {
    pid,
    scenarios: {
      "sign-up": requestOf(port, () => signUp(newLoginId())),
      "sign-in": requestByEach(port, people, ({ email }) => post("sign-in/email", { email, password: PASSWORD })),
      me: requestByEach(port, people, ({ cookie }) => get("get-session", cookie)),
      refresh: requestByEach(port, people, ({ cookie }) => get("token", cookie)),
      jwks: requestOf(port, () => keys),
      send: mailedCode(port, sink, send),
      code: mailedAndVerifiedCode(port, sink, send, verify),
      "totp-sign-up": verifyApp,
      "totp-sign-in": verifyApp,
    },
    async stop() {
      await stop();
      rmSync(data, { recursive: true });
    },
  };
}

/**
 * The header that returns the cookies an answer has set.
 * @param {import("../connection.mjs").Answer} answer
 */
function cookieOf({ head }) {
  const set = [...head.matchAll(/^set-cookie: ([^;\r]*)/gim)].map(([, cookie]) => cookie);
  return `Cookie: ${set.join("; ")}`;
}
