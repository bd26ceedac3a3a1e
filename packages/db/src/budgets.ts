import type { Db } from "./client";
import { Prisma } from "./generated/client";

export interface BudgetRecord {
  /** Purpose and digest of the account it belongs to. */
  key: string;
  /** Which change of the row this is; 0 for one that is not stored yet. */
  version: number;
  count: number;
  windowAt: Date;
  blockedUntil: Date | null;
  /** From here on the row says nothing. */
  expiresAt: Date;
}

/** Counters that slow guessing and sending down. The rules live in `auth`; here a writer names the versions it saw. */
export function budgetQueries(db: Db) {
  return {
    async listByKeys(keys: readonly string[]): Promise<BudgetRecord[]> {
      return db.budget.findMany({ where: { key: { in: [...keys] } } });
    },

    /**
     * Stores all of these, each with another key, if every row still is the version that it was computed from; false, and nothing is
     * stored, when somebody else was faster. One statement, since each waits for the disk.
     */
    async swapAll(records: readonly BudgetRecord[]): Promise<boolean> {
      const stored = records.filter(({ version }) => version > 0).length;
      const rows = records.map(
        ({ key, version, count, windowAt, blockedUntil, expiresAt }) =>
          Prisma.sql`(${key}, ${version + 1}, ${count}, ${windowAt}, ${blockedUntil}, ${expiresAt})`,
      );
      // Of what is not stored yet no version is right.
      const asSeen = records.map(({ key, version }) => Prisma.sql`("key" = ${key} AND "version" = ${version})`);
      const written = await db.$executeRaw`
        WITH "next" ("key", "version", "count", "windowAt", "blockedUntil", "expiresAt") AS (VALUES ${Prisma.join(rows)})
        INSERT INTO "Budget" ("key", "version", "count", "windowAt", "blockedUntil", "expiresAt")
        SELECT * FROM "next"
        WHERE (SELECT COUNT(*) FROM "Budget" WHERE "key" IN (SELECT "key" FROM "next")) = ${stored}
          AND (SELECT COUNT(*) FROM "Budget" WHERE ${Prisma.join(asSeen, " OR ")}) = ${stored}
        ON CONFLICT ("key") DO UPDATE SET
          "version" = excluded."version", "count" = excluded."count", "windowAt" = excluded."windowAt",
          "blockedUntil" = excluded."blockedUntil", "expiresAt" = excluded."expiresAt"
          WHERE "Budget"."version" = excluded."version" - 1`;
      return written === records.length;
    },

    async clear(keys: readonly string[]): Promise<void> {
      await db.budget.deleteMany({ where: { key: { in: [...keys] } } });
    },
  };
}
