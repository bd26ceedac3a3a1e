import type { Db } from "./client";
import { isUniqueViolation } from "./errors";

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

/** Counters that slow guessing and sending down. The rules live in `auth`; here a writer names the version it saw. */
export function budgetQueries(db: Db) {
  return {
    async find(key: string): Promise<BudgetRecord | null> {
      return db.budget.findUnique({ where: { key } });
    },

    /** Stores `next` if the row still is the version that `next` was computed from; false when somebody else was faster. */
    async swap({ key, version, ...next }: BudgetRecord): Promise<boolean> {
      if (version > 0) {
        const { count } = await db.budget.updateMany({ where: { key, version }, data: { ...next, version: version + 1 } });
        return count === 1;
      }
      try {
        await db.budget.create({ data: { key, version: 1, ...next }, select: { key: true } });
        return true;
      } catch (error) {
        if (isUniqueViolation(error)) return false;
        throw error;
      }
    },

    async clear(key: string): Promise<void> {
      await db.budget.deleteMany({ where: { key } });
    },
  };
}
