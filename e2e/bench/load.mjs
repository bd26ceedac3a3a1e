// @ts-check
import { openConnection } from "./connection.mjs";
import { percentile } from "./statistics.mjs";

/**
 * @typedef {object} LoadResult
 * @property {number} count answers
 * @property {number} perSecond answers a second
 * @property {number} p50 milliseconds
 * @property {number} p99 milliseconds
 * @property {number} max milliseconds
 * @property {Map<number, number>} statuses how often each came
 */

/**
 * Asks on some connections at once, on each again as soon as it is answered, until the time is over.
 * @param {object} options
 * @param {number} options.port
 * @param {number} options.connections
 * @param {number} options.seconds
 * @param {() => Buffer} options.next the next request
 * @returns {Promise<LoadResult>}
 */
export function load({ next, ...options }) {
  return loadInSteps({ ...options, turn: (connection) => connection.send(next()) });
}

/**
 * The same with turns of several requests each. It ends early when a turn finds nothing left to do.
 * @param {object} options
 * @param {number} options.port
 * @param {number} options.connections
 * @param {number} options.seconds
 * @param {(connection: import("./connection.mjs").Connection) => Promise<{ status: number } | undefined>} options.turn
 * @returns {Promise<LoadResult>}
 */
export async function loadInSteps({ port, connections, seconds, turn }) {
  const open = await Promise.all(Array.from({ length: connections }, () => openConnection(port)));
  const result = await repeat({ seconds, turns: open.map((connection) => () => turn(connection)) });
  for (const connection of open) connection.close();
  return result;
}

/**
 * Takes each turn again as soon as it has ended, all of them at once, until the time is over.
 * @param {object} options
 * @param {number} options.seconds
 * @param {readonly (() => Promise<{ status: number } | undefined>)[]} options.turns
 * @returns {Promise<LoadResult>}
 */
export async function repeat({ seconds, turns }) {
  /** @type {number[]} */
  const times = [];
  /** @type {Map<number, number>} */
  const statuses = new Map();
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(
    turns.map(async (turn) => {
      for (let sent = start; sent < end; ) {
        const answer = await turn();
        if (answer === undefined) return;
        const now = performance.now();
        times.push(now - sent);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        sent = now;
      }
    }),
  );
  const elapsed = (performance.now() - start) / 1000;
  return {
    count: times.length,
    perSecond: times.length / elapsed,
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    max: percentile(times, 1),
    statuses,
  };
}

/**
 * Does something with each of a list, as fast as some connections go, and untimed.
 * @template T
 * @param {{ port: number, items: readonly T[], work: (connection: import("./connection.mjs").Connection, item: T) => Promise<void> }} options
 */
export async function forEachItem({ port, items, work }) {
  let taken = 0;
  const one = async () => {
    const connection = await openConnection(port);
    while (taken < items.length) await work(connection, /** @type {T} */ (items[taken++]));
    connection.close();
  };
  await Promise.all(Array.from({ length: Math.min(16, items.length) }, one));
}
