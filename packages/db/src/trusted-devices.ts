import type { TrustedDevice as TrustedDeviceRow } from "./generated/client";
import type { Sql } from "./sql";

/** A browser that is not asked for a second factor for a while. */
export type TrustedDeviceRecord = TrustedDeviceRow;

/** Questions about trusted browsers. Each is one statement unless it says otherwise. */
export function trustedDeviceQueries(sql: Sql) {
  return {
    /** Of more than so many of a user's, the oldest go. Two statements. */
    async create(device: Omit<TrustedDeviceRecord, "lastUsedAt">, keep: number): Promise<void> {
      await sql.run`
        INSERT INTO "TrustedDevice" ("id", "userId", "digest", "userAgent", "createdAt", "expiresAt")
        VALUES (${device.id}, ${device.userId}, ${device.digest}, ${device.userAgent}, ${device.createdAt}, ${device.expiresAt})`;
      await sql.run`
        DELETE FROM "TrustedDevice" WHERE "userId" = ${device.userId} AND "id" NOT IN (
          SELECT "id" FROM "TrustedDevice" WHERE "userId" = ${device.userId} ORDER BY "createdAt" DESC LIMIT ${keep})`;
    },

    /** Notes that one was shown in place of a second factor; false where none of this user's is trusted by one of these digests. */
    async use(id: string, userId: string, digests: readonly string[], now: Date): Promise<boolean> {
      const used = await sql.run`
        UPDATE "TrustedDevice" SET "lastUsedAt" = ${now}
        WHERE "id" = ${id} AND "userId" = ${userId} AND "expiresAt" > ${now}
          AND "digest" IN (SELECT "value" FROM json_each(${JSON.stringify(digests)}))`;
      return used === 1;
    },

    /** Those of a user that are still trusted, newest first. */
    async list(userId: string, now: Date): Promise<TrustedDeviceRecord[]> {
      return sql.all<TrustedDeviceRecord>`
        SELECT * FROM "TrustedDevice" WHERE "userId" = ${userId} AND "expiresAt" > ${now} ORDER BY "createdAt" DESC`;
    },

    /** One of a user's is trusted no longer; false where it was none. */
    async end(id: string, userId: string): Promise<boolean> {
      return (await sql.run`DELETE FROM "TrustedDevice" WHERE "id" = ${id} AND "userId" = ${userId}`) === 1;
    },

    /** None of a user's but `except` is trusted any longer. Answers how many there were. */
    async endAll(userId: string, except = ""): Promise<number> {
      return sql.run`DELETE FROM "TrustedDevice" WHERE "userId" = ${userId} AND "id" <> ${except}`;
    },
  };
}

/** Whatever changes a user's password, or puts another app in the place of theirs, ends it. The end of the app does by itself. One statement. */
export function endTrust(sql: Sql, userId: string): Promise<number> {
  return sql.run`DELETE FROM "TrustedDevice" WHERE "userId" = ${userId}`;
}
