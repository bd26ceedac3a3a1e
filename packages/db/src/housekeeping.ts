import type { Db } from "./client";

/** Rows removed by one statement: the write lock is held for a moment only, whatever has piled up. */
const BATCH = 500;

export interface Cutoffs {
  /** Challenges, budgets and sessions that ended before this are removed. */
  ended: Date;
  /** Letters delivered or given up before this. */
  letters: Date;
  /** Audit events from before this. */
  audit: Date;
}

/** Removes what has served its time. */
export function housekeepingQueries(db: Db) {
  return {
    /** Removes one small batch of each kind; answers how many rows went, 0 when nothing was left. */
    async removeEnded({ ended, letters, audit }: Cutoffs): Promise<number> {
      const removed = [
        await db.challenge.deleteMany({ where: { expiresAt: { lt: ended } }, limit: BATCH }),
        await db.budget.deleteMany({ where: { expiresAt: { lt: ended } }, limit: BATCH }),
        await db.session.deleteMany({ where: { OR: [{ expiresAt: { lt: ended } }, { revokedAt: { lt: ended } }] }, limit: BATCH }),
        await db.outboxLetter.deleteMany({
          where: { OR: [{ deliveredAt: { lt: letters } }, { givenUpAt: { lt: letters } }] },
          limit: BATCH,
        }),
        await db.auditEvent.deleteMany({ where: { occurredAt: { lt: audit } }, limit: BATCH }),
      ];
      return removed.reduce((sum, { count }) => sum + count, 0);
    },
  };
}
