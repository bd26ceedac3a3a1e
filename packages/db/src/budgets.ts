import type { AuditRecord } from "./audit";
import { EVENT_NAMES_BESIDE } from "./audit-columns";
import { COUNTED_MEANWHILE } from "./counted-try";
import { memberAs, timeOf } from "./dialect";
import { fragment, type Sql, storedTime } from "./sql";

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

/** A column of a statement about `"Budget"`: all rows as JSON. Read it by `readBudgets`. */
export const BUDGETS_AS_JSON = fragment(`json_group_array(json_object('key', "key", 'version', "version", 'count', "count",
  'windowAt', "windowAt", 'blockedUntil', "blockedUntil", 'expiresAt', "expiresAt"))`);

type StoredBudget = Pick<BudgetRecord, "key" | "version" | "count"> & { windowAt: string; blockedUntil: string | null; expiresAt: string };

/** What a column of BUDGETS_AS_JSON holds. */
export function readBudgets(json: string): BudgetRecord[] {
  const rows: StoredBudget[] = JSON.parse(json);
  return rows.map(({ windowAt, blockedUntil, expiresAt, ...row }) => ({
    ...row,
    windowAt: timeOf(windowAt),
    blockedUntil: blockedUntil === null ? null : timeOf(blockedUntil),
    expiresAt: timeOf(expiresAt),
  }));
}

/** Counters as a statement takes them. */
function toJson(records: readonly BudgetRecord[]): string {
  return JSON.stringify(
    records.map(({ windowAt, blockedUntil, expiresAt, ...row }) => ({
      ...row,
      windowAt: storedTime(windowAt),
      blockedUntil: blockedUntil && storedTime(blockedUntil),
      expiresAt: storedTime(expiresAt),
    })),
  );
}

const SEEN = fragment(memberAs("integer", "value", "version"));
const COUNT = fragment(memberAs("integer", "value", "count"));
const WINDOW_AT = fragment(memberAs("time", "value", "windowAt"));
const BLOCKED_UNTIL = fragment(memberAs("time", "value", "blockedUntil"));
const EXPIRES_AT = fragment(memberAs("time", "value", "expiresAt"));

/** Counters that slow guessing and sending down. The rules live in `auth`; here a writer names the versions it saw. */
export function budgetQueries(sql: Sql) {
  return {
    async listByKeys(keys: readonly string[]): Promise<BudgetRecord[]> {
      return sql.all<BudgetRecord>`SELECT * FROM "Budget" WHERE "key" IN (SELECT "value" FROM json_each(${JSON.stringify(keys)}))`;
    },

    /**
     * Stores all of these, each with another key, if every row still is the version that it was computed from; false, and nothing is
     * stored, when somebody else was faster. One statement, since each waits for the disk.
     */
    async swapAll(records: readonly BudgetRecord[]): Promise<boolean> {
      const written = await sql.run`
        WITH "next" AS (
          SELECT "value" ->> 'key' AS "key", ${SEEN} AS "seen", ${COUNT} AS "count",
            ${WINDOW_AT} AS "windowAt", ${BLOCKED_UNTIL} AS "blockedUntil", ${EXPIRES_AT} AS "expiresAt"
          FROM json_each(${toJson(records)}))
        INSERT INTO "Budget" ("key", "version", "count", "windowAt", "blockedUntil", "expiresAt")
        SELECT "key", "seen" + 1, "count", "windowAt", "blockedUntil", "expiresAt" FROM "next"
        WHERE NOT EXISTS (
          SELECT 1 FROM "next" AS "other" LEFT JOIN "Budget" ON "Budget"."key" = "other"."key"
          WHERE COALESCE("Budget"."version", 0) <> "other"."seen")
        ON CONFLICT ("key") DO UPDATE SET
          "version" = excluded."version", "count" = excluded."count", "windowAt" = excluded."windowAt",
          "blockedUntil" = excluded."blockedUntil", "expiresAt" = excluded."expiresAt"
          WHERE "Budget"."version" = excluded."version" - 1`;
      return written === records.length;
    },

    /**
     * The same, with the event that tells of what was counted; about nobody (an empty user ID) no event is stored, by the same statement, which
     * tells nobody which login IDs there are.
     */
    async swapAllTelling(records: readonly BudgetRecord[], event: AuditRecord): Promise<boolean> {
      try {
        await sql.run`
          INSERT INTO "CountedTry" ("counters", ${EVENT_NAMES_BESIDE})
          VALUES (${toJson(records)}, ${event.id}, ${event.userId}, ${event.action}, ${event.type}, ${event.actorId}, ${event.occurredAt},
            ${event.device}, ${event.method}, ${event.remoteAddress}, ${JSON.stringify(event.externalIds)}, ${JSON.stringify(event.tenants)},
            ${JSON.stringify(event.data)}, ${event.userAgent}, ${event.deviceMark})`;
        return true;
      } catch (error) {
        if (error instanceof Error && error.message === COUNTED_MEANWHILE) return false;
        throw error;
      }
    },

    async clear(keys: readonly string[]): Promise<void> {
      await sql.run`DELETE FROM "Budget" WHERE "key" IN (SELECT "value" FROM json_each(${JSON.stringify(keys)}))`;
    },
  };
}
