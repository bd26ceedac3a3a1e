// @ts-check
// How many calls a second, beside the least that a server in Node can do.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { freePort } from "../support/free-port.mjs";
import { requestBytes } from "./connection.mjs";
import { load } from "./load.mjs";
import { processorSeconds } from "./process.mjs";
import { describeStatuses, heading, table } from "./report.mjs";
import { addCopies, newLoginId, openScene, requests, signUpInBrowser } from "./scene.mjs";

const CONNECTIONS = 16;
const WARM_UP_SECONDS = 1;
const COLUMNS = ["call", "a second", "p50 ms", "p99 ms", "CPU ms", "of bare", "answers"];

/** @typedef {{ name: string, port: number, pid: number, next: () => Buffer }} Case */

/** @param {{ seconds: number, users: number }} options seconds for each call; users that are there already, besides a few */
export async function measureThroughput({ seconds, users }) {
  heading(`Throughput: ${CONNECTIONS} connections, ${seconds} s a call; CPU is the server's, of all its threads, a call`);
  const bare = await startBare();
  const scene = await openScene();
  const results = [await measure({ name: "bare node:http", ...bare, next: () => requestBytes("GET", "/") }, seconds)];
  for (const each of await casesOf(scene)) results.push(await measure(each, seconds));
  print(results);
  if (users > 0) {
    heading(`The same with ${users} users in the database`);
    addCopies(scene.database, users);
    const crowded = [/** @type {Result} */ (results[0])];
    for (const each of await casesOf(scene)) crowded.push(await measure(each, seconds));
    print(crowded);
  }
  bare.stop();
  await scene.close();
}

async function startBare() {
  const port = await freePort();
  const bare = spawn(process.execPath, [join(import.meta.dirname, "bare.mjs"), String(port)], { stdio: ["ignore", "pipe", "inherit"] });
  await once(bare.stdout, "data");
  return { port, pid: /** @type {number} */ (bare.pid), stop: () => bare.kill() };
}

/**
 * @param {import("./scene.mjs").Scene} scene
 * @returns {Promise<Case[]>}
 */
async function casesOf(scene) {
  const loginIds = await scene.signUp(50);
  const { refreshJwt, sessionJwt } = await scene.ask(requests.signIn(/** @type {string} */ (loginIds[0])));
  let turn = 0;
  const nextLoginId = () => /** @type {string} */ (loginIds[turn++ % loginIds.length]);
  /** @param {Buffer} request */
  const always = (request) => () => request;
  const calls = {
    JWKS: always(requests.keys()),
    validate: always(requests.validate(sessionJwt)),
    me: always(requests.me(refreshJwt)),
    refresh: always(requests.refresh(refreshJwt)),
    "password sign-in": () => requests.signIn(nextLoginId()),
    "password sign-up": () => requests.signUp(newLoginId()),
    "page /": always(requests.page("/")),
    "page /sign-in": always(requests.page("/sign-in")),
    "page /sign-up/password": always(requests.page("/sign-up/password")),
    "page /account": always(requests.page("/account", await signUpInBrowser(scene.server.origin))),
  };
  const { port, pid } = scene.server;
  return Object.entries(calls).map(([name, next]) => ({ name, port, pid, next }));
}

/** @typedef {Awaited<ReturnType<typeof measure>>} Result */

/**
 * @param {Case} case_
 * @param {number} seconds
 */
async function measure({ name, port, pid, next }, seconds) {
  await load({ port, connections: CONNECTIONS, seconds: WARM_UP_SECONDS, next });
  const before = processorSeconds(pid);
  const result = await load({ port, connections: CONNECTIONS, seconds, next });
  return { name, ...result, processorMilliseconds: ((processorSeconds(pid) - before) * 1000) / result.count };
}

/** @param {Result[]} results the first is what the others are compared with */
function print(results) {
  const bare = /** @type {Result} */ (results[0]).perSecond;
  const rows = results.map(({ name, perSecond, p50, p99, processorMilliseconds, statuses }) => [
    name,
    perSecond.toFixed(0),
    p50.toFixed(1),
    p99.toFixed(1),
    processorMilliseconds.toFixed(2),
    `${((perSecond / bare) * 100).toFixed(2)} %`,
    describeStatuses(statuses),
  ]);
  table(COLUMNS, rows);
}
