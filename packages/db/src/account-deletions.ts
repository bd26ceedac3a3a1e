import type { LetterOwner } from "./management/user-removal";
import type { Sql } from "./sql";

/** Questions about accounts that are to be erased. Each is one statement unless it says otherwise. */
export function accountDeletionQueries(sql: Sql) {
  return {
    /** Has the account erased from a time on; one that is to be erased already is so when it was. */
    async ask(userId: string, askedAt: Date, eraseAt: Date): Promise<void> {
      await sql.run`
        INSERT INTO "AccountDeletion" ("userId", "askedAt", "eraseAt") VALUES (${userId}, ${askedAt}, ${eraseAt})
        ON CONFLICT ("userId") DO NOTHING`;
    },

    /** The account stays; false where it was not to be erased. */
    async takeBack(userId: string): Promise<boolean> {
      return (await sql.run`DELETE FROM "AccountDeletion" WHERE "userId" = ${userId}`) === 1;
    },

    /** Some of those whose time has come. */
    async listDue(now: Date, limit: number): Promise<string[]> {
      const rows = await sql.all<{ userId: string }>`
        SELECT "userId" FROM "AccountDeletion" WHERE "eraseAt" <= ${now} ORDER BY "eraseAt" LIMIT ${limit}`;
      return rows.map(({ userId }) => userId);
    },

    /** Ends the wait of one whose time has come; false where it was taken back meanwhile. */
    async comeDue(userId: string, now: Date): Promise<boolean> {
      return (await sql.run`DELETE FROM "AccountDeletion" WHERE "userId" = ${userId} AND "eraseAt" <= ${now}`) === 1;
    },

    /** Removes what hangs on a user by no reference: what was mailed to them, and what the audit trail says of them. Two statements and more. */
    async forget({ id, loginIds, email }: LetterOwner): Promise<void> {
      await sql.run`DELETE FROM "AuditEvent" WHERE "userId" = ${id}`;
      await sql.run`DELETE FROM "Challenge" WHERE "userId" = ${id}`;
      // Asked for before there was a user, or by somebody else with their address.
      for (const name of [...loginIds, email]) {
        if (name === "") continue;
        await sql.run`DELETE FROM "Challenge" WHERE "loginId" = ${name}`;
        await sql.run`DELETE FROM "Challenge" WHERE "email" = ${name}`;
      }
    },
  };
}
