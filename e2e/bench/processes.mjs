// @ts-check
// What Postgres costs beside SQLite, and what a second process gains: the same calls on each, in turn.
import { tmpdir } from "node:os";
import { command, findPostgres, startCluster } from "../../packages/db/src/testing/postgres.mjs";
import { startGatehouse } from "./peers/contestants.mjs";
import { startMailSink } from "./peers/mail-sink.mjs";
import { writeProcesses } from "./peers/page.mjs";
import { compareIn } from "./peers.mjs";
import { describeMachine, figure, heading, printedSections } from "./report.mjs";
import { percentile } from "./statistics.mjs";

/** One after the other, and so many that they meet. */
const CONNECTIONS = [1, 16];
const SQLITE = "SQLite";
const POSTGRES = "Postgres";
const TWO = "Postgres, two processes";

const ROUNDS_MIN = 3;

/** How many times as many a second as another, at least. */
const RATIOS = [
  { scenario: "sign-in", connections: 16, name: TWO, of: POSTGRES, least: 0.9 },
  { scenario: "sign-in", connections: 16, name: POSTGRES, of: SQLITE, least: 0.8 },
  { scenario: "me", connections: 16, name: POSTGRES, of: SQLITE, least: 0.5 },
  { scenario: "refresh", connections: 16, name: POSTGRES, of: SQLITE, least: 0.5 },
  { scenario: "code", connections: 1, name: POSTGRES, of: SQLITE, least: 0.5 },
  { scenario: "code", connections: 16, name: POSTGRES, of: SQLITE, least: 0.25 },
];

/** @param {{ rounds: number, seconds: number }} options */
export async function measureProcesses({ rounds, seconds }) {
  const programs = findPostgres();
  if (programs === undefined)
    return console.log("\nPostgres was not measured: there is none on this machine (POSTGRES_BIN names its folder).");
  const machine = describeMachine();
  const cluster = await startCluster(programs, tmpdir(), { durable: true });
  const sink = await startMailSink();
  /** @param {string} name @param {string} processes */
  async function startOnPostgres(name, processes) {
    await command(cluster.urlOf("postgres"), `CREATE DATABASE "${name}"`);
    return startGatehouse(sink, { DATABASE_URL: cluster.urlOf(name), WEB_CONCURRENCY: processes });
  }
  const contestants = [
    { name: SQLITE, contestant: await startGatehouse(sink) },
    { name: POSTGRES, contestant: await startOnPostgres("one", "1") },
    { name: TWO, contestant: await startOnPostgres("two", "2") },
  ];
  /** @type {import("./peers/targets.mjs").Sample[]} */
  const samples = [];
  const before = printedSections().length;
  try {
    for (const scenario of ["sign-in", "me", "refresh", "code"])
      samples.push(...(await compareIn(scenario, contestants, { rounds, seconds, connections: CONNECTIONS })));
  } finally {
    for (const { contestant } of contestants) await contestant.stop();
    await sink.stop();
    await cluster.stop();
  }
  heading("How many times as many a second, the median of the rounds' ratios");
  for (const { scenario, connections, name, of, least } of RATIOS) {
    const met = samples.filter((sample) => sample.scenario === scenario && sample.connections === connections);
    const ratio = ratioOf(met, name, of);
    figure(`${scenario}, ${connections} at once: ${name}, of ${of}`, `${ratio.toFixed(2)} ×`, {
      holds: ratio >= least,
      target: `at least ${least} ×`,
    });
  }
  if (rounds >= ROUNDS_MIN) writeProcesses({ sections: printedSections().slice(before), machine, rounds, seconds });
  else console.log("\napps/web/docs/benchmarks.md stays as it is: it takes at least three rounds");
}

/**
 * @param {readonly import("./peers/targets.mjs").Sample[]} samples
 * @param {string} name
 * @param {string} of
 */
function ratioOf(samples, name, of) {
  const find = (/** @type {string} */ wanted) => samples.filter((sample) => sample.name === wanted);
  const theirs = find(of);
  return percentile(
    find(name).map(({ perSecond }, round) => perSecond / (theirs[round]?.perSecond ?? Number.NaN)),
    0.5,
  );
}
