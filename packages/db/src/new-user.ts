import type { SqliteConnection } from "./sqlite-connection";

/** What a statement for a new user takes besides the columns of `User`; null for what there is none of. */
export interface NewUserParts {
  /** JSON list of { loginId, position, provenAt } */
  loginIds: string;
  passwordHash: string | null;
  sealedTotpKey: string | null;
  /** The time step that confirmed the key */
  totpStep: number;
  /** The challenge that is used up with it. */
  challengeId: string | null;
  /** It is used up only while tries at it are as many as these. */
  challengeAttempts: number | null;
}

/** Their names. */
export const NEW_USER_PARTS = [
  "loginIds",
  "passwordHash",
  "sealedTotpKey",
  "totpStep",
  "challengeId",
  "challengeAttempts",
] as const satisfies (keyof NewUserParts)[];

/** What the statement's error says when its challenge has been used, or is over. */
export const CHALLENGE_IS_USED = "gatehouse: the challenge is used";

interface Column {
  name: string;
  dflt_value: string | null;
}

/**
 * Makes a view on this connection that takes a whole new user by one INSERT: the row, login IDs, password, authenticator, the roles that
 * the project gives to new users, and the challenge that they came by used up. Its columns are those that the table has now, and a column
 * that is given null has the table's default.
 */
export function defineNewUser({ unheard, command }: Pick<SqliteConnection, "unheard" | "command">): void {
  const columns = unheard.all<Column>`SELECT "name", "dflt_value" FROM pragma_table_info('User')`;
  const quoted = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");
  const names = columns.map(({ name }) => name);
  const given = columns.map(({ name, dflt_value }) => (dflt_value === null ? `NEW."${name}"` : `COALESCE(NEW."${name}", ${dflt_value})`));
  command(`
    CREATE TEMP VIEW "NewUser" AS
    SELECT ${quoted(names)}, ${NEW_USER_PARTS.map((name) => `NULL AS "${name}"`).join(", ")} FROM "main"."User"`);
  command(`
    CREATE TEMP TRIGGER "NewUser_insert" INSTEAD OF INSERT ON "NewUser" BEGIN
      SELECT RAISE(ABORT, '${CHALLENGE_IS_USED}') WHERE NEW."challengeId" IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM "main"."Challenge" WHERE "id" = NEW."challengeId" AND "usedAt" IS NULL AND "expiresAt" > NEW."modifiedAt"
          AND "attempts" = COALESCE(NEW."challengeAttempts", "attempts"));
      UPDATE "Challenge" SET "usedAt" = NEW."modifiedAt", "digest" = '', "sealedKey" = '' WHERE "id" = NEW."challengeId";
      INSERT INTO "User" (${quoted(names)}) VALUES (${given.join(", ")});
      INSERT INTO "LoginId" ("loginId", "userId", "position", "provenAt")
      SELECT "value" ->> 'loginId', NEW."id", "value" ->> 'position', "value" ->> 'provenAt' FROM json_each(NEW."loginIds");
      INSERT INTO "Password" ("userId", "hash", "changedAt")
      SELECT NEW."id", NEW."passwordHash", NEW."modifiedAt" WHERE NEW."passwordHash" IS NOT NULL;
      INSERT INTO "TotpKey" ("userId", "sealedKey", "lastStep", "createdAt", "lastUsedAt")
      SELECT NEW."id", NEW."sealedTotpKey", NEW."totpStep", NEW."modifiedAt", CASE WHEN NEW."totpStep" > 0 THEN NEW."modifiedAt" END
      WHERE NEW."sealedTotpKey" IS NOT NULL;
      INSERT INTO "UserRole" ("userId", "roleId")
      SELECT NEW."id", "id" FROM "main"."Role" WHERE "scope" = 'project' AND "isDefault" AND NOT COALESCE(NEW."anonymous", FALSE);
    END`);
}
