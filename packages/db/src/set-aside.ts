import type { ChallengeRecord } from "./challenges";
import type { Db } from "./client";
import type { TotpKeyRecord } from "./factors";
import type { Password } from "./generated/client";
import type { Sql } from "./sql";
import { endTrust } from "./trusted-devices";

/** A password as it is stored, with its locks. */
export type PasswordRecord = Omit<Password, "userId">;

/** What somebody has set up to sign in with. */
export interface Possessions {
  password: PasswordRecord | null;
  totp: TotpKeyRecord | null;
  /** Unspent ones. */
  recoveryCodes: number;
}

/** Questions about what is taken from an account for a while, until its owner shows it. */
export function setAsideQueries(db: Db, sql: Sql) {
  return {
    async findPossessions(userId: string): Promise<Possessions> {
      const [password, totp, recoveryCodes] = [
        await db.password.findUnique({ where: { userId }, omit: { userId: true } }),
        await db.totpKey.findUnique({ where: { userId }, omit: { userId: true } }),
        await db.recoveryCode.count({ where: { userId, usedAt: null } }),
      ];
      return { password, totp: totp && { ...totp, formerSteps: JSON.parse(totp.formerSteps) }, recoveryCodes };
    },

    /** What is set aside of this user's and can still be brought back. */
    async list(userId: string, now: Date): Promise<ChallengeRecord[]> {
      return sql.all<ChallengeRecord>`
        SELECT * FROM "Challenge" WHERE "userId" = ${userId} AND "channel" = 'setAside' AND "usedAt" IS NULL AND "expiresAt" > ${now}`;
    },

    /** Gives a password back, unless another has been set meanwhile; whether it did. */
    async restorePassword(userId: string, password: PasswordRecord): Promise<boolean> {
      const { hash, changedAt, mustChange, failedCount, lockedUntil, lockedAt } = password;
      const stored = await sql.run`
        INSERT INTO "Password" ("userId", "hash", "changedAt", "mustChange", "failedCount", "lockedUntil", "lockedAt")
        VALUES (${userId}, ${hash}, ${changedAt}, ${mustChange}, ${failedCount}, ${lockedUntil}, ${lockedAt})
        ON CONFLICT ("userId") DO NOTHING`;
      if (stored === 1) await endTrust(sql, userId);
      return stored === 1;
    },

    /** Gives an authenticator back, unless another has been added meanwhile; whether it did. */
    async restoreTotp(userId: string, { sealedKey, lastStep, formerSteps, createdAt, lastUsedAt }: TotpKeyRecord): Promise<boolean> {
      const stored = await sql.run`
        INSERT INTO "TotpKey" ("userId", "sealedKey", "lastStep", "formerSteps", "createdAt", "lastUsedAt")
        VALUES (${userId}, ${sealedKey}, ${lastStep}, ${JSON.stringify(formerSteps)}, ${createdAt}, ${lastUsedAt})
        ON CONFLICT ("userId") DO NOTHING`;
      return stored === 1;
    },
  };
}
