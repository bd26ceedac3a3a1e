import type { Db } from "../client";
import { listed } from "../listed";

/** Whose rows go with a user. */
export interface TestUser {
  id: string;
  loginIds: string[];
}

/** Questions about test users. */
export function testUserQueries(db: Db) {
  return {
    /** Some of them. */
    async listSome(limit: number): Promise<TestUser[]> {
      const rows = await db.$queryRaw<{ id: string; loginIds: string }[]>`
        SELECT "id", (SELECT json_group_array("loginId" ORDER BY "position") FROM "LoginId" WHERE "userId" = "User"."id") AS "loginIds"
        FROM "User" WHERE "test" = ${true} LIMIT ${limit}`;
      return rows.map(({ id, loginIds }) => ({ id, loginIds: JSON.parse(loginIds) }));
    },

    /** Removes these users and all that is theirs, what was mailed to them included. What the audit trail says of them stays. */
    async removeAll(users: readonly TestUser[]): Promise<void> {
      const ids = users.map(({ id }) => id);
      const loginIds = users.flatMap((user) => user.loginIds);
      await db.$executeRaw`DELETE FROM "Challenge" WHERE "userId" IN ${listed(ids)}`;
      await db.$executeRaw`DELETE FROM "Challenge" WHERE "loginId" IN ${listed(loginIds)}`;
      await db.$executeRaw`DELETE FROM "User" WHERE "id" IN ${listed(ids)}`;
    },
  };
}
