import type { Db } from "./client";

export interface TotpKeyRecord {
  sealedKey: string;
  /** The time step accepted last, and some before it. */
  lastStep: number;
  formerSteps: number[];
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** Questions about second factors: authenticator keys and recovery codes. */
export function factorQueries(db: Db) {
  return {
    async findTotp(userId: string): Promise<TotpKeyRecord | null> {
      const key = await db.totpKey.findUnique({
        where: { userId },
        select: { sealedKey: true, lastStep: true, formerSteps: true, createdAt: true, lastUsedAt: true },
      });
      return key && { ...key, formerSteps: JSON.parse(key.formerSteps) };
    },

    /**
     * Notes that a time step was accepted; true for exactly one of those who saw the same before. Which steps may be is not decided here.
     */
    async acceptTotpStep(
      userId: string,
      seen: TotpKeyRecord,
      next: Pick<TotpKeyRecord, "lastStep" | "formerSteps">,
      now: Date,
    ): Promise<boolean> {
      const { count } = await db.totpKey.updateMany({
        where: { userId, sealedKey: seen.sealedKey, lastStep: seen.lastStep },
        data: { lastStep: next.lastStep, formerSteps: JSON.stringify(next.formerSteps), lastUsedAt: now },
      });
      return count === 1;
    },

    /** Stores a confirmed key in place of the user's former one; the step that confirmed it is spent. */
    async putTotp(userId: string, sealedKey: string, step: number, now: Date): Promise<void> {
      const key = { sealedKey, lastStep: step, formerSteps: "[]", createdAt: now, lastUsedAt: now };
      await db.totpKey.upsert({ where: { userId }, create: { userId, ...key }, update: key, select: { userId: true } });
    },

    async removeTotp(userId: string): Promise<void> {
      await db.totpKey.deleteMany({ where: { userId } });
    },

    async setSecondFactor(userId: string, required: boolean, now: Date): Promise<void> {
      await db.user.updateMany({ where: { id: userId }, data: { secondFactor: required, modifiedAt: now } });
    },

    /** Stores a set of recovery codes in place of the former one. */
    async putRecoveryCodes(userId: string, digests: readonly string[], now: Date): Promise<void> {
      await db.recoveryCode.deleteMany({ where: { userId } });
      await db.recoveryCode.createMany({ data: digests.map((digest) => ({ digest, userId, createdAt: now })) });
    },

    /** Spends the code with one of these digests; true for exactly one caller. */
    async spendRecoveryCode(userId: string, digests: readonly string[], now: Date): Promise<boolean> {
      const { count } = await db.recoveryCode.updateMany({
        where: { userId, digest: { in: [...digests] }, usedAt: null },
        data: { usedAt: now },
      });
      return count === 1;
    },

    /** Whether one of these digests is an unspent code of the user's. */
    async hasRecoveryCode(userId: string, digests: readonly string[]): Promise<boolean> {
      const found = await db.recoveryCode.findFirst({
        where: { userId, digest: { in: [...digests] }, usedAt: null },
        select: { digest: true },
      });
      return found !== null;
    },

    async countRecoveryCodes(userId: string): Promise<number> {
      return db.recoveryCode.count({ where: { userId, usedAt: null } });
    },

    async removeRecoveryCodes(userId: string): Promise<void> {
      await db.recoveryCode.deleteMany({ where: { userId } });
    },

    async findPasswordChange(userId: string): Promise<Date | null> {
      const row = await db.password.findUnique({ where: { userId }, select: { changedAt: true } });
      return row?.changedAt ?? null;
    },
  };
}
