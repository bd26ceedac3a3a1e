import { EVENT_COLUMNS, EVENT_COLUMNS_BESIDE, quoted } from "./audit-columns";
import type { SqliteConnection } from "./sqlite-connection";

/** What the statement's error says when a counter is no longer what the count was computed from. */
export const COUNTED_MEANWHILE = "gatehouse: a counter was changed meanwhile";

/**
 * Makes a view on this connection that takes the counters of a try (JSON, as `budgets.swapAll` has them) and the event that tells of it by one
 * INSERT, which every wrong password and code ends in. An event about nobody (an empty user ID) is stored and removed: as many pages are
 * written as for somebody, and the disk tells nobody apart.
 */
export function defineCountedTry({ command }: Pick<SqliteConnection, "command">): void {
  const columns = ["counters", ...EVENT_COLUMNS_BESIDE].map((name) => `NULL AS "${name}"`);
  command(`CREATE TEMP VIEW "CountedTry" AS SELECT ${columns.join(", ")}`);
  command(`
    CREATE TEMP TRIGGER "CountedTry_insert" INSTEAD OF INSERT ON "CountedTry" BEGIN
      SELECT RAISE(ABORT, '${COUNTED_MEANWHILE}') WHERE EXISTS (
        SELECT 1 FROM json_each(NEW."counters") AS "next" LEFT JOIN "main"."Budget" ON "Budget"."key" = "next"."value" ->> 'key'
        WHERE COALESCE("Budget"."version", 0) <> "next"."value" ->> 'version');
      INSERT INTO "Budget" ("key", "version", "count", "windowAt", "blockedUntil", "expiresAt")
      SELECT "value" ->> 'key', ("value" ->> 'version') + 1, "value" ->> 'count', "value" ->> 'windowAt', "value" ->> 'blockedUntil',
        "value" ->> 'expiresAt'
      FROM json_each(NEW."counters") WHERE TRUE
      ON CONFLICT ("key") DO UPDATE SET
        "version" = excluded."version", "count" = excluded."count", "windowAt" = excluded."windowAt",
        "blockedUntil" = excluded."blockedUntil", "expiresAt" = excluded."expiresAt";
      INSERT INTO "AuditEvent" (${quoted(EVENT_COLUMNS)}) VALUES (${quoted(EVENT_COLUMNS_BESIDE, "NEW.")});
      DELETE FROM "AuditEvent" WHERE "id" = NEW."event id" AND NEW."event userId" = '';
    END`);
}
