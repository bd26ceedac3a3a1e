import { BUDGETS_AS_JSON, type BudgetRecord, readBudgets } from "./budgets";
import type { ChallengeRecord } from "./challenges";
import type { Sql } from "./sql";
import { endTrust } from "./trusted-devices";
import { toUserRecord, type UserRecord, WHAT_HANGS_ON_USER, type WholeUserRow } from "./users";

export interface TotpKeyRecord {
  sealedKey: string;
  /** The time step accepted last, and some before it. */
  lastStep: number;
  formerSteps: number[];
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** An authenticator key that waits to be confirmed. */
export type PendingTotpRecord = Pick<ChallengeRecord, "id" | "sealedKey" | "details" | "attempts" | "attemptsMax">;

/** What a code of a second factor is checked against, and what was tried before it. */
export interface FoundFactors {
  /** Null for nobody. */
  user: UserRecord | null;
  active: TotpKeyRecord | null;
  /** Neither one that is over nor one whose session has ended. */
  pending: PendingTotpRecord | null;
  tried: BudgetRecord[];
}

/** How to find what a code is checked against. */
export interface FactorQuestion {
  /** Whose it would be: by this login ID; by this user ID where the login ID is null. */
  loginId: string | null;
  userId: string | null;
  /** The slots of pending keys: of somebody who is no user yet, and the start of a user's, which their ID is the end of. */
  slots: { nobody: string; byUser: string };
  /** The keys of counters, and the start of the key of one that is the user's: its end is the user's ID. */
  tries: { keys: readonly string[]; byUser: string };
}

interface FactorColumns {
  activeKey: string | null;
  lastStep: number | null;
  formerSteps: string | null;
  activeSince: Date | null;
  activeUsedAt: Date | null;
  pendingId: string | null;
  pendingKey: string | null;
  pendingDetails: string | null;
  pendingAttempts: number | null;
  pendingAttemptsMax: number | null;
  budgets: string;
}

/** When what protects an account was set up, null for what there is none of. */
export interface Protection {
  passwordChangedAt: Date | null;
  totp: Pick<TotpKeyRecord, "createdAt" | "lastUsedAt"> | null;
  recoveryCodesLeft: number;
  /** Whether something of before the email was confirmed can still be brought back. */
  hasSetAside: boolean;
  /** Whether a sign-in of late has taken the account's deletion back. */
  wasKept: boolean;
}

interface ProtectionColumns extends Omit<Protection, "totp" | "wasKept"> {
  wasKept: number | bigint;
  totpCreatedAt: Date | null;
  totpUsedAt: Date | null;
}

/** Questions about second factors: authenticator keys and recovery codes. */
export function factorQueries(sql: Sql) {
  return {
    /** Who a code would be of, with their authenticator keys. One statement, whether or not anybody is found: the time must not tell. */
    async find({ loginId, userId, slots, tries }: FactorQuestion, now: Date): Promise<FoundFactors> {
      const [row] = await sql.all<FactorColumns & (WholeUserRow | (Record<keyof WholeUserRow, unknown> & { id: null }))>`
        SELECT "User".*, ${WHAT_HANGS_ON_USER},
          "TotpKey"."sealedKey" AS "activeKey", "lastStep", "formerSteps", "TotpKey"."createdAt" AS "activeSince", "lastUsedAt" AS "activeUsedAt",
          "Challenge"."id" AS "pendingId", "Challenge"."sealedKey" AS "pendingKey", "details" AS "pendingDetails",
          "attempts" AS "pendingAttempts", "attemptsMax" AS "pendingAttemptsMax",
          (SELECT ${BUDGETS_AS_JSON} FROM "Budget" WHERE "key" IN (
            SELECT "value" FROM json_each("asked"."keys") UNION ALL SELECT "asked"."byUser" || "User"."id")) AS "budgets"
        FROM (SELECT ${loginId} AS "loginId", ${userId} AS "userId", ${slots.nobody} AS "slot", ${slots.byUser} AS "userSlot",
          ${JSON.stringify(tries.keys)} AS "keys", ${tries.byUser} AS "byUser") AS "asked"
        LEFT JOIN "User" ON "User"."id" = COALESCE("asked"."userId",
          (SELECT "LoginId"."userId" FROM "LoginId" WHERE "LoginId"."loginId" = "asked"."loginId"))
        LEFT JOIN "TotpKey" ON "TotpKey"."userId" = "User"."id"
        LEFT JOIN "Challenge" ON "Challenge"."slot" = COALESCE("asked"."userSlot" || "User"."id", "asked"."slot")
          AND "usedAt" IS NULL AND "Challenge"."expiresAt" > ${now}
          AND ("details" ->> 'askedIn' IS NULL OR EXISTS (
            SELECT 1 FROM "Session" WHERE "Session"."id" = "details" ->> 'askedIn' AND "revokedAt" IS NULL AND "Session"."expiresAt" > ${now}))`;
      if (!row) return { user: null, active: null, pending: null, tried: [] };
      const { activeKey, lastStep, formerSteps, activeSince, activeUsedAt, ...others } = row;
      const { pendingId, pendingKey, pendingDetails, pendingAttempts, pendingAttemptsMax, budgets, ...user } = others;
      return {
        user: user.id === null ? null : toUserRecord(user as WholeUserRow),
        active:
          activeKey === null || activeSince === null
            ? null
            : {
                sealedKey: activeKey,
                lastStep: lastStep ?? 0,
                formerSteps: JSON.parse(formerSteps ?? "[]"),
                createdAt: activeSince,
                lastUsedAt: activeUsedAt,
              },
        pending:
          pendingId === null
            ? null
            : {
                id: pendingId,
                sealedKey: pendingKey ?? "",
                details: pendingDetails ?? "{}",
                attempts: pendingAttempts ?? 0,
                attemptsMax: pendingAttemptsMax ?? 0,
              },
        tried: readBudgets(budgets),
      };
    },

    /**
     * What protects a user's account.
     *
     * @param lately since when a deletion that was taken back is worth saying
     */
    async describe(userId: string, now: Date, lately: Date): Promise<Protection> {
      const [row] = await sql.all<ProtectionColumns>`
        SELECT "Password"."changedAt" AS "passwordChangedAt", "TotpKey"."createdAt" AS "totpCreatedAt", "TotpKey"."lastUsedAt" AS "totpUsedAt",
          (SELECT count(*) FROM "RecoveryCode" WHERE "userId" = "User"."id" AND "usedAt" IS NULL) AS "recoveryCodesLeft",
          EXISTS (SELECT 1 FROM "Challenge" WHERE "userId" = "User"."id" AND "channel" = 'setAside' AND "usedAt" IS NULL AND "expiresAt" > ${now})
            AS "hasSetAside",
          EXISTS (SELECT 1 FROM "AuditEvent" WHERE "userId" = "User"."id" AND "action" = 'AccountKept' AND "occurredAt" >= ${lately}) AS "wasKept"
        FROM "User" LEFT JOIN "Password" ON "Password"."userId" = "User"."id" LEFT JOIN "TotpKey" ON "TotpKey"."userId" = "User"."id"
        WHERE "User"."id" = ${userId}`;
      if (!row) return { passwordChangedAt: null, totp: null, recoveryCodesLeft: 0, hasSetAside: false, wasKept: false };
      const { passwordChangedAt, totpCreatedAt, totpUsedAt, recoveryCodesLeft, hasSetAside, wasKept } = row;
      const totp = totpCreatedAt && { createdAt: totpCreatedAt, lastUsedAt: totpUsedAt };
      // SQLite has no booleans: EXISTS is 0 or 1.
      return { passwordChangedAt, totp, recoveryCodesLeft, hasSetAside: Boolean(hasSetAside), wasKept: Boolean(wasKept) };
    },

    /**
     * Notes that a time step was accepted; true for exactly one of those who saw the same before, and while none of these counters has been
     * used up. Which steps may be is not decided here.
     *
     * @param budgetKeys what wrong codes of this caller count against. SQLite has them as they were read in the same transaction; a database
     *   whose transactions run beside each other has them as they are when this one writes.
     */
    async acceptTotpStep(
      userId: string,
      seen: Pick<TotpKeyRecord, "sealedKey" | "lastStep">,
      next: Pick<TotpKeyRecord, "lastStep" | "formerSteps">,
      budgetKeys: readonly string[],
      now: Date,
    ): Promise<boolean> {
      const accepted = await sql.run`
        UPDATE "TotpKey" SET "lastStep" = ${next.lastStep}, "formerSteps" = ${JSON.stringify(next.formerSteps)}, "lastUsedAt" = ${now}
        WHERE "userId" = ${userId} AND "sealedKey" = ${seen.sealedKey} AND "lastStep" = ${seen.lastStep} AND NOT EXISTS (
          SELECT 1 FROM "Budget"
          WHERE "key" IN (SELECT "value" FROM json_each(${JSON.stringify(budgetKeys)})) AND "blockedUntil" > ${now} AND "expiresAt" > ${now})`;
      return accepted === 1;
    },

    /**
     * Stores a confirmed key in place of the user's former one; the step that confirmed it is spent, and no browser is trusted any longer.
     * False where one of these counters has been used up, as for `acceptTotpStep`. Two statements.
     */
    async putTotp(userId: string, sealedKey: string, step: number, now: Date, budgetKeys: readonly string[] = []): Promise<boolean> {
      const stored = await sql.run`
        INSERT INTO "TotpKey" ("userId", "sealedKey", "lastStep", "formerSteps", "createdAt", "lastUsedAt")
        SELECT ${userId}, ${sealedKey}, ${step}, '[]', ${now}, ${now}
        WHERE NOT EXISTS (
          SELECT 1 FROM "Budget"
          WHERE "key" IN (SELECT "value" FROM json_each(${JSON.stringify(budgetKeys)})) AND "blockedUntil" > ${now} AND "expiresAt" > ${now})
        ON CONFLICT ("userId") DO UPDATE SET
          "sealedKey" = excluded."sealedKey", "lastStep" = excluded."lastStep", "formerSteps" = excluded."formerSteps",
          "createdAt" = excluded."createdAt", "lastUsedAt" = excluded."lastUsedAt"`;
      if (stored === 1) await endTrust(sql, userId);
      return stored === 1;
    },

    /** Removes the user's key, and with it the trust in browsers that left it out; false where there is none. */
    async removeTotp(userId: string): Promise<boolean> {
      return (await sql.run`DELETE FROM "TotpKey" WHERE "userId" = ${userId}`) === 1;
    },

    async setSecondFactor(userId: string, required: boolean, now: Date): Promise<void> {
      await sql.run`UPDATE "User" SET "secondFactor" = ${required}, "modifiedAt" = ${now} WHERE "id" = ${userId}`;
    },

    /** Stores a set of recovery codes in place of the former one. */
    async putRecoveryCodes(userId: string, digests: readonly string[], now: Date): Promise<void> {
      await sql.run`DELETE FROM "RecoveryCode" WHERE "userId" = ${userId}`;
      await sql.run`
        INSERT INTO "RecoveryCode" ("digest", "userId", "createdAt")
        SELECT "value", ${userId}, ${now} FROM json_each(${JSON.stringify(digests)})`;
    },

    /** Spends the code with one of these digests; true for exactly one caller. */
    async spendRecoveryCode(userId: string, digests: readonly string[], now: Date): Promise<boolean> {
      const spent = await sql.run`
        UPDATE "RecoveryCode" SET "usedAt" = ${now}
        WHERE "digest" IN (SELECT "value" FROM json_each(${JSON.stringify(digests)})) AND "userId" = ${userId} AND "usedAt" IS NULL`;
      return spent === 1;
    },

    async countRecoveryCodes(userId: string): Promise<number> {
      const [row] = await sql.all<{ count: number }>`
        SELECT count(*) AS "count" FROM "RecoveryCode" WHERE "userId" = ${userId} AND "usedAt" IS NULL`;
      return row?.count ?? 0;
    },

    async removeRecoveryCodes(userId: string): Promise<void> {
      await sql.run`DELETE FROM "RecoveryCode" WHERE "userId" = ${userId}`;
    },
  };
}
