// @ts-check
// Measures the production build, on this machine, over loopback, and prints each figure beside what it should be. Every part makes a
// server on a temporary database, and ends by itself.
import { parseArgs } from "node:util";
import { ensureBuild } from "../support/build.mjs";
import { measureFlood, measureSlowClients } from "./flood.mjs";
import { measureManagement } from "./management.mjs";
import { measurePages } from "./pages.mjs";
import { measurePeers, PEER_PARTS } from "./peers.mjs";
import { measureProcesses } from "./processes.mjs";
import { describeMachine } from "./report.mjs";
import { measureScaleModel } from "./scale-model.mjs";
import { soak } from "./soak.mjs";
import { measureMemory, measureStart } from "./start.mjs";
import { measureThroughput } from "./throughput.mjs";
import { measureTiming } from "./timing.mjs";

const HELP = `pnpm bench [parts] [options]

Parts, all of them when none is named:
  start        from the spawn of node to the first answer
  memory       resident memory, API only and with every page visited
  throughput   calls and pages a second, and as a share of what a bare node:http server does
  flood        500 sign-ins at once
  slow         200 clients that drip their headers
  timing       whether the time of an answer tells who has an account
  management   load, search and create with 1,000 users and with 100,000
  pages        script, largest paint and layout shift of the sign-up pages

And by itself, some twenty-five minutes:
  peers        beside better-auth, Next, node:http and the password library; a whole run writes apps/web/docs/benchmarks.md
And by itself, some six minutes:
  processes    on SQLite, on Postgres, and on Postgres with two processes; writes its part of that page

And by itself, some three minutes:
  scale-model  what a user and a call take, and what that makes of many; with --postgres URL it writes apps/web/docs/scale.md

Options:
  --seconds N  for each call of throughput (5), for each figure of peers and processes (3)
  --users N    throughput once more, with that many users in the database (0)
               of scale-model how many there are to measure with (50000)
  --postgres URL  of scale-model: an empty database on this machine
  --pairs N    of timing (500)
  --only LIST  of peers, separated by commas: ${PEER_PARTS.join(", ")}
  --rounds N   of peers and processes (3)
  --connections LIST  of peers: how many requests at once (1,16,64)
  --soak N     only this: N minutes of mixed load, and what grows meanwhile
  --help

About six minutes. Figures are true on a machine that does nothing else, and compare within one run.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string" },
    users: { type: "string" },
    postgres: { type: "string" },
    pairs: { type: "string", default: "500" },
    only: { type: "string", default: PEER_PARTS.join() },
    rounds: { type: "string", default: "3" },
    connections: { type: "string", default: "1,16,64" },
    soak: { type: "string" },
    help: { type: "boolean" },
  },
});

/** @type {Record<string, () => Promise<void>>} */
const parts = {
  start: measureStart,
  memory: measureMemory,
  throughput: () => measureThroughput({ seconds: Number(values.seconds ?? 5), users: Number(values.users ?? 0) }),
  flood: measureFlood,
  slow: measureSlowClients,
  timing: () => measureTiming({ pairs: Number(values.pairs) }),
  management: measureManagement,
  pages: measurePages,
};

const only = values.only.split(",");
if (
  values.help ||
  positionals.some((name) => !(name in parts || ["peers", "processes", "scale-model"].includes(name))) ||
  only.some((name) => !PEER_PARTS.includes(name))
) {
  console.log(HELP);
  process.exit(values.help ? 0 : 1);
}

ensureBuild();
console.log(describeMachine());
if (values.soak !== undefined) {
  await soak({ minutes: Number(values.soak) });
} else if (positionals.includes("peers")) {
  const connections = values.connections.split(",").map(Number);
  await measurePeers({ only, rounds: Number(values.rounds), seconds: Number(values.seconds ?? 3), connections });
} else if (positionals.includes("processes")) {
  await measureProcesses({ rounds: Number(values.rounds), seconds: Number(values.seconds ?? 3) });
} else if (positionals.includes("scale-model")) {
  const { postgres } = values;
  await measureScaleModel({ postgres, users: Number(values.users ?? 50_000), seconds: Number(values.seconds ?? 5) });
} else {
  for (const [name, measure] of Object.entries(parts)) if (positionals.length === 0 || positionals.includes(name)) await measure();
}
