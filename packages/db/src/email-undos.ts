import type { EmailUndo as EmailUndoRow } from "./generated/client";
import type { Sql } from "./sql";

/** What the reader of a former address may put back. */
export interface EmailUndoRecord {
  id: string;
  userId: string;
  /** The former address, which was proven. */
  email: string;
  /** The login IDs before the change, first one first. */
  loginIds: string[];
  /** Of the secret in the letter. */
  digest: string;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
}

/** Questions about changes of an address that can be taken back. Each is one statement. */
export function emailUndoQueries(sql: Sql) {
  return {
    async create(undo: Omit<EmailUndoRecord, "usedAt">): Promise<void> {
      await sql.run`
        INSERT INTO "EmailUndo" ("id", "userId", "email", "loginIds", "digest", "createdAt", "expiresAt")
        VALUES (${undo.id}, ${undo.userId}, ${undo.email}, ${JSON.stringify(undo.loginIds)}, ${undo.digest}, ${undo.createdAt},
          ${undo.expiresAt})`;
    },

    async find(id: string): Promise<EmailUndoRecord | null> {
      const [row] = await sql.all<EmailUndoRow>`SELECT * FROM "EmailUndo" WHERE "id" = ${id}`;
      return row ? { ...row, loginIds: JSON.parse(row.loginIds) } : null;
    },

    /** Uses one up; true for exactly one caller, and for none once its time is over. */
    async consume(id: string, now: Date): Promise<boolean> {
      return (
        (await sql.run`UPDATE "EmailUndo" SET "usedAt" = ${now} WHERE "id" = ${id} AND "usedAt" IS NULL AND "expiresAt" > ${now}`) === 1
      );
    },

    /** Ends those of a user that came about from this time on; with none, all of them. */
    async endSince(userId: string, since: Date | null, now: Date): Promise<void> {
      const from = since ?? new Date(0);
      await sql.run`UPDATE "EmailUndo" SET "usedAt" = ${now} WHERE "userId" = ${userId} AND "createdAt" >= ${from} AND "usedAt" IS NULL`;
    },
  };
}
