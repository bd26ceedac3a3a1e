import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrationsFolder, repositoryRoot } from "./locate";
import { migrate } from "./migrate";

/** Vitest's global set-up: makes the migrated database that createTestDatabase copies, and removes all of them in the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "gatehouse-test-"));
  const template = join(folder, "template.db");
  await migrate(`file:${template}`, migrationsFolder(repositoryRoot(import.meta.dirname)));
  project.provide("testDatabases", { folder, template });
  return () => rm(folder, { recursive: true });
}
