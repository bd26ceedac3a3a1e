import type { Db } from "../client";
import { listed } from "../listed";

/** Whom letters are for. */
export interface LetterOwner {
  id: string;
  email: string;
  /** In any order. */
  loginIds: string[];
}

/** Questions about users who go, however many at once. Each is one statement unless it says otherwise. */
export function userRemovalQueries(db: Db) {
  return {
    /** Those of these users that there are. */
    async listOwners(ids: readonly string[]): Promise<LetterOwner[]> {
      const rows = await db.$queryRaw<(Omit<LetterOwner, "loginIds"> & { loginIds: string })[]>`
        SELECT "User"."id", "email",
          (SELECT json_group_array("loginId") FROM "LoginId" WHERE "userId" = "User"."id") AS "loginIds"
        FROM "User" WHERE "User"."id" IN ${listed(ids)}`;
      return rows.map((row) => ({ ...row, loginIds: JSON.parse(row.loginIds) }));
    },

    /** As `voidLetters` of challenges does for one user with all of their letters; two statements. */
    async voidLettersOf(owners: readonly LetterOwner[], now: Date): Promise<void> {
      const ids = owners.map(({ id }) => id);
      const addresses = JSON.stringify(owners.flatMap(({ loginIds, email }) => loginIds.map((loginId) => ({ loginId, email }))));
      await db.$executeRaw`
        UPDATE "Challenge" SET "usedAt" = ${now}, "digest" = ''
        WHERE "userId" IN ${listed(ids)} AND "channel" <> 'totp' AND "usedAt" IS NULL`;
      // Letters from before there was a user.
      await db.$executeRaw`
        UPDATE "Challenge" SET "usedAt" = ${now}, "digest" = ''
        WHERE "id" IN (
          SELECT "Challenge"."id" FROM json_each(${addresses}) AS "sent"
          CROSS JOIN "Challenge"
          WHERE "loginId" = "sent"."value" ->> 'loginId' AND "Challenge"."email" = "sent"."value" ->> 'email' AND "userId" IS NULL AND "channel" <> 'totp' AND "usedAt" IS NULL
        )`;
    },

    /** Removes users and all that is theirs. What the audit trail says of them stays. */
    async removeAll(ids: readonly string[]): Promise<void> {
      await db.$executeRaw`DELETE FROM "User" WHERE "id" IN ${listed(ids)}`;
    },
  };
}
