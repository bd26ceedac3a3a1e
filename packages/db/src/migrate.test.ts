import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SqliteConnection from "better-sqlite3";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrationsFolder, repositoryRoot } from "./locate";
import { migrate } from "./migrate";
import { MigrationError } from "./migration";

let parent: string;
let folder: string;
let file: string;
let url: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "gatehouse-migrate-"));
  folder = join(parent, "migrations");
  file = join(parent, "data", "test.db");
  url = `file:${file}`;
  await addMigration("1_init", 'CREATE TABLE "Parent" ("id" TEXT PRIMARY KEY);');
});

afterEach(() => rm(parent, { recursive: true }));

describe("migrate", () => {
  it("applies what is missing, in order, and names it", async () => {
    await addMigration("2_fill", `INSERT INTO "Parent" VALUES ('one');`);

    expect(await migrate(url, folder)).toEqual(["1_init", "2_fill"]);
    expect(await migrate(url, folder)).toEqual([]);

    await addMigration("3_more", `INSERT INTO "Parent" VALUES ('two');`);
    expect(await migrate(url, folder)).toEqual(["3_more"]);
    expect(query(`SELECT "id" FROM "Parent"`)).toEqual([{ id: "one" }, { id: "two" }]);
  });

  it("makes a database for its owner alone", async () => {
    await migrate(url, folder);

    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it("keeps the history as Prisma does: checksum of the text, finished, one step", async () => {
    await migrate(url, folder);

    expect(
      query(
        `SELECT "migration_name", "checksum", "finished_at" >= "started_at" AS "finished", "applied_steps_count" FROM "_prisma_migrations"`,
      ),
    ).toEqual([
      {
        migration_name: "1_init",
        checksum: "e9526613403d907295ab3b4b8d258968936b23988c1d7c856ad468a1142d17c4",
        finished: 1,
        applied_steps_count: 1,
      },
    ]);
  });

  it("stores nothing of a migration that fails, and keeps the ones before it", async () => {
    await addMigration("2_bad", `INSERT INTO "Parent" VALUES ('one'); INSERT INTO "Missing" VALUES (1);`);

    const failing = migrate(url, folder);

    await expect(failing).rejects.toThrow(MigrationError);
    await expect(failing).rejects.toThrow("Migration 2_bad failed, and nothing of it is stored: no such table: Missing");
    expect(query(`SELECT "id" FROM "Parent"`)).toEqual([]);
    expect(query(`SELECT "migration_name" FROM "_prisma_migrations"`)).toEqual([{ migration_name: "1_init" }]);
  });

  it("takes the step that a migration asks for in its transaction, and tells what it says once", async () => {
    await addMigration("2_step", `INSERT INTO "Parent" VALUES ('one');\n-- step: addTwo\nSELECT 1;`);
    const told: string[] = [];
    const steps = {
      addTwo(database: SqliteConnection.Database) {
        database.exec(`INSERT INTO "Parent" VALUES ('two')`);
        return ["two was added"];
      },
    };
    const failing = { addTwo: (database: SqliteConnection.Database) => [...steps.addTwo(database), String(database.prepare("nonsense"))] };

    await expect(migrate(url, folder)).rejects.toThrow("it asks for the step addTwo, which is not at hand");
    await expect(migrate(url, folder, { steps: failing })).rejects.toThrow(MigrationError);
    expect(query(`SELECT "id" FROM "Parent"`)).toEqual([]);

    await migrate(url, folder, { steps, tell: (line) => told.push(line) });
    await migrate(url, folder, { steps, tell: (line) => told.push(line) });
    expect(query(`SELECT "id" FROM "Parent"`)).toEqual([{ id: "one" }, { id: "two" }]);
    expect(told).toEqual(["two was added"]);
  });

  it("refuses a migration that was changed after it had been applied", async () => {
    await migrate(url, folder);
    await addMigration("1_init", "SELECT 1;");

    await expect(migrate(url, folder)).rejects.toThrow("Migration 1_init was changed after it had been applied");
  });

  it("takes a checkout with other line ends for the same migration", async () => {
    await addMigration("2_lines", "SELECT 1;\nSELECT 2;\n");
    await migrate(url, folder);
    await addMigration("2_lines", "SELECT 1;\r\nSELECT 2;\r\n");

    expect(await migrate(url, folder)).toEqual([]);
  });

  it("refuses a history with a migration that Prisma's command line left half-done", async () => {
    await migrate(url, folder);
    query(`UPDATE "_prisma_migrations" SET "finished_at" = NULL RETURNING "id"`);

    await expect(migrate(url, folder)).rejects.toThrow("Migration 1_init failed half-way earlier");
  });

  it("redefines a table that others refer to without deleting what refers to it", async () => {
    await addMigration(
      "2_child",
      `CREATE TABLE "Child" ("parentId" TEXT REFERENCES "Parent" ("id") ON DELETE CASCADE);
       INSERT INTO "Parent" VALUES ('one'); INSERT INTO "Child" VALUES ('one');`,
    );
    await addMigration("3_redefine", redefineParent(`INSERT INTO "new_Parent" SELECT "id", 0 FROM "Parent";`));

    await migrate(url, folder);

    expect(query(`SELECT * FROM "Child" JOIN "Parent" ON "parentId" = "id"`)).toEqual([{ parentId: "one", id: "one", added: 0 }]);
  });

  it("refuses a migration that leaves rows without what they refer to", async () => {
    await addMigration(
      "2_child",
      `CREATE TABLE "Child" ("parentId" TEXT REFERENCES "Parent" ("id") ON DELETE CASCADE);
       INSERT INTO "Parent" VALUES ('one'); INSERT INTO "Child" VALUES ('one');`,
    );
    await addMigration("3_redefine", redefineParent(""));

    await expect(migrate(url, folder)).rejects.toThrow("it leaves 1 rows that refer to missing ones");
    expect(query(`SELECT "id" FROM "Parent"`)).toEqual([{ id: "one" }]);
  });

  it("waits for a lock without blocking, and is StorageUnavailable beyond the limit", async () => {
    await migrate(url, folder);
    await addMigration("2_more", "SELECT 1;");
    const other = new SqliteConnection(file);
    other.exec("BEGIN IMMEDIATE");

    await expect(migrate(url, folder, { lockWaitMilliseconds: 20 })).rejects.toMatchObject({ reason: "locked" });
    const waiting = migrate(url, folder);
    setImmediate(() => other.exec("COMMIT").close());

    expect(await waiting).toEqual(["2_more"]);
  });

  it("needs no write where nothing is missing, so that a read-only database opens", async () => {
    await migrate(url, folder);

    expect(await migrate(`${url}?mode=ro`, folder)).toEqual([]);
    await addMigration("2_more", "SELECT 1;");
    await expect(migrate(`${url}?mode=ro`, folder)).rejects.toMatchObject({ name: "StorageUnavailableError", reason: "readOnly" });
  });

  it("1.4: makes one schema when two processes start on an empty file at once", async () => {
    const real = migrationsFolder(repositoryRoot(import.meta.dirname), "file:x");
    await rm(folder, { recursive: true });
    await cp(real, folder, { recursive: true });
    const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);

    const processes = [startMigrator(), startMigrator()];
    await Promise.all(processes.map((child) => once(child, "message")));
    const applied = await Promise.all(
      processes.map(async (child) => {
        const answer = once(child, "message");
        child.send("go");
        return (await answer)[0] as string[];
      }),
    );

    expect(applied.flat().sort()).toEqual(names.sort());
    expect(query(`SELECT "migration_name" AS "name" FROM "_prisma_migrations" ORDER BY 1`)).toEqual(names.map((name) => ({ name })));
    expect(query("PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
  });
});

async function addMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, "migration.sql"), sql);
}

/** As Prisma writes it. */
function redefineParent(copyRows: string): string {
  return `PRAGMA defer_foreign_keys=ON;
    PRAGMA foreign_keys=OFF;
    CREATE TABLE "new_Parent" ("id" TEXT PRIMARY KEY, "added" INTEGER NOT NULL);
    ${copyRows}
    DROP TABLE "Parent";
    ALTER TABLE "new_Parent" RENAME TO "Parent";
    PRAGMA foreign_keys=ON;
    PRAGMA defer_foreign_keys=OFF;`;
}

function query(sql: string): unknown[] {
  const connection = new SqliteConnection(file);
  try {
    return connection.prepare(sql).all();
  } finally {
    connection.close();
  }
}

function startMigrator(): ChildProcess {
  return fork(new URL("./fixtures/migrate.mjs", import.meta.url), [url, folder], { execArgv: [] });
}
