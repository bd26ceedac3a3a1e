import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toPostgres } from "../../../prisma/postgres-schema.mjs";
import { diffSchemas } from "../../../prisma/schema-engine.mjs";
import { type Database, openDatabase } from "./client";
import { isUniqueViolation } from "./errors";
import { migrationsFolder, repositoryRoot } from "./locate";
import { migrate } from "./migrate";
import { createStore } from "./store";
import { createTestDatabase, type TestDatabase } from "./testing/database";
import { command } from "./testing/postgres.mjs";

const createdAt = new Date("2026-01-01T00:00:00Z");
const root = repositoryRoot(import.meta.dirname);

let test: TestDatabase;
let database: Database;

beforeEach(async () => {
  test = await createTestDatabase();
  database = test.database;
});

afterEach(() => test.cleanup());

function addTenant(id: string, on: Pick<Database, "prisma"> = database) {
  return on.prisma.tenant.create({ data: { id, name: "0", createdAt }, select: { id: true } });
}

/** A line for each column, index and constraint. */
async function describeTables({ sql }: Database): Promise<string[]> {
  const rows = await sql.all<{ line: string }>`
    SELECT concat_ws(' ', "table_name", "column_name", "data_type", "is_nullable", "column_default", "datetime_precision") AS "line"
    FROM information_schema.columns
    WHERE "table_schema" = 'public' AND "table_name" <> '_prisma_migrations'
      AND "table_name" IN (SELECT "tablename" FROM pg_tables WHERE "schemaname" = 'public')
    UNION ALL
    SELECT "indexdef" FROM pg_indexes WHERE "schemaname" = 'public' AND "tablename" <> '_prisma_migrations'
    UNION ALL
    SELECT concat_ws(' ', "conname", "conrelid"::regclass, pg_get_constraintdef("oid")) FROM pg_constraint
    WHERE "connamespace" = 'public'::regnamespace AND "conrelid" <> 0 AND "conname" NOT LIKE '_prisma%'`;
  return rows.map(({ line }) => line);
}

describe("migrations for Postgres", () => {
  it("make of an empty database one of the present schema, but for what Prisma cannot say: if not, run pnpm db:migration NAME", async () => {
    const migrated = await describeTables(database);
    const schema = toPostgres(await readFile(join(root, "prisma", "schema.prisma"), "utf8"));
    await command(test.url, `DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${await diffSchemas(undefined, schema)}`);
    const made = await describeTables(database);

    const isSearched = (line: string) =>
      /^(AccessKey|User) customAttributes |^User ssoAppIds |^AuditEvent (externalIds|tenants) /.test(line);
    expect(made.filter((line) => !migrated.includes(line) && !isSearched(line))).toEqual([]);
    const more = migrated.filter((line) => !made.includes(line));
    const isUnlogged = (line: string) => line.includes("AddressLimit");
    expect(more.filter((line) => !isSearched(line) && !line.includes("gin_trgm_ops") && !isUnlogged(line))).toEqual([]);
    expect(more.filter(isSearched).every((line) => line.includes(" jsonb "))).toBe(true);
  });

  it("are applied once, by whichever of several processes is first, and functions and views with them", async () => {
    await command(test.url, `DROP SCHEMA public CASCADE; CREATE SCHEMA public`);
    const apply = () => migrate(test.url, migrationsFolder(root, test.url));

    const applied = await Promise.all([apply(), apply(), apply()]);

    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    expect(await createStore(database).users.create({ id: "U1", loginIds: ["ada"], createdAt })).toBe("created");
    expect(await apply()).toEqual([]);
  });

  it("put a column that a later one adds into the view that takes users", async () => {
    await command(test.url, `ALTER TABLE "User" ADD COLUMN "shoeSize" integer NOT NULL DEFAULT 40`);
    await migrate(test.url, migrationsFolder(root, test.url));

    await database.sql.run`
      INSERT INTO "NewUser" ("id", "loginIds", "createdAt", "modifiedAt") VALUES ('U1', '[]', ${createdAt}, ${createdAt})`;

    expect(await database.sql.all`SELECT "shoeSize", "customAttributes" FROM "User"`).toEqual([{ shoeSize: 40, customAttributes: "{}" }]);
  });
});

describe("statements of ours", () => {
  it("answer times, flags, counts and JSON as on SQLite", async () => {
    await createStore(database).users.create({ id: "U1", loginIds: [], test: true, createdAt });

    const rows = await database.sql.all`
      SELECT "createdAt", "test", (SELECT COUNT(*) FROM "LoginId") AS "count", (SELECT json_group_array("loginId") FROM "LoginId") AS "list"
      FROM "User" WHERE "createdAt" >= ${createdAt} AND "test" = ${true}`;

    expect(rows).toEqual([{ createdAt, test: true, count: 0, list: "[]" }]);
    expect(await database.prisma.user.findMany({ select: { createdAt: true, ssoAppIds: true } })).toEqual([{ createdAt, ssoAppIds: "[]" }]);
  });

  it("are prepared once a connection, and again where a table has changed under them", async () => {
    const ask = () => database.sql.all<{ id: string }>`SELECT * FROM "Tenant" WHERE "id" = ${"northfold"}`;
    await addTenant("northfold");
    await ask();

    await command(test.url, `ALTER TABLE "Tenant" ADD COLUMN "city" text`);

    expect(await ask()).toMatchObject([{ id: "northfold", city: null }]);
    expect(await database.sql.all`SELECT "name" FROM pg_prepared_statements WHERE "statement" LIKE '%"Tenant"%'`).not.toEqual([]);
  });

  it("that read cannot write", async () => {
    const write = database.sql.all`SELECT nextval('"UserText_id_seq"')`;

    await expect(write).rejects.toMatchObject({ name: "StorageUnavailableError", reason: "readOnly" });
  });
});

describe("a transaction", () => {
  it("loses none of 20 concurrent increments by reading and writing, of two processes", async () => {
    const other = await openDatabase(test.url);
    await addTenant("counter");

    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? other : database).transaction(async (tx) => {
          const { name } = await tx.tenant.findUniqueOrThrow({ where: { id: "counter" } });
          await tx.tenant.update({ where: { id: "counter" }, data: { name: String(Number(name) + 1) } });
        }),
      ),
    );

    expect(await database.prisma.tenant.findFirst({ select: { name: true } })).toEqual({ name: "20" });
    await other.close();
  });

  it("is not stored beside one that has read what it changes, though they write different rows", async () => {
    await addTenant("one");
    await addTenant("two");
    // Each closes a tenant while another is open, and SQLite would let one of them.
    const close = (id: string) =>
      database.transaction(async (_, sql) => {
        const open = await sql.all`SELECT "id" FROM "Tenant" WHERE NOT "disabled"`;
        if (open.length > 1) await sql.run`UPDATE "Tenant" SET "disabled" = TRUE WHERE "id" = ${id}`;
      });

    await Promise.all([close("one"), close("two")]);

    expect(await database.prisma.tenant.count({ where: { disabled: false } })).toBe(1);
  });

  it("goes on after a unique violation that the callback has handled, of Prisma's and of ours, and undoes a nested write by itself", async () => {
    await addTenant("taken");
    const refused = await database.transaction(async (tx, sql) => {
      const first = await tx.tenant.create({ data: { id: "taken", name: "", createdAt } }).catch((error: unknown) => error);
      const second = await sql.run`INSERT INTO "Tenant" ("id", "name", "createdAt") VALUES ('taken', '', ${createdAt})`.catch(
        (error: unknown) => error,
      );
      const nested = { id: "nested", name: "", createdAt, roles: { create: [1, 2].map(() => ({ id: "R1", name: "r", createdAt })) } };
      await tx.tenant.create({ data: nested }).catch(() => undefined);
      await tx.tenant.create({ data: { id: "after", name: "", createdAt } });
      return [first, second];
    });

    expect(refused.map(isUniqueViolation)).toEqual([true, true]);
    expect(await database.prisma.tenant.findMany({ select: { id: true }, orderBy: { id: "asc" } })).toEqual([
      { id: "after" },
      { id: "taken" },
    ]);
  });

  it("2.7: runs again where a name was taken after it began to read, and then sees who has it", async () => {
    const seen: number[] = [];
    const add = () =>
      database.transaction(async (tx) => {
        const found = await tx.tenant.count({ where: { id: "one" } });
        if (seen.push(found) === 1) await addTenant("one");
        if (found === 0) await tx.tenant.create({ data: { id: "one", name: "", createdAt } });
        return found;
      });

    expect(await add()).toBe(1);
    expect(seen).toEqual([0, 1]);
  });

  it("is undone as a whole when it throws, and runs no statement after its end", async () => {
    let late: (() => Promise<unknown>) | undefined;
    const failing = database.transaction(async (tx, sql) => {
      late = () => sql.all`SELECT 1 FROM "Tenant"`;
      await tx.tenant.create({ data: { id: "gone", name: "", createdAt } });
      throw new Error("changed its mind");
    });

    await expect(failing).rejects.toThrow("changed its mind");
    await expect(late?.()).rejects.toThrow("The transaction has ended");
    expect(await database.prisma.tenant.count()).toBe(0);
  });
});

describe("a database that goes away", () => {
  const dropConnections = () =>
    command(
      test.url,
      `SELECT pg_terminate_backend("pid") FROM pg_stat_activity WHERE "datname" = current_database() AND "pid" <> pg_backend_pid()`,
    );

  it("is asked again by connections of its own, by readers and by a transaction that had stored nothing", async () => {
    await database.ready();
    let runs = 0;
    await dropConnections();
    await database.ready();

    await database.transaction(async (tx) => {
      runs++;
      await tx.tenant.create({ data: { id: "kept", name: "", createdAt } });
      if (runs === 1) await dropConnections();
      await tx.tenant.count();
    });

    expect(runs).toBe(2);
    expect(await database.prisma.tenant.count()).toBe(1);
  });

  it("is StorageUnavailable where it cannot be reached", async () => {
    const nowhere = await openDatabase("postgres://gatehouse@127.0.0.1:9/nothing");

    await expect(nowhere.ready()).rejects.toMatchObject({ name: "StorageUnavailableError", reason: "broken" });
    await expect(nowhere.transaction(async () => undefined)).rejects.toMatchObject({ reason: "broken" });
    await nowhere.close();
  });

  it("1.7: is StorageUnavailable beyond the limit where another keeps the lock", async () => {
    await addTenant("locked");
    const impatient = await openDatabase(test.url, { lockWaitMilliseconds: 200 });
    const change = `UPDATE "Tenant" SET "name" = 'x' WHERE "id" = 'locked'`;

    await database.transaction(async (tx) => {
      await tx.$executeRawUnsafe(change);
      await expect(impatient.prisma.$executeRawUnsafe(change)).rejects.toMatchObject({ reason: "locked" });
    });

    expect(await impatient.prisma.$executeRawUnsafe(change)).toBe(1);
    await impatient.close();
  });
});

describe("the outbox", () => {
  it("gives each letter to one of several senders at once", async () => {
    const store = createStore(database);
    const until = new Date(createdAt.getTime() + 60_000);
    const letters = Array.from({ length: 20 }, (_, index) => ({
      id: `L${index}`,
      sealedLetter: "x",
      createdAt,
      nextTryAt: createdAt,
      tries: 0,
    }));
    for (const letter of letters) await store.outbox.create({ ...letter, expiresAt: until });

    const claims = await Promise.all(
      [1, 2, 3, 4].map(() => store.transaction((tx) => tx.outbox.claimDue(createdAt, { until, tryEnd: until, heldEnd: until }, 5))),
    );

    const ids = claims.flat().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
