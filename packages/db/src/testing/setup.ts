import { execFileSync } from "node:child_process";
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrationsFolder, repositoryRoot } from "../locate";
import { migrate } from "../migrate";
import { oneSpelling } from "../one-spelling";

const MEMORY = "/dev/shm";
const ROOM_BYTES = 2 ** 30;

/** Where files are kept in memory, if there is such a place with room enough: elsewhere each of many thousand commits waits for the disk. */
async function temporaryFolder(): Promise<string> {
  const room = await statfs(MEMORY).catch(() => null);
  return room !== null && room.bavail * room.bsize > ROOM_BYTES ? MEMORY : tmpdir();
}

/**
 * Vitest's global set-up: makes the Prisma client where the schema has changed, and the migrated database that createTestDatabase copies.
 * Removes all databases in the end.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const root = repositoryRoot(import.meta.dirname);
  execFileSync(process.execPath, [join(root, "prisma/generate.mjs")], { stdio: "inherit" });
  const folder = await mkdtemp(join(await temporaryFolder(), "gatehouse-test-"));
  const template = join(folder, "template.db");
  // Nothing is stored yet, so there is nothing to spell.
  await migrate(`file:${template}`, migrationsFolder(root), { steps: { oneSpelling: oneSpelling(() => null) } });
  project.provide("testDatabases", { folder, template });
  return () => rm(folder, { recursive: true });
}
