import type { SqliteConnection } from "./sqlite-connection";

const SESSION = [
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
].concat(["refreshSerial", "refreshIssuedAt", "createdAt", "authenticatedAt", "lastUsedAt", "expiresAt", "revokedAt", "actorId"]);
const EVENT = [
  "id",
  "userId",
  "action",
  "type",
  "actorId",
  "occurredAt",
  "device",
  "method",
  "remoteAddress",
  "externalIds",
  "tenants",
  "data",
];

const quoted = (names: readonly string[], before = "") => names.map((name) => `${before}"${name}"`).join(", ");

/** The columns of a session, as a statement that stores one names them. */
export const SESSION_NAMES = quoted(SESSION);
const EVENT_OF_SESSION = EVENT.map((name) => `event ${name}`);
/** What a statement for a session and its event names: the session's columns, the event's, and the ID of the session that it replaces. */
export const OPENED_SESSION_NAMES = quoted([...SESSION, ...EVENT_OF_SESSION, "replaces"]);

/** What the statement's error says when the session that it replaces has ended. */
export const REPLACED_HAS_ENDED = "gatehouse: the session to replace has ended";

/**
 * Makes a view on this connection that takes a session and the event that tells of it by one INSERT, which every sign-in ends in. The
 * session that it replaces ends with it.
 */
export function defineOpenedSession({ command }: Pick<SqliteConnection, "command">): void {
  const columns = [...SESSION, ...EVENT_OF_SESSION, "replaces"].map((name) => `NULL AS "${name}"`);
  const isReplaced = `"id" = NEW."replaces" AND "userId" = NEW."userId" AND "revokedAt" IS NULL AND "expiresAt" > NEW."createdAt"`;
  command(`CREATE TEMP VIEW "OpenedSession" AS SELECT ${columns.join(", ")}`);
  command(`
    CREATE TEMP TRIGGER "OpenedSession_insert" INSTEAD OF INSERT ON "OpenedSession" BEGIN
      SELECT RAISE(ABORT, '${REPLACED_HAS_ENDED}')
      WHERE NEW."replaces" IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "main"."Session" WHERE ${isReplaced});
      UPDATE "Session" SET "revokedAt" = NEW."createdAt" WHERE ${isReplaced};
      INSERT INTO "Session" (${SESSION_NAMES}) VALUES (${quoted(SESSION, "NEW.")});
      INSERT INTO "AuditEvent" (${quoted(EVENT)}) VALUES (${quoted(EVENT_OF_SESSION, "NEW.")});
    END`);
}
