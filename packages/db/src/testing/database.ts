import { constants } from "node:fs";
import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import SqliteConnection from "better-sqlite3";
import { inject } from "vitest";
import { type Database, type DatabaseOptions, openDatabase } from "../client";

declare module "vitest" {
  export interface ProvidedContext {
    testDatabases: { folder: string; template: string };
  }
}

export interface TestDatabase {
  database: Database;
  /** Opens the same file once more, as another process would. */
  url: string;
  file: string;
  /** Closes the database and removes it. */
  cleanup(): Promise<void>;
}

/** A migrated database of its own for one test, copied from the template that testing-setup.ts makes once per run. */
export async function createTestDatabase(options?: DatabaseOptions): Promise<TestDatabase> {
  const { folder, template } = inject("testDatabases");
  const own = await mkdtemp(join(folder, "test-"));
  const file = join(own, "test.db");
  await copyFile(template, file, constants.COPYFILE_EXCL);
  const url = `file:${file}`;
  const database = await openDatabase(url, options);
  return {
    database,
    url,
    file,
    async cleanup() {
      await database.close();
      await rm(own, { recursive: true });
    },
  };
}

/** A file with the database of an earlier release (fixtures/NAME.sql), not migrated. Removed with all others. */
export async function restoreRelease(name: "first-release"): Promise<{ url: string }> {
  const own = await mkdtemp(join(inject("testDatabases").folder, "release-"));
  const file = join(own, "test.db");
  new SqliteConnection(file).exec(await readFile(join(import.meta.dirname, "../fixtures", `${name}.sql`), "utf8")).close();
  return { url: `file:${file}` };
}

/** Empties every table. For suites of many small cases: opening a database costs them more than what they test. */
export async function emptyTestDatabase({ database }: TestDatabase): Promise<void> {
  // Neither the full-text index nor what SQLite keeps it in: triggers empty it.
  const tables = await database.prisma.$queryRaw<{ name: string }[]>`
    SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '_prisma_migrations'`;
  const isFilled = tables.map(({ name }) => `EXISTS (SELECT 1 FROM "${name}") AS "${name}"`).join();
  const [filled = {}] = await database.prisma.$queryRawUnsafe<Record<string, unknown>[]>(`SELECT ${isFilled}`);
  await database.transaction(async (tx) => {
    await tx.$executeRawUnsafe("PRAGMA defer_foreign_keys = ON");
    // Most are empty, and a statement each would take most of the time.
    for (const { name } of tables) if (Number(filled[name])) await tx.$executeRawUnsafe(`DELETE FROM "${name}"`);
  });
}
