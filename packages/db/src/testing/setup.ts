import { execFileSync } from "node:child_process";
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrationsFolder, repositoryRoot } from "../locate";
import { migrate } from "../migrate";
import { oneSpelling } from "../one-spelling";
import { command, findPostgres, startCluster, type TestCluster } from "./postgres.mjs";
import { ensureRedis, findRedis } from "./redis";

const MEMORY = "/dev/shm";
const ROOM_BYTES = 2 ** 30;

/** Where files are kept in memory, if there is such a place with room enough: elsewhere each of many thousand commits waits for the disk. */
async function temporaryFolder(): Promise<string> {
  const room = await statfs(MEMORY).catch(() => null);
  return room !== null && room.bavail * room.bsize > ROOM_BYTES ? MEMORY : tmpdir();
}

/** A cluster of Postgres with the migrated database to copy; null where there is none on this machine. */
async function startPostgres(project: TestProject, root: string): Promise<TestCluster | null> {
  const programs = findPostgres();
  const isWanted = project.vitest.projects.some(({ name }) => name === "postgres");
  if (programs === undefined || !isWanted) return null;
  const cluster = await startCluster(programs, await temporaryFolder());
  await command(cluster.urlOf("postgres"), `CREATE DATABASE "template"`);
  const url = cluster.urlOf("template");
  await migrate(url, migrationsFolder(root, url));
  return cluster;
}

/**
 * Vitest's global set-up: makes the Prisma clients where the schema has changed, and the migrated databases that createTestDatabase copies.
 * Removes all databases in the end.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = repositoryRoot(import.meta.dirname);
  ensureRedis();
  execFileSync(process.execPath, [join(root, "prisma/generate.mjs")], { stdio: "inherit" });
  const folder = await mkdtemp(join(await temporaryFolder(), "gatehouse-test-"));
  const template = join(folder, "template.db");
  // Nothing is stored yet, so there is nothing to spell.
  await migrate(`file:${template}`, migrationsFolder(root, `file:${template}`), { steps: { oneSpelling: oneSpelling(() => null) } });
  project.provide("testDatabases", { folder, template });
  const cluster = await startPostgres(project, root);
  project.provide("testCluster", cluster && { own: cluster.urlOf("postgres"), template: cluster.urlOf("template") });
  return async () => {
    await rm(folder, { recursive: true });
    await cluster?.stop();
    if (findPostgres() === undefined)
      console.log("\nNothing was tested on Postgres: there is none on this machine (POSTGRES_BIN names its folder).");
    if (findRedis() === undefined) console.log("\nNothing was tested on Redis: there is no redis-server or valkey-server on the PATH.");
  };
}
