import SqliteConnection from "better-sqlite3";
import { expect, type Person } from "./test";

/** Gives the person's account a further login ID, as applications do by the API. */
export function addLoginId({ email }: Person, loginId: string): void {
  const connection = new SqliteConnection(process.env.E2E_DATABASE, { timeout: 5_000 });
  const { changes } = connection
    .prepare(`INSERT INTO "LoginId" ("loginId", "userId", "position") SELECT ?, "id", 7 FROM "User" WHERE "email" = ?`)
    .run(loginId, email);
  connection.close();
  expect(changes).toBe(1);
}

/** Makes the one session that the person has open, in the server's own records, as old by one of its moments as if so many seconds had passed since. */
export function ageSession({ email }: Person, moment: "lastUsedAt" | "authenticatedAt", seconds: number): void {
  const connection = new SqliteConnection(process.env.E2E_DATABASE, { timeout: 5_000 });
  const at = new Date(Date.now() - seconds * 1000).toISOString().replace("Z", "+00:00");
  const { changes } = connection
    .prepare(`UPDATE "Session" SET "${moment}" = ? WHERE "revokedAt" IS NULL AND "userId" IN (SELECT "id" FROM "User" WHERE "email" = ?)`)
    .run(at, email);
  connection.close();
  expect(changes).toBe(1);
}

/** Puts as many events before the first of the person's history, each a minute before the next. */
export function lengthenHistory({ email }: Person, count: number): void {
  const connection = new SqliteConnection(process.env.E2E_DATABASE, { timeout: 5_000 });
  const { changes } = connection
    .prepare(
      `WITH RECURSIVE "minutes"("n") AS (SELECT 1 UNION ALL SELECT "n" + 1 FROM "minutes" WHERE "n" < ?),
        "first" AS (
          SELECT * FROM "AuditEvent" WHERE "action" = 'LoginSucceed' AND "userId" IN (SELECT "id" FROM "User" WHERE "email" = ?)
          ORDER BY "occurredAt" LIMIT 1)
      INSERT INTO "AuditEvent" ("id", "userId", "action", "type", "actorId", "occurredAt", "device", "method", "remoteAddress", "userAgent")
      SELECT "id" || "n", "userId", "action", "type", "actorId", strftime('%Y-%m-%dT%H:%M:%f+00:00', "occurredAt", '-' || "n" || ' minutes'),
        "device", "method", "remoteAddress", "userAgent" FROM "first", "minutes"`,
    )
    .run(count, email);
  connection.close();
  expect(changes).toBe(count);
}
