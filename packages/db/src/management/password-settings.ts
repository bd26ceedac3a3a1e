import type { Db } from "../client";
import type { PasswordSettings as Row } from "../generated/client";
import { fragment, type Sql, type SqlFragment } from "../sql";

/** What a password has to be and how it ages. */
export type PasswordSettingsRecord = Omit<Row, "scope" | "tenantId" | "modifiedAt">;

/** The settings that one user's password comes under: those of the project, and those of the user's tenants that have their own. */
export interface HeldSettings {
  /** How many tenants the user is, or is to be, a member of. */
  tenants: number;
  /** Null in the project's. */
  own: (PasswordSettingsRecord & { tenantId: string | null })[];
}

const PROJECT = "project";

// A tenant's ID is chosen freely, and may be the project's word.
function scopeOf(tenantId: string | null): string {
  return tenantId === null ? PROJECT : `tenant:${tenantId}`;
}

const FLAGS = [
  "enabled",
  "lowercase",
  "uppercase",
  "number",
  "nonAlphanumeric",
  "expiration",
  "reuse",
  "lock",
  "tempLock",
  "enablePasswordStrength",
] as const satisfies (keyof PasswordSettingsRecord)[];

const NUMBERS = [
  "minLength",
  "expirationWeeks",
  "reuseAmount",
  "lockAttempts",
  "tempLockAttempts",
  "tempLockDuration",
  "passwordStrengthScore",
] as const satisfies (keyof PasswordSettingsRecord)[];

const ROW = `json_object(${["tenantId", ...FLAGS, ...NUMBERS].map((name) => `'${name}', "settings"."${name}"`).join(", ")})`;

/** SQL of the settings of whoever is in these tenants, as JSON, by a query for their IDs. */
function settingsIn(tenantIds: string): string {
  return `json_object(
    'tenants', (SELECT COUNT(*) FROM (${tenantIds}) AS "counted"),
    'own', (SELECT json_group_array(json("found"."row")) FROM (
      SELECT ${ROW} AS "row" FROM "PasswordSettings" AS "settings" WHERE "settings"."scope" = '${PROJECT}'
      UNION ALL
      SELECT ${ROW} FROM "PasswordSettings" AS "settings" WHERE "settings"."tenantId" IN (${tenantIds})
    ) AS "found"))`;
}

/**
 * A column for a statement about users: their settings as JSON. Read it by `readHeldSettings`.
 *
 * @param userId SQL of the column that says whose
 */
export function heldSettings(userId: string): SqlFragment {
  return fragment(settingsIn(`SELECT "held"."tenantId" FROM "UserTenant" AS "held" WHERE "held"."userId" = ${userId}`));
}

const HELD_BY_WANTED = heldSettings(`"wanted"."userId"`);
const OF_WANTED_TENANTS = fragment(settingsIn(`SELECT "value" FROM json_each("wanted"."tenantIds")`));

/** What a column of `heldSettings` holds. */
export function readHeldSettings(json: string): HeldSettings {
  // A list within JSON that holds nothing is null in Postgres.
  const { tenants, own }: Omit<HeldSettings, "own"> & { own: HeldSettings["own"] | null } = JSON.parse(json);
  // SQLite has no booleans: in JSON they are 0 and 1.
  const flags = (row: PasswordSettingsRecord) => Object.fromEntries(FLAGS.map((name) => [name, Boolean(row[name])]));
  return { tenants, own: (own ?? []).map((row) => ({ ...row, ...flags(row) })) };
}

function toRecord({ scope: _, tenantId: __, modifiedAt: ___, ...settings }: Row): PasswordSettingsRecord {
  return settings;
}

/** Questions about what passwords have to be. */
export function passwordSettingsQueries(db: Db, sql: Sql) {
  function readOne([row]: { held: string }[]): HeldSettings {
    return row ? readHeldSettings(row.held) : { tenants: 0, own: [] };
  }

  return {
    /** The project's own, or (with an ID) a tenant's; null where nothing was set. */
    async find(tenantId: string | null): Promise<PasswordSettingsRecord | null> {
      const row = await db.passwordSettings.findUnique({ where: { scope: scopeOf(tenantId) } });
      return row && toRecord(row);
    },

    /** Those of a user's password. */
    async findHeld(userId: string): Promise<HeldSettings> {
      return readOne(await sql.all`SELECT ${HELD_BY_WANTED} AS "held" FROM (SELECT ${userId} AS "userId") AS "wanted"`);
    },

    /** Those of the password of somebody who is to be in these tenants, each named once. */
    async findIn(tenantIds: readonly string[]): Promise<HeldSettings> {
      const ids = JSON.stringify(tenantIds);
      return readOne(await sql.all`SELECT ${OF_WANTED_TENANTS} AS "held" FROM (SELECT ${ids} AS "tenantIds") AS "wanted"`);
    },

    /** The project's, and whether any settings, also of a tenant, lock passwords. */
    async findShared(): Promise<{ project: PasswordSettingsRecord | null; locks: boolean }> {
      const rows = await db.passwordSettings.findMany({
        where: { OR: [{ scope: PROJECT }, { lock: true }, { tempLock: true }] },
        orderBy: { tenantId: { sort: "asc", nulls: "first" } },
        take: 2,
      });
      const project = rows.find(({ scope }) => scope === PROJECT);
      return { project: project ? toRecord(project) : null, locks: rows.some(({ lock, tempLock }) => lock || tempLock) };
    },

    /** Stores settings in place of the former ones. */
    async put(tenantId: string | null, settings: PasswordSettingsRecord, modifiedAt: Date): Promise<void> {
      const scope = scopeOf(tenantId);
      const columns = { ...settings, modifiedAt };
      await db.passwordSettings.upsert({
        where: { scope },
        create: { scope, tenantId, ...columns },
        update: columns,
        select: { scope: true },
      });
    },

    /**
     * Counts a wrong password, and locks the one behind it where it was the last that the rules allow. Of a password that has been
     * replaced meanwhile nothing is counted.
     *
     * @param locks 0 attempts for none of that kind
     */
    async countFailure(
      { userId, hash }: { userId: string; hash: string },
      locks: { attempts: number; tempAttempts: number; tempUntil: Date },
      now: Date,
    ): Promise<void> {
      const { attempts, tempAttempts, tempUntil } = locks;
      // Several temporary locks may come before the lasting one, so the former stand after every so many tries.
      await db.$executeRaw`
        UPDATE "Password" SET
          "failedCount" = "failedCount" + 1,
          "lockedAt" = CASE WHEN "lockedAt" IS NULL AND ${attempts} > 0 AND "failedCount" + 1 >= ${attempts} THEN ${now} ELSE "lockedAt" END,
          "lockedUntil" = CASE WHEN ${tempAttempts} > 0 AND ("lockedUntil" IS NULL OR "lockedUntil" <= ${now})
            AND ("failedCount" + 1) % ${Math.max(tempAttempts, 1)} = 0 THEN ${tempUntil} ELSE "lockedUntil" END
        WHERE "userId" = ${userId} AND "hash" = ${hash}`;
    },

    /** The right password was shown: wrong ones count from the beginning. */
    async clearFailures(userId: string): Promise<void> {
      await sql.run`UPDATE "Password" SET "failedCount" = 0, "lockedUntil" = NULL WHERE "userId" = ${userId}`;
    },

    /** The password has to be replaced before it signs in again; false where there is none. */
    async expire(userId: string): Promise<boolean> {
      const { count } = await db.password.updateMany({ where: { userId }, data: { mustChange: true } });
      return count === 1;
    },
  };
}
