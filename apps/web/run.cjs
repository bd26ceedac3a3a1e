// The app's one launcher: `node run.cjs dev`, `build` or `start`. CommonJS, because an ES module is itself loaded by the thread pool, whose
// size must be set before its first use.
const { spawnSync } = require("node:child_process");
const cluster = require("node:cluster");
const { existsSync } = require("node:fs");
const { availableParallelism } = require("node:os");
const { join } = require("node:path");

const task = process.argv[2];

process.chdir(__dirname);
const dotEnv = join(__dirname, "../../.env");
if (existsSync(dotEnv)) process.loadEnvFile(dotEnv);
process.env.NODE_ENV = task === "dev" ? "development" : "production";
process.env.NEXT_TELEMETRY_DISABLED ??= "1";
// Our own password hashes have threads of their own. Where those cannot be had they are made here, as those of other systems are (build.ts),
// and at least one thread stays free for files and name look-ups.
process.env.UV_THREADPOOL_SIZE ||= String(Math.max(4, availableParallelism() + 1));

// A client older than the schema fails only where a query names what is new.
const generator = join(__dirname, "../../prisma/generate.mjs");
if (task !== "start" && spawnSync(process.execPath, [generator], { stdio: "inherit" }).status !== 0) process.exit(1);

if (task === "build") {
  process.exit(spawnSync(process.execPath, [require.resolve("next/dist/bin/next"), "build"], { stdio: "inherit" }).status ?? 1);
} else if (task === "dev" || task === "start") {
  if (task === "start" && !existsSync(join(__dirname, ".next/BUILD_ID"))) fail("There is no build to start. Make one with: pnpm build");
  const count = task === "start" && cluster.isPrimary ? countProcesses(process.env) : 1;
  const port = process.env.PORT || "3000";
  if (count > 1) import("./processes.mjs").then(({ keepProcesses }) => keepProcesses({ count, port })).catch(fail);
  else import("./start.mjs").then(({ start }) => start({ dev: task === "dev" })).catch(fail);
} else {
  fail("Usage: node run.cjs dev|build|start");
}

/** How many processes serve. What is no such number is told by who reads the settings, and so is that an SQLite file is one process's. */
function countProcesses({ WEB_CONCURRENCY = "", DATABASE_URL = "" }) {
  return /^\s*postgres(ql)?:/.test(DATABASE_URL) && /^\s*[1-9]\d?\s*$/.test(WEB_CONCURRENCY) ? Number(WEB_CONCURRENCY) : 1;
}

function fail(reason) {
  console.error(reason);
  process.exit(1);
}
