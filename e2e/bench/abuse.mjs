// @ts-check
// Repeats what may go wrong once in a while: the tests of e2e/reliability and the races among the unit tests.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";

const HELP = `pnpm abuse [options]

Kills, races, lost mail servers and restarts, each of them again and again.

Options:
  --times N    how often (20)
  --help

About ten minutes.`;

const { values } = parseArgs({ options: { times: { type: "string", default: "20" }, help: { type: "boolean" } } });
if (values.help) {
  console.log(HELP);
  process.exit();
}

const times = Number(values.times);
const e2e = join(import.meta.dirname, "..");
const root = join(e2e, "..");

/** Every run of the unit tests has each race three times. */
const unitRuns = Math.ceil(times / 3);
for (let run = 1; run <= unitRuns; run++) {
  console.log(`Races among the unit tests, run ${run} of ${unitRuns}`);
  insist("pnpm", ["exec", "vitest", "run", "packages/api/src/hostile/races.test.ts"], root);
}
insist(process.execPath, ["run.mjs", "--project=reliability", `--repeat-each=${times}`], e2e);

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
function insist(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) process.exit(status ?? 1);
}
