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
