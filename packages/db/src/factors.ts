import type { Db } from "./client";

export interface TotpKeyRecord {
  sealedKey: string;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** Questions about second factors: authenticator keys and recovery codes. */
export function factorQueries(db: Db) {
  return {
    async findTotp(userId: string): Promise<TotpKeyRecord | null> {
      return db.totpKey.findUnique({ where: { userId }, select: { sealedKey: true, createdAt: true, lastUsedAt: true } });
    },

    /** Accepts a time step of the stored key; true once for each step, and never for an older one. */
    async acceptTotpStep(userId: string, sealedKey: string, step: number, now: Date): Promise<boolean> {
      const { count } = await db.totpKey.updateMany({
        where: { userId, sealedKey, lastStep: { lt: step } },
        data: { lastStep: step, lastUsedAt: now },
      });
      return count === 1;
    },

    /** Stores a confirmed key in place of the user's former one; the step that confirmed it is spent. */
    async putTotp(userId: string, sealedKey: string, step: number, now: Date): Promise<void> {
      const key = { sealedKey, lastStep: step, createdAt: now, lastUsedAt: now };
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
