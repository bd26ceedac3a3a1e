// @ts-check
// What takes part in the comparison, and the parts that all of them share.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { forEachItem, load, loadInSteps } from "../load.mjs";
import { newLoginId } from "../scene.mjs";

/**
 * @typedef {import("../load.mjs").LoadResult} LoadResult
 * @typedef {import("../connection.mjs").Connection} Connection
 * @typedef {{ connections: number, seconds: number }} Amount
 * @typedef {() => Promise<LoadResult>} Run what is timed
 *
 * @typedef {object} Contestant
 * @property {number} pid
 * @property {Record<string, (amount: Amount) => Run | Promise<Run>>} scenarios each prepares what it needs, untimed
 * @property {() => unknown} stop
 */

/**
 * One request, over and over.
 * @param {number} port
 * @param {() => Buffer} next
 */
export const requestOf = (port, next) => (/** @type {Amount} */ amount) => () => load({ port, ...amount, next });

/**
 * Each of a list in turn, for ever.
 * @template T
 * @param {readonly T[]} list
 * @returns {() => T}
 */
function inTurn(list) {
  let turn = 0;
  return () => /** @type {T} */ (list[turn++ % list.length]);
}

/**
 * One request by each of some people in turn, for ever.
 * @template T
 * @param {number} port
 * @param {() => Promise<readonly T[]>} people
 * @param {(person: T) => Buffer} request
 */
export function requestByEach(port, people, request) {
  return async (/** @type {Amount} */ amount) => {
    const person = inTurn(await people());
    return () => load({ port, ...amount, next: () => request(person()) });
  };
}

/**
 * Makes people when they are first asked for.
 * @template T
 * @param {number} port
 * @param {number} count
 * @param {(connection: Connection) => Promise<T>} prepare
 * @returns {() => Promise<readonly T[]>}
 */
export function lazily(port, count, prepare) {
  /** @type {Promise<readonly T[]> | undefined} */
  let made;
  return () => {
    made ??= make(port, count, prepare);
    return made;
  };
}

/**
 * Asks for a mailed code, for somebody new each time. Letters are part of the work: it has ended when the last has arrived.
 * @param {number} port
 * @param {import("./mail-sink.mjs").MailSink} sink
 * @param {(loginId: string) => Buffer} send
 */
export function mailedCode(port, sink, send) {
  return (/** @type {Amount} */ amount) => async () => {
    const before = sink.received();
    const result = await load({ port, ...amount, next: () => send(newLoginId()) });
    await sink.untilReceived(before + (result.statuses.get(200) ?? 0));
    return result;
  };
}

/**
 * Asks for a code, waits for the letter and answers with the code in it, for somebody new each time.
 * @param {number} port
 * @param {import("./mail-sink.mjs").MailSink} sink
 * @param {(loginId: string) => Buffer} send
 * @param {(loginId: string, code: string) => Buffer} verify
 */
export function mailedAndVerifiedCode(port, sink, send, verify) {
  /** @param {Connection} connection */
  async function turn(connection) {
    const loginId = newLoginId();
    const sent = await connection.send(send(loginId));
    if (sent.status !== 200) return sent;
    return connection.send(verify(loginId, await sink.code(loginId)));
  }
  return (/** @type {Amount} */ amount) => () => loadInSteps({ port, ...amount, turn });
}

/** How many of those who are used up by one request a run may need. @param {Amount} amount */
const needed = ({ connections, seconds }) => Math.ceil(seconds * (connections === 1 ? 200 : 600));

/**
 * One request for each of some people who are made beforehand. It ends early when there is nobody left.
 * @template T
 * @param {number} port
 * @param {(connection: Connection) => Promise<T>} prepare
 * @param {(person: T) => Buffer} request
 */
export function requestOfEach(port, prepare, request) {
  return async (/** @type {Amount} */ amount) => {
    const people = await make(port, needed(amount), prepare);
    /** @param {Connection} connection */
    async function turn(connection) {
      const person = people.pop();
      return person === undefined ? undefined : connection.send(request(person));
    }
    return () => loadInSteps({ port, ...amount, turn });
  };
}

/**
 * @template T
 * @param {number} port
 * @param {number} count
 * @param {(connection: Connection) => Promise<T>} prepare
 */
async function make(port, count, prepare) {
  /** @type {T[]} */
  const made = [];
  await forEachItem({
    port,
    items: Array.from({ length: count }),
    work: async (connection) => {
      made.push(await prepare(connection));
    },
  });
  return made;
}

/**
 * @param {Connection} connection
 * @param {Buffer} request
 * @throws Error unless it succeeds
 */
export async function insist(connection, request) {
  const answer = await connection.send(request);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body} for ${request.toString().split("\r\n")[0]}`);
  return { answer, body: JSON.parse(answer.body.toString()) };
}

/**
 * Starts a program, and resolves when its output has the pattern.
 * @param {string[]} command of node
 * @param {{ says: RegExp, cwd?: string, env?: Record<string, string> }} options
 */
export async function startProgram(command, { says, cwd, env }) {
  const child = spawn(process.execPath, command, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
  await new Promise((resolve, reject) => {
    child.stdout.on("data", (said) => says.test(said) && resolve(undefined));
    child.once("close", (code) => reject(new Error(`${command.join(" ")} ended with ${code}`)));
  });
  const ended = once(child, "close");
  return {
    pid: /** @type {number} */ (child.pid),
    async stop() {
      child.kill();
      await ended;
    },
  };
}
