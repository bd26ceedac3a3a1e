import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Database, type Db, openDatabase } from "./client";
import { isUniqueViolation, StorageUnavailableError } from "./errors";
import { fragment, type Sql } from "./sql";
import { createTestDatabase, type TestDatabase } from "./testing/database";

const createdAt = new Date("2026-01-01T00:00:00Z");

let test: TestDatabase;
let database: Database;

beforeEach(async () => {
  test = await createTestDatabase({});
  database = test.database;
});

afterEach(() => test.cleanup());

describe("openDatabase", () => {
  it("1.2: sets its pragmas on the connection that reads and on the one that writes", async () => {
    const expected = { journal_mode: "wal", synchronous: 2, foreign_keys: 1, busy_timeout: 0, wal_autocheckpoint: 1000 };

    expect(await readPragmas(database.sql)).toEqual(expected);
    expect(await database.transaction((_, sql) => readPragmas(sql))).toEqual(expected);
  });

  it("1.2: waits for the disk again after what need not survive a power failure", async () => {
    const synchronous = (options?: { durable: boolean }) =>
      database.transaction((_, sql) => sql.all<{ synchronous: number }>`PRAGMA synchronous`, options);

    expect(await synchronous({ durable: false })).toEqual([{ synchronous: 1 }]);
    expect(await synchronous()).toEqual([{ synchronous: 2 }]);
  });

  it("makes a missing database and its folder for the owner alone", async () => {
    const parent = await mkdtemp(join(tmpdir(), "gatehouse-mode-"));
    const file = join(parent, "data", "new.db");
    const created = await openDatabase(`file:${file}`);
    await created.prisma.$executeRaw`CREATE TABLE "Something" ("id" INTEGER)`;

    const modes = await Promise.all([join(parent, "data"), file, `${file}-wal`, `${file}-shm`].map(readMode));

    expect(modes).toEqual(["700", "600", "600", "600"]);
    await created.close();
    await rm(parent, { recursive: true });
  });

  it("does not open what is no database", async () => {
    await expect(openDatabase(`file:${import.meta.filename}`)).rejects.toMatchObject({ reason: "broken" });
  });

  it("leaves no connection open after close: SQLite removes the write-ahead log with the last one", async () => {
    await expect(stat(`${test.file}-wal`)).resolves.toBeDefined();

    await database.close();

    await expect(stat(`${test.file}-wal`)).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("transaction", () => {
  it("keeps what is not committed from readers outside, who do not wait for it", async () => {
    const seen = await database.transaction(async (tx) => {
      await createTenant(tx, "inside");
      return [await database.prisma.tenant.count(), await tx.tenant.count()];
    });

    expect(seen).toEqual([0, 1]);
    expect(await database.prisma.tenant.count()).toBe(1);
  });

  it("keeps a write from outside when it is rolled back itself", async () => {
    let outside: Promise<void> | undefined;
    const failing = database.transaction(async (tx) => {
      await createTenant(tx, "inside");
      outside = createTenant(database.prisma, "outside");
      await turn();
      throw new Error("no");
    });

    await expect(failing).rejects.toThrow("no");
    await outside;
    expect(await tenantIds()).toEqual(["outside"]);
  });

  it("loses none of 20 concurrent increments by reading and writing", async () => {
    await database.prisma.budget.create({ data: { key: "counter", windowAt: createdAt, expiresAt: createdAt } });

    const increments = Array.from({ length: 20 }, () =>
      database.transaction(async (tx) => {
        const { count } = await tx.budget.findUniqueOrThrow({ where: { key: "counter" } });
        await tx.budget.update({ where: { key: "counter" }, data: { count: count + 1 } });
      }),
    );
    await Promise.all(increments);

    expect(await database.prisma.budget.findUnique({ where: { key: "counter" } })).toMatchObject({ count: 20 });
  });

  it("does not begin while one of another process is open, so that what it reads stays true until it writes", async () => {
    const other = await openDatabase(test.url);
    const order: string[] = [];
    let second: Promise<unknown> | undefined;
    await database.transaction(async () => {
      second = other.transaction(async () => order.push("second begins"));
      for (let turns = 0; turns < 500; turns++) await turn();
      order.push("first ends");
    });
    await second;

    expect(order).toEqual(["first ends", "second begins"]);
    await other.close();
  });

  it("leaves nothing behind when the commit itself is refused", async () => {
    const refused = database.transaction(async (tx) => {
      await tx.$queryRaw`PRAGMA defer_foreign_keys = ON`;
      await tx.loginId.create({ data: { loginId: "orphan", userId: "missing", position: 0 } });
    });

    await expect(refused).rejects.toThrow("FOREIGN KEY constraint failed");
    expect(await database.prisma.loginId.count()).toBe(0);
    await database.transaction((tx) => createTenant(tx, "afterwards"));
    expect(await tenantIds()).toEqual(["afterwards"]);
  });

  it("shares one commit with those that come at the same time, each undone by itself", async () => {
    const commits: string[] = [];
    const { database: together, cleanup } = await createTestDatabase({ onCommit: () => commits.push("commit") });
    const write = (id: string, problem?: Error) =>
      together.transaction(async (tx, sql) => {
        await createTenant(tx, id);
        await sql.run`UPDATE "Tenant" SET "name" = ${id} WHERE "id" = ${id}`;
        if (problem) throw problem;
        return commits.length;
      });

    const outcomes = await Promise.allSettled([
      write("one"),
      write("two", new Error("no")),
      write("three"),
      together.sql.run`DELETE FROM "Role"`,
    ]);

    // The number is that of the commits before: nobody's work had been committed while another's was done.
    const [one, two, three, deleted] = outcomes;
    expect(one).toEqual({ status: "fulfilled", value: 0 });
    expect(two).toMatchObject({ status: "rejected", reason: { message: "no" } });
    expect(three).toEqual({ status: "fulfilled", value: 0 });
    expect(deleted).toEqual({ status: "fulfilled", value: 0 });
    expect(commits).toEqual(["commit"]);
    expect(await together.sql.all`SELECT "id", "name" FROM "Tenant" ORDER BY "id"`).toEqual([
      { id: "one", name: "one" },
      { id: "three", name: "three" },
    ]);
    await cleanup();
  });

  it("answers nobody who shared a commit that failed as if theirs were stored, nor by what is undone with it", async () => {
    const outcomes = await Promise.allSettled([
      database.transaction((tx) => createTenant(tx, "before")),
      database.transaction(async (tx) => {
        if ((await tx.tenant.count()) > 0) throw new Error("taken");
      }),
      database.transaction(async (tx) => {
        await tx.$queryRaw`PRAGMA max_page_count = 1`;
        await fill((id) => createTenant(tx, id));
      }),
    ]);

    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: "rejected", reason: { reason: "full" } });
    expect(await tenantIds()).toEqual([]);
  });

  it("runs no statement of one that has ended, which would run outside of it or in the next one", async () => {
    let late: (() => Promise<unknown>)[] = [];
    await database.transaction(async (tx, sql) => {
      late = [() => tx.tenant.count(), () => sql.all`SELECT 1`, () => sql.run`DELETE FROM "Tenant"`];
    });

    for (const statement of late) await expect((async () => statement())()).rejects.toThrow("The transaction has ended");
  });

  it("undoes a nested write of Prisma's by itself, inside a transaction and outside", async () => {
    const member = { create: { userId: "nobody" } };
    const createWithMember = (db: Db) => db.tenant.create({ data: { id: "nested", name: "", createdAt, members: member } });

    await expect(createWithMember(database.prisma)).rejects.toThrow("Foreign key constraint violated");
    await database.transaction(async (tx) => {
      await createTenant(tx, "outer");
      await expect(createWithMember(tx)).rejects.toThrow("Foreign key constraint violated");
    });

    expect(await tenantIds()).toEqual(["outer"]);
  });

  it("goes on after a unique violation that the callback has handled", async () => {
    await database.transaction(async (tx) => {
      await createTenant(tx, "one");
      const violation: unknown = await createTenant(tx, "one").catch((error) => error);
      expect(isUniqueViolation(violation)).toBe(true);
      await createTenant(tx, "two");
    });

    expect(await tenantIds()).toEqual(["one", "two"]);
  });

  it("runs the whole callback again when the lock is lost on the way", async () => {
    let runs = 0;
    await database.transaction(async (tx) => {
      runs++;
      await createTenant(tx, `run ${runs}`);
      if (runs < 3) throw new StorageUnavailableError("locked", "lost");
    });

    expect(await tenantIds()).toEqual(["run 3"]);
  });

  it("gives up after three runs", async () => {
    let runs = 0;
    const losing = database.transaction(async () => {
      runs++;
      throw new StorageUnavailableError("locked", "lost");
    });

    await expect(losing).rejects.toMatchObject({ reason: "locked" });
    expect(runs).toBe(3);
  });
});

describe("statements of ours", () => {
  it("answer times and flags as Prisma does, and the two compare", async () => {
    await database.prisma.user.create({ data: { id: "U1", createdAt, modifiedAt: createdAt, test: true } });

    const rows = await database.sql.all`
      SELECT "id", "createdAt", "firstSeenAt", "test", "verifiedEmail" FROM "User" WHERE "createdAt" = ${createdAt} AND "test" = ${true}`;
    await database.sql.run`UPDATE "User" SET "firstSeenAt" = ${createdAt}, "verifiedEmail" = ${true}`;

    expect(rows).toEqual([{ id: "U1", createdAt, firstSeenAt: null, test: true, verifiedEmail: false }]);
    expect(await database.prisma.user.findMany({ where: { firstSeenAt: createdAt, verifiedEmail: true } })).toHaveLength(1);
  });

  it("share pieces, and are prepared once a connection however often they are asked", async () => {
    const named = fragment(`"id" LIKE 't%'`);
    const count = (name: string) => database.sql.all`SELECT COUNT(*) AS "count" FROM "Tenant" WHERE ${named} AND "name" = ${name}`;
    await createTenant(database.prisma, "t1");

    expect(await count("x".repeat(2_000))).toEqual([{ count: 1 }]);
    expect(await count("y")).toEqual([{ count: 0 }]);
  });

  it("say that a name is taken, and answer what they have written", async () => {
    const insert = (id: string) =>
      database.sql.all<{ id: string }>`INSERT INTO "Tenant" ("id", "name", "createdAt") VALUES (${id}, '', ${createdAt}) RETURNING "id"`;

    expect(await insert("one")).toEqual([{ id: "one" }]);
    expect(isUniqueViolation(await insert("one").catch((error) => error))).toBe(true);
  });
});

describe("a database that another process has locked", () => {
  it("1.7: is waited for while the event loop stays free and readers are answered", async () => {
    const other = await holdLock(test.file);
    let settled = 0;
    const writes = [createTenant(database.prisma, "single"), database.transaction((tx) => createTenant(tx, "transaction"))];
    for (const write of writes) write.finally(() => settled++);

    // The other process keeps the lock until it hears from this one, which it could not if a write blocked this one.
    for (let turns = 0; turns < 500; turns++) await turn();
    expect(await database.prisma.tenant.count()).toBe(0);
    expect(settled).toBe(0);
    await other.release();

    await Promise.all(writes);
    expect(await tenantIds()).toEqual(["single", "transaction"]);
  });

  it("1.7: is StorageUnavailable beyond the limit, for those behind in the queue too, and works again afterwards", async () => {
    const impatient = await openDatabase(test.url, { lockWaitMilliseconds: 50 });
    const other = await holdLock(test.file);

    const outcomes = await Promise.allSettled([
      createTenant(impatient.prisma, "first"),
      createTenant(impatient.prisma, "second"),
      impatient.transaction((tx) => createTenant(tx, "third")),
      impatient.transaction((tx) => createTenant(tx, "fourth")),
    ]);
    await other.release();

    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { name: "StorageUnavailableError", reason: "locked" } });
    }
    await createTenant(impatient.prisma, "fifth");
    await impatient.transaction((tx) => createTenant(tx, "sixth"));
    expect(await tenantIds()).toEqual(["fifth", "sixth"]);
    await impatient.close();
  });
});

describe("a full disk", () => {
  it("1.5: is StorageUnavailable; nothing acknowledged is lost, reads answer, and writes work once there is space", async () => {
    const acknowledged: string[] = [];
    await limitPages(database, 1);

    const failure = await fill((id) => createTenant(database.prisma, id).then(() => acknowledged.push(id)));

    expect(failure).toMatchObject({ name: "StorageUnavailableError", reason: "full" });
    expect(await tenantIds()).toEqual(acknowledged);
    await limitPages(database, 1_000_000);
    await createTenant(database.prisma, "z afterwards");
    expect(await tenantIds()).toEqual([...acknowledged, "z afterwards"]);
  });

  it("1.5: leaves nothing of the transaction, not even what its callback writes after swallowing the failure", async () => {
    const filling = database.transaction(async (tx) => {
      await tx.$queryRaw`PRAGMA max_page_count = 1`;
      const failure = await fill((id) => createTenant(tx, id));
      expect(failure).toMatchObject({ reason: "full" });
      await tx.$queryRaw`PRAGMA max_page_count = 1000000`.catch(() => undefined);
      await createTenant(tx, "swallowed").catch(() => undefined);
    });

    await expect(filling).rejects.toMatchObject({ name: "StorageUnavailableError", reason: "full" });
    expect(await tenantIds()).toEqual([]);
  });
});

describe("a read-only database", () => {
  it("1.6: answers reads and is StorageUnavailable for writes", async () => {
    await createTenant(database.prisma, "before");
    const readOnly = await openDatabase(`${test.url}?mode=ro`);

    expect(await readOnly.prisma.tenant.count()).toBe(1);
    await expect(createTenant(readOnly.prisma, "single")).rejects.toMatchObject({ reason: "readOnly" });
    await expect(readOnly.transaction((tx) => createTenant(tx, "transaction"))).rejects.toMatchObject({ reason: "readOnly" });
    await readOnly.close();
  });
});

async function createTenant(db: Db, id: string): Promise<void> {
  await db.tenant.create({ data: { id, name: "x".repeat(2_000), createdAt } });
}

async function tenantIds(): Promise<string[]> {
  const tenants = await database.prisma.tenant.findMany({ select: { id: true }, orderBy: { id: "asc" } });
  return tenants.map(({ id }) => id);
}

/** Writes until a write fails; the failure. */
async function fill(write: (id: string) => Promise<unknown>): Promise<unknown> {
  try {
    for (let row = 1_000; row < 10_000; row++) await write(`row ${row}`);
  } catch (error) {
    return error;
  }
  throw new Error("The limit was not reached");
}

/** SQLite raises a limit below the present size to that size: no page more. */
async function limitPages({ prisma }: Database, pages: number): Promise<void> {
  await prisma.$queryRawUnsafe(`PRAGMA max_page_count = ${pages}`);
}

async function readPragmas(sql: Sql): Promise<Record<string, unknown>> {
  const rows = await Promise.all([
    sql.all`PRAGMA journal_mode`,
    sql.all`PRAGMA synchronous`,
    sql.all`PRAGMA foreign_keys`,
    sql.all<{ timeout: number }>`PRAGMA busy_timeout`,
    sql.all`PRAGMA wal_autocheckpoint`,
  ]);
  const { timeout: busy_timeout, ...others } = Object.assign({}, ...rows.flat());
  return { ...others, busy_timeout };
}

async function readMode(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

async function holdLock(file: string): Promise<{ release(): Promise<void> }> {
  const child = fork(new URL("./fixtures/hold-lock.mjs", import.meta.url), [file], { execArgv: [] });
  await once(child, "message");
  return {
    async release() {
      const exited = once(child, "exit");
      child.send("release");
      await exited;
    },
  };
}
