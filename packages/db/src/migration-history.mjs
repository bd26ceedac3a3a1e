// @ts-check
// What the server and the commands in prisma/ know of migrations and of which have been applied. Plain JavaScript, since no compiler goes over
// the commands.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** @typedef {{ name: string, sql: string, checksum: string }} Migration */

/**
 * The migrations of a folder (`<name>/migration.sql`), in the order of their names.
 *
 * @param {string} folder
 * @returns {Promise<Migration[]>}
 */
export async function readMigrations(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, "migration.sql"), "utf8");
      // Git may have turned the line ends of a checkout on Windows.
      const checksum = createHash("sha256").update(sql.replaceAll("\r\n", "\n")).digest("hex");
      return { name, sql, checksum };
    }),
  );
}

/** By which Prisma's own command line keeps its migrations apart on Postgres. */
export const MIGRATION_LOCK = 72_707_369;

/** What the history says of each: `name`, `checksum`, and whether it has `finished`. */
export const SELECT_HISTORY = `
SELECT "migration_name" AS "name", "checksum", "finished_at" IS NOT NULL AS "finished"
FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`;

/** The history's table, as Prisma's engine makes it. */
export const CREATE_HISTORY = {
  sqlite: `
CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`,
  postgresql: `
CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           TIMESTAMPTZ,
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        TIMESTAMPTZ,
    "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
)`,
};

/** Writes down that one has been applied: its values are ID, checksum, name, when it was begun and when it had ended. */
export const INSERT_HISTORY = {
  sqlite: `
INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
VALUES (?, ?, ?, ?, ?, 1)`,
  postgresql: `
INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at", "finished_at", "applied_steps_count")
VALUES ($1, $2, $3, $4, $5, 1)`,
};
