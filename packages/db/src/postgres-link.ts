import pg from "pg";
import type { AllowanceAnswer, AllowanceRequest } from "./allowances";
import { StorageUnavailableError, translateStorageError } from "./errors";
import { CHANGES } from "./postgres-definitions";
import { type ChangeListener, KEPT_TABLES, type ProcessLink } from "./process-link";

/** How long a statement may take: whoever waits for it has a request to answer, and decides alone after that. */
const LIMIT_MS = 2_000;
/** Milliseconds until a lost connection is opened again, doubled after each time it could not be. */
const FIRST_WAIT_MS = 100;
const LAST_WAIT_MS = 5_000;
/** Rows removed by one statement. */
const BATCH = 5_000;

/** In seconds. By the database's clock, so that those of several machines need not agree. */
const now = (parameter: string) =>
  `CAST(COALESCE(CAST(${parameter} AS double precision), EXTRACT(EPOCH FROM clock_timestamp())) AS double precision)`;
/** What is left of a row at a time: a clock that has stepped back earns nothing and costs nothing. */
const leftAt = (at: string, calls: string) => `LEAST(${calls}, "kept"."tokens" + GREATEST(0, ${at} - "kept"."at") * "kept"."perSecond")`;
// Nobody owes more than one whole allowance.
const LEFT = `GREATEST(- excluded."calls", ${leftAt('excluded."at"', 'excluded."calls"')} - excluded."spent")`;
const granted = (left: string, wanted: string) => `LEAST(${wanted}, GREATEST(0, floor(${left})))`;

// In the order of the keys, so that two processes do not wait for each other's rows.
const COUNT = `
  WITH "given" AS (
    SELECT "row".*, ${now("$2")} AS "at"
    FROM jsonb_to_recordset(CAST($1 AS jsonb))
      AS "row" ("key" text, "calls" double precision, "seconds" double precision, "spent" double precision, "wanted" double precision)
  ), "counted" AS (
    INSERT INTO "AddressLimit" AS "kept" ("key", "calls", "perSecond", "at", "spent", "wanted", "granted", "tokens")
    SELECT "key", "calls", "calls" / "seconds", "at", "spent", "wanted", "first", GREATEST(- "calls", "calls" - "spent") - "first"
    FROM "given", LATERAL (SELECT ${granted(`"calls" - "spent"`, `"wanted"`)} AS "first") AS "grant"
    WHERE "spent" + "wanted" > 0 ORDER BY "key"
    ON CONFLICT ("key") DO UPDATE SET
      "calls" = excluded."calls", "perSecond" = excluded."perSecond", "at" = excluded."at", "spent" = excluded."spent", "wanted" = excluded."wanted",
      "granted" = ${granted(LEFT, `excluded."wanted"`)},
      "tokens" = ${LEFT} - ${granted(LEFT, `excluded."wanted"`)}
    RETURNING "key", "tokens", "granted"
  )
  SELECT * FROM "counted"
  UNION ALL
  SELECT "given"."key",
    CASE WHEN "kept"."key" IS NULL THEN "given"."calls" ELSE ${leftAt('"given"."at"', '"given"."calls"')} END, 0
  FROM "given" LEFT JOIN "AddressLimit" AS "kept" ON "kept"."key" = "given"."key"
  WHERE "given"."spent" + "given"."wanted" = 0`;

const REMOVE_WHOLE = `
  DELETE FROM "AddressLimit" WHERE "key" IN (
    SELECT "key" FROM "AddressLimit" AS "kept" WHERE ${leftAt(now("$1"), '"kept"."calls"')} >= "calls"
    LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`;

const toSeconds = (now: number | undefined) => (now === undefined ? null : now / 1000);

/** The link of a `postgres:` URL, one connection. */
export function openPostgresLink(url: string): ProcessLink {
  let connection: pg.Client | undefined;
  let waitMs = FIRST_WAIT_MS;
  let again: NodeJS.Timeout | undefined;
  let isClosed = false;
  let tellConnected: (() => void)[] = [];
  let onChange: ChangeListener = () => {};

  async function connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: LIMIT_MS,
      statement_timeout: LIMIT_MS,
      keepAlive: true,
      application_name: "gatehouse link",
    });
    let isLost = false;
    const lose = () => {
      if (isLost) return;
      isLost = true;
      if (connection === client) connection = undefined;
      void client.end().catch(() => undefined);
      if (isClosed) return;
      again = setTimeout(connect, waitMs).unref();
      waitMs = Math.min(waitMs * 2, LAST_WAIT_MS);
    };
    client.on("error", lose);
    client.on("end", lose);
    client.on("notification", ({ payload }) => onChange(KEPT_TABLES.filter((table) => table === payload)));
    try {
      await client.connect();
      // What is counted here need not survive a crash.
      await client.query(`SET jit = off; SET synchronous_commit = off; LISTEN ${CHANGES}`);
    } catch {
      return lose();
    }
    if (isLost || isClosed) return void client.end().catch(() => undefined);
    connection = client;
    waitMs = FIRST_WAIT_MS;
    // Nobody heard what was told meanwhile.
    onChange(KEPT_TABLES);
    for (const tell of tellConnected) tell();
    tellConnected = [];
  }

  async function ask<Row extends pg.QueryResultRow>(query: pg.QueryConfig): Promise<Row[]> {
    if (!connection) throw new StorageUnavailableError("broken", "There is no connection to the database");
    try {
      return (await connection.query<Row>(query)).rows;
    } catch (error) {
      throw translateStorageError(error);
    }
  }

  void connect();
  return {
    async count(requests: readonly AllowanceRequest[], now) {
      return ask<AllowanceAnswer & pg.QueryResultRow>({
        name: "gatehouse_count",
        text: COUNT,
        values: [JSON.stringify(requests), toSeconds(now)],
      });
    },
    async removeWhole(now) {
      await ask({ name: "gatehouse_remove_whole", text: REMOVE_WHOLE, values: [toSeconds(now)] });
    },
    listen(listener) {
      onChange = listener;
      if (connection) onChange(KEPT_TABLES);
    },
    connected: () => (connection ? Promise.resolve() : new Promise((resolve) => tellConnected.push(resolve))),
    async close() {
      isClosed = true;
      clearTimeout(again);
      await connection?.end().catch(() => undefined);
    },
  };
}
