// pnpm db:migration NAME: writes the SQL that brings a database from the last migration to the present schema.prisma, for SQLite and Postgres.
// Read it before you commit it: it does not warn of lost data, and a rename comes out as one dropped and one added.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { toPostgres } from "./postgres-schema.mjs";
import { diffSchemas } from "./schema-engine.mjs";

const schema = join(import.meta.dirname, "schema.prisma");
const migrations = join(import.meta.dirname, "migrations");
/** The schema that the migrations so far arrive at. */
const snapshot = join(migrations, "schema.prisma");

const name = (process.argv[2] ?? "").toLowerCase().replace(/[^a-z0-9]+/g, "_");
if (!/[a-z0-9]/.test(name)) {
  console.error("Usage: pnpm db:migration NAME, for example: pnpm db:migration add_phone_index");
  process.exit(1);
}

const before = existsSync(snapshot) ? readFileSync(snapshot, "utf8") : undefined;
const after = readFileSync(schema, "utf8");
const stamp = new Date().toISOString().slice(0, 19).replace(/\D/g, "");

const written = [await write("sqlite", (schema) => schema), await write("postgresql", toPostgres)];
if (!written.includes(true)) console.log("The migrations are up to date with prisma/schema.prisma.");
if (before !== after) {
  mkdirSync(migrations, { recursive: true });
  writeFileSync(snapshot, after);
}

await import("./generate.mjs");

/** Writes the migration for one database; false where it needs none. */
async function write(provider, spell) {
  const all = join(migrations, provider);
  // Its first one makes everything.
  const from = before !== undefined && existsSync(all) ? spell(before) : undefined;
  const sql = await diffSchemas(from, spell(after));
  if (sql === "") return false;
  const folder = join(all, `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "migration.sql"), sql);
  writeFileSync(join(all, "migration_lock.toml"), `provider = "${provider}"\n`);
  console.log(
    `Wrote ${relative(process.cwd(), join(folder, "migration.sql"))}. Read it, then commit it with prisma/migrations/schema.prisma.`,
  );
  return true;
}
