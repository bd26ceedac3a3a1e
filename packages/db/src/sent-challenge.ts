import type { SqliteConnection } from "./sqlite-connection";

/** What the statement takes besides the columns of `Challenge`. */
export interface SentLetter {
  letterId: string;
  sealedLetter: string;
}

/**
 * Makes a view on this connection that takes a challenge and the letter that brings it by one INSERT: the row, in place of the one that
 * holds its slot, and the letter in the outbox, due at once and of no use once the challenge is over. Its columns are those that the table
 * has now.
 */
export function defineSentChallenge({ unheard, command }: Pick<SqliteConnection, "unheard" | "command">): void {
  const columns = unheard.all<{ name: string }>`SELECT "name" FROM pragma_table_info('Challenge')`.map(({ name }) => name);
  const names = columns.map((name) => `"${name}"`).join(", ");
  command(`
    CREATE TEMP VIEW "SentChallenge" AS
    SELECT ${names}, NULL AS "letterId", NULL AS "sealedLetter" FROM "main"."Challenge"`);
  command(`
    CREATE TEMP TRIGGER "SentChallenge_insert" INSTEAD OF INSERT ON "SentChallenge" BEGIN
      DELETE FROM "Challenge" WHERE "slot" = NEW."slot";
      INSERT INTO "Challenge" (${names}) VALUES (${columns.map((name) => `NEW."${name}"`).join(", ")});
      INSERT INTO "OutboxLetter" ("id", "sealedLetter", "createdAt", "nextTryAt", "tries", "expiresAt")
      VALUES (NEW."letterId", NEW."sealedLetter", NEW."createdAt", NEW."createdAt", 0, NEW."expiresAt");
    END`);
}
