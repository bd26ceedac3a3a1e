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
export async function load({ port, connections, seconds, next }) {
  /** @type {number[]} */
  const times = [];
  /** @type {Map<number, number>} */
  const statuses = new Map();
  const open = await Promise.all(Array.from({ length: connections }, () => openConnection(port)));
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(
    open.map(async (connection) => {
      for (let sent = performance.now(); sent < end; sent = performance.now()) {
        const { status } = await connection.send(next());
        times.push(performance.now() - sent);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
      }
      connection.close();
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
