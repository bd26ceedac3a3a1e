// @ts-check
// What a comparison measures, and what has to come out.
import { percentile } from "../statistics.mjs";

/** @type {Record<string, string>} */
export const SCENARIOS = {
  "sign-up": "Password sign-up",
  "sign-in": "Password sign-in",
  me: "Who is signed in",
  refresh: "A new session token",
  jwks: "Public keys",
  send: "Email code, sent",
  code: "Email code, sent, mailed and verified",
  "totp-sign-up": "Authenticator code that finishes a sign-up",
  "totp-sign-in": "Authenticator code that signs in",
};

export const CONTESTANTS = {
  ours: "Gatehouse",
  argon2: "argon2 alone",
  http: "node:http alone",
  next: "route handler of Next",
  betterAuth: "better-auth",
  betterAuthScrypt: "better-auth, its own hash",
};
const { ours, argon2, http, betterAuth, betterAuthScrypt } = CONTESTANTS;

/**
 * @typedef {object} Sample one contestant in one scenario, in one round
 * @property {string} name of the contestant
 * @property {string} scenario
 * @property {number} connections
 * @property {number} round
 * @property {number} perSecond answers of 200
 * @property {number} p50 milliseconds
 * @property {number} p99 milliseconds
 * @property {number} processorMilliseconds for each of these
 * @property {number} megabytes resident at the end
 * @property {string} refused what else was answered, and how often
 *
 * @typedef {{ name: string, value: string, holds: boolean, target: string }} Verdict
 */

/** How many times as many a second as a peer. */
const RATIOS = [
  { scenario: "sign-in", connections: [16, 64], peer: argon2, least: 0.85 },
  { scenario: "sign-in", connections: [16, 64], peer: betterAuth, least: 1.3 },
  { scenario: "sign-in", connections: [16, 64], peer: betterAuthScrypt, least: 7 },
  { scenario: "sign-up", connections: [16, 64], peer: argon2, least: 0.8 },
  { scenario: "sign-up", connections: [16, 64], peer: betterAuth, least: 1.8 },
  { scenario: "me", connections: [16], peer: betterAuth, least: 15 },
  { scenario: "refresh", connections: [16], peer: betterAuth, least: 3.5 },
  { scenario: "jwks", connections: [16], peer: betterAuth, least: 50 },
  { scenario: "jwks", connections: [16], peer: http, least: 0.6 },
  { scenario: "send", connections: [16], peer: betterAuth, least: 6 },
  { scenario: "code", connections: [16], peer: betterAuth, least: 3.5 },
  { scenario: "totp-sign-up", connections: [16], peer: betterAuth, least: 4 },
  { scenario: "totp-sign-in", connections: [16], peer: betterAuth, least: 4 },
];

/** Milliseconds of processor time for each call that succeeds. */
const PROCESSOR_TIMES = [
  { scenario: "me", connections: 16, most: 0.4 },
  { scenario: "refresh", connections: 16, most: 1 },
];

const median = (/** @type {number[]} */ values) => percentile(values, 0.5);

/**
 * Holds what was measured against what has to come out. What was not measured is left out.
 * @param {readonly Sample[]} samples
 * @returns {Verdict[]}
 */
export function judge(samples) {
  /** @param {string} scenario @param {number} connections @param {string} name */
  const find = (scenario, connections, name) =>
    samples.filter((sample) => sample.scenario === scenario && sample.connections === connections && sample.name === name);

  const ratios = RATIOS.flatMap(({ scenario, connections, peer, least }) =>
    connections.flatMap((count) => {
      const theirs = find(scenario, count, peer);
      if (theirs.length === 0) return [];
      // Within a round they were measured one right after the other.
      const ratio = median(find(scenario, count, ours).map(({ perSecond }, round) => perSecond / (theirs[round]?.perSecond ?? Number.NaN)));
      const name = `${scenario}, ${count} at once, of ${peer}`;
      return [{ name, value: `${ratio.toFixed(2)} ×`, holds: ratio >= least, target: `at least ${least} ×` }];
    }),
  );
  const processorTimes = PROCESSOR_TIMES.flatMap(({ scenario, connections, most }) => {
    const own = find(scenario, connections, ours);
    if (own.length === 0) return [];
    const milliseconds = median(own.map((sample) => sample.processorMilliseconds));
    const name = `${scenario}, ${connections} at once, CPU`;
    return [{ name, value: `${milliseconds.toFixed(2)} ms`, holds: milliseconds <= most, target: `at most ${most} ms` }];
  });
  return [...ratios, ...processorTimes];
}

/**
 * A table of one scenario: medians of its rounds.
 * @param {readonly Sample[]} samples
 */
export function summarize(samples) {
  const columns = ["at once", "server", "a second", "p50 ms", "p99 ms", "CPU ms", "RSS MB", "refused"];
  /** @type {Map<string, Sample[]>} */
  const groups = new Map();
  for (const sample of samples) {
    const key = `${sample.connections} ${sample.name}`;
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  const rows = [...groups.values()].map((group) => {
    const [{ connections, name }] = /** @type {[Sample]} */ (group);
    /** @param {(sample: Sample) => number} figure */
    const of = (figure) => median(group.map(figure));
    return [
      connections,
      name,
      of(({ perSecond }) => perSecond).toFixed(0),
      of(({ p50 }) => p50).toFixed(2),
      of(({ p99 }) => p99).toFixed(1),
      of(({ processorMilliseconds }) => processorMilliseconds).toFixed(3),
      of(({ megabytes }) => megabytes).toFixed(0),
      group.flatMap(({ refused }) => refused || []).join("; "),
    ];
  });
  return { columns, rows };
}
