import { EVENT_COLUMNS, EVENT_COLUMNS_BESIDE, quoted } from "./audit-columns";
import type { SqliteConnection } from "./sqlite-connection";

/** The columns of a session that is opened. */
export const SESSION_COLUMNS = [
  "id",
  "userId",
  "surface",
  "purpose",
  "methods",
  "tenantId",
  "clientClaims",
  "trustedClaims",
  "userAgent",
  "address",
  "refreshSerial",
  "refreshIssuedAt",
  "createdAt",
  "authenticatedAt",
  "lastUsedAt",
  "expiresAt",
  "revokedAt",
  "actorId",
  "deviceId",
  "deviceSince",
];
/** The columns of a session, as a statement that stores one names them. */
export const SESSION_NAMES = quoted(SESSION_COLUMNS);
/** All that the view takes. */
export const OPENED_SESSION_COLUMNS = [...SESSION_COLUMNS, ...EVENT_COLUMNS_BESIDE, "replaces"];
/** What a statement for a session and its event names: the session's columns, the event's, and the ID of the session that it replaces. */
export const OPENED_SESSION_NAMES = quoted(OPENED_SESSION_COLUMNS);

/** What the statement's error says when the session that it replaces has ended. */
export const REPLACED_HAS_ENDED = "gatehouse: the session to replace has ended";

/**
 * Makes a view on this connection that takes a session and the event that tells of it by one INSERT, which every sign-in ends in. The
 * session that it replaces ends with it.
 */
export function defineOpenedSession({ command }: Pick<SqliteConnection, "command">): void {
  const columns = OPENED_SESSION_COLUMNS.map((name) => `NULL AS "${name}"`);
  const isReplaced = `"id" = NEW."replaces" AND "userId" = NEW."userId" AND "revokedAt" IS NULL AND "expiresAt" > NEW."createdAt"`;
  command(`CREATE TEMP VIEW "OpenedSession" AS SELECT ${columns.join(", ")}`);
  command(`
    CREATE TEMP TRIGGER "OpenedSession_insert" INSTEAD OF INSERT ON "OpenedSession" BEGIN
      SELECT RAISE(ABORT, '${REPLACED_HAS_ENDED}')
      WHERE NEW."replaces" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "main"."Session" WHERE ${isReplaced});
      UPDATE "Session" SET "revokedAt" = NEW."createdAt" WHERE ${isReplaced};
      INSERT INTO "Session" (${SESSION_NAMES}) VALUES (${quoted(SESSION_COLUMNS, "NEW.")});
      INSERT INTO "AuditEvent" (${quoted(EVENT_COLUMNS)}) VALUES (${quoted(EVENT_COLUMNS_BESIDE, "NEW.")});
    END`);
}
