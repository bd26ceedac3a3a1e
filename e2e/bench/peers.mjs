// @ts-check
// This product beside what others would take: better-auth, and the least that its parts can do. One run, in which all take turns.
import { measureFlood } from "./flood.mjs";
import { betterAuthVersions, prepareBetterAuth, startBetterAuth, startNextEcho } from "./peers/better-auth.mjs";
import { readPasswordCost, startArgon2, startBareHttp, startGatehouse } from "./peers/contestants.mjs";
import { startMailSink } from "./peers/mail-sink.mjs";
import { writePage } from "./peers/page.mjs";
import { CONTESTANTS, judge, SCENARIOS, summarize } from "./peers/targets.mjs";
import { processorSeconds, residentMegabytes } from "./process.mjs";
import { describeMachine, describeStatuses, figure, heading, printedSections, table } from "./report.mjs";
import { measureScale } from "./scale.mjs";
import { measureMemory, measureStart } from "./start.mjs";

const ALL_CONNECTIONS = [1, 16, 64];
const ROUNDS_MIN = 3;
const WARM_UP = { connections: 16, seconds: 1 };

/**
 * What is measured of this product alone.
 * @type {Record<string, () => Promise<void>>}
 */
const LIMITS = { scale: measureScale, flood: measureFlood, start: measureStart, memory: measureMemory };

export const PEER_PARTS = [...Object.keys(SCENARIOS), ...Object.keys(LIMITS)];

/** @typedef {import("./peers/contestant.mjs").Contestant} Contestant */

/**
 * @param {object} options
 * @param {readonly string[]} options.only of PEER_PARTS
 * @param {number} options.rounds
 * @param {number} options.seconds of each measurement
 * @param {readonly number[]} options.connections how many at once, each for itself
 */
export async function measurePeers({ only, rounds, seconds, connections }) {
  // Before it is busy with this.
  const machine = describeMachine();
  const scenarios = Object.keys(SCENARIOS).filter((name) => only.includes(name));
  const { samples, versions } = await compare({ scenarios, rounds, seconds, connections });
  for (const [name, measure] of Object.entries(LIMITS)) if (only.includes(name)) await measure();
  heading("What is aimed at");
  for (const { name, value, ...expected } of judge(samples)) figure(name, value, expected);

  const isWhole = PEER_PARTS.every((part) => only.includes(part)) && ALL_CONNECTIONS.every((count) => connections.includes(count));
  const [ratios, ...others] = printedSections().toReversed();
  if (isWhole && rounds >= ROUNDS_MIN && versions !== undefined && ratios !== undefined) {
    writePage({ sections: [ratios, ...others.reverse()], machine, versions, rounds, seconds });
  } else {
    console.log("\napps/web/docs/benchmarks.md stays as it is: it takes a run of everything, with every peer and at least three rounds");
  }
}

/**
 * @param {{ scenarios: readonly string[], rounds: number, seconds: number, connections: readonly number[] }} options
 */
async function compare({ scenarios, rounds, seconds, connections }) {
  /** @type {import("./peers/targets.mjs").Sample[]} */
  const samples = [];
  if (scenarios.length === 0) return { samples, versions: undefined };
  const hasBetterAuth = prepareBetterAuth();
  const sink = await startMailSink();
  const contestants = await startAll(sink, hasBetterAuth);
  try {
    for (const scenario of scenarios) samples.push(...(await compareIn(scenario, contestants, { rounds, seconds, connections })));
  } finally {
    for (const { contestant } of contestants) await contestant.stop();
    await sink.stop();
  }
  return { samples, versions: hasBetterAuth ? betterAuthVersions() : undefined };
}

/**
 * Measures all that take part in a scenario, in turn, and prints it.
 * @param {string} scenario
 * @param {readonly { name: string, contestant: Contestant }[]} contestants
 * @param {{ rounds: number, seconds: number, connections: readonly number[] }} options
 */
export async function compareIn(scenario, contestants, { rounds, seconds, connections }) {
  heading(`${SCENARIOS[scenario]} (${scenario})`);
  /** @type {import("./peers/targets.mjs").Sample[]} */
  const samples = [];
  const racers = contestants.filter(({ contestant }) => scenario in contestant.scenarios);
  for (const { contestant } of racers) await measure(contestant, scenario, WARM_UP);
  for (const count of connections) {
    for (let round = 0; round < rounds; round++) {
      // Another one begins each time.
      const order = [...racers.slice(round % racers.length), ...racers.slice(0, round % racers.length)];
      for (const { name, contestant } of order) {
        const measured = await measure(contestant, scenario, { connections: count, seconds });
        samples.push({ name, scenario, connections: count, round, ...measured });
      }
    }
  }
  const { columns, rows } = summarize(samples);
  table(columns, rows);
  return samples;
}

/**
 * @param {import("./peers/mail-sink.mjs").MailSink} sink
 * @param {boolean} hasBetterAuth
 * @returns {Promise<{ name: string, contestant: Contestant }[]>}
 */
async function startAll(sink, hasBetterAuth) {
  const gatehouse = await startGatehouse(sink);
  const { database, keysBytes } = gatehouse;
  const passwordCost = readPasswordCost(database);
  const contestants = [
    { name: CONTESTANTS.ours, contestant: gatehouse },
    { name: CONTESTANTS.argon2, contestant: await startArgon2(passwordCost) },
    { name: CONTESTANTS.http, contestant: await startBareHttp(keysBytes) },
  ];
  if (!hasBetterAuth) return contestants;
  return [
    ...contestants,
    { name: CONTESTANTS.next, contestant: await startNextEcho(keysBytes) },
    { name: CONTESTANTS.betterAuth, contestant: await startBetterAuth(sink, passwordCost) },
    { name: CONTESTANTS.betterAuthScrypt, contestant: onlyPasswords(await startBetterAuth(sink)) },
  ];
}

/**
 * Its own hash makes a difference to these scenarios alone.
 * @param {Contestant} contestant
 * @returns {Contestant}
 */
function onlyPasswords({ scenarios, ...contestant }) {
  const passwords = Object.entries(scenarios).filter(([name]) => name === "sign-up" || name === "sign-in");
  return { ...contestant, scenarios: Object.fromEntries(passwords) };
}

/**
 * @param {Contestant} contestant
 * @param {string} scenario
 * @param {import("./peers/contestant.mjs").Amount} amount
 */
async function measure({ pid, scenarios }, scenario, amount) {
  const run = await scenarios[scenario]?.(amount);
  if (run === undefined) throw new Error(`No scenario ${scenario}`);
  const before = processorSeconds(pid);
  const { count, perSecond, p50, p99, statuses } = await run();
  const accepted = statuses.get(200) ?? 0;
  const processorMilliseconds = ((processorSeconds(pid) - before) * 1000) / accepted;
  const refused = new Map([...statuses].filter(([status]) => status !== 200));
  return {
    perSecond: (perSecond * accepted) / count,
    p50,
    p99,
    processorMilliseconds,
    megabytes: residentMegabytes(pid),
    refused: describeStatuses(refused),
  };
}
