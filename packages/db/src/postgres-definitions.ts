import { createHash } from "node:crypto";
import type pg from "pg";
import { EVENT_COLUMNS, EVENT_COLUMNS_BESIDE, quoted } from "./audit-columns";
import { COUNTED_MEANWHILE } from "./counted-try";
import { CHALLENGE_IS_USED, NEW_USER_PARTS } from "./new-user";
import { OPENED_SESSION_COLUMNS, REPLACED_HAS_ENDED, SESSION_COLUMNS } from "./opened-session";
import { KEPT_TABLES } from "./process-link";

// What SQLite has, or is given for a connection (new-user.ts, opened-session.ts, sent-challenge.ts, counted-try.ts), is part of the database in Postgres:
// functions, and views that take several rows by one INSERT. They are made anew after a migration, with the columns that the tables have then.
// So is the one table that SQLite has no use for.

interface Column {
  name: string;
  type: string;
  fallback: string | null;
}

/** `json_each` of SQLite: what a list or an object of JSON holds, strings as they are and all else as JSON. */
const EACH_OF = `
  CREATE OR REPLACE FUNCTION "each_of"("json" jsonb) RETURNS TABLE ("key" text, "value" text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
    SELECT CAST("place" - 1 AS text), "item" #>> '{}'
    FROM jsonb_array_elements(CASE jsonb_typeof($1) WHEN 'array' THEN $1 ELSE '[]' END) WITH ORDINALITY AS "list" ("item", "place")
    UNION ALL
    SELECT "name", "item" #>> '{}' FROM jsonb_each(CASE jsonb_typeof($1) WHEN 'object' THEN $1 ELSE '{}' END) AS "object" ("name", "item")
  $body$;
  CREATE OR REPLACE FUNCTION "each_of"("json" text) RETURNS TABLE ("key" text, "value" text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
    SELECT * FROM "each_of"(CAST($1 AS jsonb))
  $body$;`;

/** The same of SQLite, for members of an object: their paths are $."name". */
const JSON_REMOVE = `
  CREATE OR REPLACE FUNCTION "json_remove"("json" jsonb, VARIADIC "paths" text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $body$
    SELECT $1 - ARRAY(SELECT substr("path", 4, length("path") - 4) FROM unnest($2) AS "given" ("path"))
  $body$;`;

/** A view whose columns all take text, as SQLite's do, and what is done with a row that is put into it. */
function view(name: string, columns: readonly string[], body: string): string {
  return `
    DROP VIEW IF EXISTS "${name}";
    CREATE VIEW "${name}" AS SELECT ${columns.map((column) => `CAST(NULL AS text) AS "${column}"`).join(", ")};
    CREATE OR REPLACE FUNCTION "${name}_insert"() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN
      ${body}
      RETURN NEW;
    END $body$;
    CREATE TRIGGER "${name}_insert" INSTEAD OF INSERT ON "${name}" FOR EACH ROW EXECUTE FUNCTION "${name}_insert"();`;
}

const given = ({ name, type }: Column) => `CAST(NEW."${name}" AS ${type})`;

function newUser(user: readonly Column[]): string {
  const names = user.map(({ name }) => name);
  const values = user.map((column) => (column.fallback === null ? given(column) : `COALESCE(${given(column)}, ${column.fallback})`));
  const at = `CAST(NEW."modifiedAt" AS timestamp(3))`;
  return view(
    "NewUser",
    [...names, ...NEW_USER_PARTS],
    `
      IF NEW."challengeId" IS NOT NULL THEN
        UPDATE "Challenge" SET "usedAt" = ${at}, "digest" = '', "sealedKey" = ''
        WHERE "id" = NEW."challengeId" AND "usedAt" IS NULL AND "expiresAt" > ${at}
          AND "attempts" = COALESCE(CAST(NEW."challengeAttempts" AS integer), "attempts");
        IF NOT FOUND THEN RAISE EXCEPTION '${CHALLENGE_IS_USED}'; END IF;
      END IF;
      INSERT INTO "User" (${quoted(names)}) VALUES (${values.join(", ")});
      INSERT INTO "LoginId" ("loginId", "userId", "position", "provenAt")
      SELECT "one" ->> 'loginId', NEW."id", CAST("one" ->> 'position' AS integer), CAST("one" ->> 'provenAt' AS timestamp(3))
      FROM jsonb_array_elements(CAST(NEW."loginIds" AS jsonb)) AS "list" ("one");
      IF NEW."passwordHash" IS NOT NULL THEN
        INSERT INTO "Password" ("userId", "hash", "changedAt") VALUES (NEW."id", NEW."passwordHash", ${at});
      END IF;
      IF NEW."sealedTotpKey" IS NOT NULL THEN
        INSERT INTO "TotpKey" ("userId", "sealedKey", "lastStep", "createdAt", "lastUsedAt")
        VALUES (NEW."id", NEW."sealedTotpKey", CAST(NEW."totpStep" AS integer), ${at}, CASE WHEN CAST(NEW."totpStep" AS integer) > 0 THEN ${at} END);
      END IF;
      INSERT INTO "UserRole" ("userId", "roleId")
      SELECT NEW."id", "id" FROM "Role"
      WHERE "scope" = 'project' AND "isDefault" AND NOT COALESCE(CAST(NEW."anonymous" AS boolean), FALSE);`,
  );
}

/** Stores the event of a view's row. */
function storeEvent(event: readonly Column[]): string {
  const values = EVENT_COLUMNS.map((name, index) => given({ ...pick(event, name), name: EVENT_COLUMNS_BESIDE[index] ?? "" }));
  return `INSERT INTO "AuditEvent" (${quoted(EVENT_COLUMNS)}) VALUES (${values.join(", ")});`;
}

function openedSession(session: readonly Column[], event: readonly Column[]): string {
  const chosen = SESSION_COLUMNS.map((name) => pick(session, name));
  const at = `CAST(NEW."createdAt" AS timestamp(3))`;
  return view(
    "OpenedSession",
    OPENED_SESSION_COLUMNS,
    `
      IF NEW."replaces" IS NOT NULL THEN
        UPDATE "Session" SET "revokedAt" = ${at}
        WHERE "id" = NEW."replaces" AND "userId" = NEW."userId" AND "revokedAt" IS NULL AND "expiresAt" > ${at};
        IF NOT FOUND THEN RAISE EXCEPTION '${REPLACED_HAS_ENDED}'; END IF;
      END IF;
      INSERT INTO "Session" (${quoted(SESSION_COLUMNS)}) VALUES (${chosen.map(given).join(", ")});
      ${storeEvent(event)}`,
  );
}

function countedTry(event: readonly Column[]): string {
  const next = `jsonb_to_recordset(CAST(NEW."counters" AS jsonb)) AS "next" ("key" text, "version" integer, "count" integer,
        "windowAt" timestamp(3), "blockedUntil" timestamp(3), "expiresAt" timestamp(3))`;
  return view(
    "CountedTry",
    ["counters", ...EVENT_COLUMNS_BESIDE],
    `
      IF EXISTS (
        SELECT 1 FROM ${next} LEFT JOIN "Budget" ON "Budget"."key" = "next"."key" WHERE COALESCE("Budget"."version", 0) <> "next"."version"
      ) THEN RAISE EXCEPTION '${COUNTED_MEANWHILE}'; END IF;
      INSERT INTO "Budget" ("key", "version", "count", "windowAt", "blockedUntil", "expiresAt")
      SELECT "next"."key", "next"."version" + 1, "next"."count", "next"."windowAt", "next"."blockedUntil", "next"."expiresAt" FROM ${next}
      ON CONFLICT ("key") DO UPDATE SET
        "version" = excluded."version", "count" = excluded."count", "windowAt" = excluded."windowAt",
        "blockedUntil" = excluded."blockedUntil", "expiresAt" = excluded."expiresAt";
      ${storeEvent(event)}
      DELETE FROM "AuditEvent" WHERE "id" = NEW."event id" AND NEW."event userId" = '';`,
  );
}

function sentChallenge(challenge: readonly Column[]): string {
  const names = challenge.map(({ name }) => name);
  const times = [`CAST(NEW."createdAt" AS timestamp(3))`, `CAST(NEW."expiresAt" AS timestamp(3))`];
  return view(
    "SentChallenge",
    [...names, "letterId", "sealedLetter"],
    `
      DELETE FROM "Challenge" WHERE "slot" = NEW."slot";
      INSERT INTO "Challenge" (${quoted(names)}) VALUES (${challenge.map(given).join(", ")});
      INSERT INTO "OutboxLetter" ("id", "sealedLetter", "createdAt", "nextTryAt", "tries", "expiresAt")
      VALUES (NEW."letterId", NEW."sealedLetter", ${times[0]}, ${times[0]}, 0, ${times[1]});`,
  );
}

/**
 * Allowances of client addresses, which all processes count in (postgres-link.ts): how much was left at a time, in seconds since 1970, and
 * what was counted last. It is of use for minutes, so nothing of it is logged: after a crash it is empty. With other columns it needs
 * another name.
 */
const ADDRESS_LIMIT = `
  CREATE UNLOGGED TABLE IF NOT EXISTS "AddressLimit" (
    "key" text PRIMARY KEY,
    "calls" double precision NOT NULL,
    "perSecond" double precision NOT NULL,
    "at" double precision NOT NULL,
    "spent" double precision NOT NULL,
    "wanted" double precision NOT NULL,
    "granted" double precision NOT NULL,
    "tokens" double precision NOT NULL
  ) WITH (fillfactor = 50);`;

/** The channel on which changes of the tables that processes keep in memory are told, whoever has made them. */
export const CHANGES = "gatehouse_changes";

/** Tells of a change when it is stored, each table once a transaction. */
const TELL_CHANGES = `
  CREATE OR REPLACE FUNCTION "tell_change"() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN
    PERFORM pg_notify('${CHANGES}', TG_TABLE_NAME);
    RETURN NULL;
  END $body$;
  ${KEPT_TABLES.map(
    (table) => `CREATE OR REPLACE TRIGGER "tell_change" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "${table}"
    FOR EACH STATEMENT EXECUTE FUNCTION "tell_change"();`,
  ).join("\n  ")}`;

function pick(columns: readonly Column[], name: string): Column {
  const found = columns.find((column) => column.name === name);
  if (!found) throw new Error(`There is no column ${name}`);
  return found;
}

async function columnsOf(client: pg.Client, table: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `SELECT "attname" AS "name", format_type("atttypid", "atttypmod") AS "type", pg_get_expr("adbin", "adrelid") AS "fallback"
     FROM pg_attribute LEFT JOIN pg_attrdef ON "adrelid" = "attrelid" AND "adnum" = "attnum"
     WHERE "attrelid" = to_regclass($1) AND "attnum" > 0 AND NOT "attisdropped" ORDER BY "attnum"`,
    [`"${table}"`],
  );
  return rows;
}

/** Makes functions and views as this release wants them, where they are not. In a transaction that has begun. */
export async function define(client: pg.Client): Promise<void> {
  const user = await columnsOf(client, "User");
  // Where somebody migrates to tables of their own.
  if (user.length === 0) return;
  const event = await columnsOf(client, "AuditEvent");
  const text = [
    EACH_OF,
    JSON_REMOVE,
    ADDRESS_LIMIT,
    TELL_CHANGES,
    newUser(user),
    openedSession(await columnsOf(client, "Session"), event),
    countedTry(event),
    sentChallenge(await columnsOf(client, "Challenge")),
  ].join("\n");
  const digest = createHash("sha256").update(text).digest("hex");
  const { rows } = await client.query<{ digest: string | null }>(
    `SELECT obj_description(to_regclass('"NewUser"'), 'pg_class') AS "digest"`,
  );
  if (rows[0]?.digest === digest) return;
  await client.query(`${text}\nCOMMENT ON VIEW "NewUser" IS '${digest}';`);
}
