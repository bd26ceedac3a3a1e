import type { Db } from "./client";
import { Prisma } from "./generated/client";

/** Rows removed by one statement: the write lock is held for a moment only, whatever has piled up. */
const BATCH = 500;

export interface Cutoffs {
  /** Challenges, undos, trust in browsers, budgets and sessions that ended before this are removed. */
  ended: Date;
  /** Letters delivered or given up before this. */
  letters: Date;
  /** Audit events from before this. */
  audit: Date;
}

/** The latest end that anything stored now can have. */
export interface Latest {
  challenges: Date;
  sessions: Date;
  trustedDevices: Date;
}

/** Removes users who stand behind an ended session of nobody in particular, and it with them. */
async function removeAnonymous(db: Db, hasEnded: Prisma.Sql): Promise<{ count: number }> {
  const count = await db.$executeRaw`
    DELETE FROM "User" WHERE "id" IN (
      SELECT "Session"."userId" FROM "Session" JOIN "User" AS "Owner" ON "Owner"."id" = "Session"."userId"
      WHERE ${hasEnded} AND "Owner"."anonymous" LIMIT ${BATCH})`;
  return { count };
}

/** Removes the names of what nobody is signed in at any more, and was named long ago. */
async function removeDeviceNames(db: Db, before: Date): Promise<{ count: number }> {
  const count = await db.$executeRaw`
    DELETE FROM "DeviceName" WHERE ("userId", "deviceId") IN (
      SELECT "userId", "deviceId" FROM "DeviceName"
      WHERE "namedAt" < ${before} AND NOT EXISTS (
        SELECT 1 FROM "Session" WHERE "Session"."userId" = "DeviceName"."userId" AND "Session"."deviceId" = "DeviceName"."deviceId"
      ) LIMIT ${BATCH})`;
  return { count };
}

/** Removes what has served its time. */
export function housekeepingQueries(db: Db) {
  return {
    /** Removes one small batch of each kind; answers how many rows went, 0 when nothing was left. */
    async removeEnded({ ended, letters, audit }: Cutoffs): Promise<number> {
      const removed = [
        await db.challenge.deleteMany({ where: { expiresAt: { lt: ended } }, limit: BATCH }),
        await db.emailUndo.deleteMany({ where: { expiresAt: { lt: ended } }, limit: BATCH }),
        await db.trustedDevice.deleteMany({ where: { expiresAt: { lt: ended } }, limit: BATCH }),
        await db.budget.deleteMany({ where: { expiresAt: { lt: ended } }, limit: BATCH }),
        // Nobody in particular goes with their session, as long as that says which they are; they have one each.
        await removeAnonymous(db, Prisma.sql`"expiresAt" < ${ended}`),
        await removeAnonymous(db, Prisma.sql`"revokedAt" < ${ended}`),
        // Two statements where one would say "or": with a limit SQLite reads the whole table for that.
        await db.session.deleteMany({ where: { expiresAt: { lt: ended }, user: { anonymous: false } }, limit: BATCH }),
        await db.session.deleteMany({ where: { revokedAt: { lt: ended }, user: { anonymous: false } }, limit: BATCH }),
        await db.outboxLetter.deleteMany({ where: { deliveredAt: { lt: letters } }, limit: BATCH }),
        await db.outboxLetter.deleteMany({ where: { givenUpAt: { lt: letters } }, limit: BATCH }),
        await db.auditEvent.deleteMany({ where: { occurredAt: { lt: audit } }, limit: BATCH }),
        await removeDeviceNames(db, audit),
      ];
      return removed.reduce((sum, { count }) => sum + count, 0);
    },

    /** Brings one small batch of ends that lie further in the future than any can back to the latest; answers how many. */
    async capEnds({ challenges, sessions, trustedDevices }: Latest): Promise<number> {
      const capped = [
        await db.challenge.updateMany({ where: { expiresAt: { gt: challenges } }, data: { expiresAt: challenges }, limit: BATCH }),
        await db.session.updateMany({ where: { expiresAt: { gt: sessions } }, data: { expiresAt: sessions }, limit: BATCH }),
        await db.trustedDevice.updateMany({
          where: { expiresAt: { gt: trustedDevices } },
          data: { expiresAt: trustedDevices },
          limit: BATCH,
        }),
      ];
      return capped.reduce((sum, { count }) => sum + count, 0);
    },
  };
}
