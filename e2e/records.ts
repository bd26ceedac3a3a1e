import SqliteConnection from "better-sqlite3";
import { expect, type Person } from "./test";

function open(): SqliteConnection.Database {
  return new SqliteConnection(process.env.E2E_DATABASE, { timeout: 5_000 });
}

/** How many tries the server has counted at the person's one code. */
export function triesAt({ email }: Person): unknown {
  const connection = open();
  const tries = connection.prepare(`SELECT "attempts" FROM "Challenge" WHERE "email" = ?`).pluck().get(email);
  connection.close();
  return tries;
}

/** Makes the person's one session, in the server's own records, as old by one of its moments as if so many seconds had passed since. */
export function ageSession({ email }: Person, moment: "lastUsedAt" | "authenticatedAt", seconds: number): void {
  const connection = open();
  const at = new Date(Date.now() - seconds * 1000).toISOString().replace("Z", "+00:00");
  const { changes } = connection
    .prepare(`UPDATE "Session" SET "${moment}" = ? WHERE "userId" IN (SELECT "id" FROM "User" WHERE "email" = ?)`)
    .run(at, email);
  connection.close();
  expect(changes).toBe(1);
}
