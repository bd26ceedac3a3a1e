// Values of rows as neither database has them, so that rows of both compare, and each writes what the other has read.

/**
 * - text: a string
 * - integer: its digits, as a string
 * - real: the shortest string that is that number
 * - boolean: true or false
 * - time: ISO 8601 in UTC, to the millisecond
 * - json: a string, without spaces, names in order: Postgres keeps neither
 * - bytes: hexadecimal digits
 *
 * @typedef {"text" | "integer" | "real" | "boolean" | "time" | "json" | "bytes"} Kind
 * @typedef {string | boolean | null} Value
 */

/** @type {Record<string, Kind>} */
const SQLITE_KINDS = {
  TEXT: "text",
  INTEGER: "integer",
  BIGINT: "integer",
  REAL: "real",
  BOOLEAN: "boolean",
  DATETIME: "time",
  JSONB: "json",
  BLOB: "bytes",
};

/** @type {[RegExp, Kind][]} */
const POSTGRES_KINDS = [
  [/^(text|character varying.*|character.*|uuid)$/, "text"],
  [/^(smallint|integer|bigint)$/, "integer"],
  [/^(real|double precision)$/, "real"],
  [/^boolean$/, "boolean"],
  [/^timestamp.* without time zone$/, "time"],
  [/^jsonb?$/, "json"],
  [/^bytea$/, "bytes"],
];

/** What a column of SQLite holds, by its declared type; undefined for a type that nothing here writes. @param {string} type */
export function kindInSqlite(type) {
  return SQLITE_KINDS[type.toUpperCase()];
}

/** The same of Postgres, as format_type has it. @param {string} type */
export function kindInPostgres(type) {
  return POSTGRES_KINDS.find(([pattern]) => pattern.test(type))?.[1];
}

/** As packages/db/src/sql.ts has times in SQLite. */
const STORED_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/;

/** @param {string} text */
function timeOfText(text) {
  if (STORED_TIME.test(text)) return `${text.slice(0, 23)}Z`;
  return new Date(/(Z|[+-]\d\d(:?\d\d)?)$/.test(text) ? text : `${text.replace(" ", "T")}Z`).toISOString();
}

/** @param {unknown} value */
function inOrder(value) {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, one]) => [name, inOrder(one)]),
  );
}

/** @param {string} text */
function jsonOf(text) {
  return text === "{}" || text === "[]" ? text : JSON.stringify(inOrder(JSON.parse(text)));
}

/**
 * How a value is read that SQLite has stored.
 *
 * @type {Record<Kind, (stored: any) => Value>}
 */
export const fromSqlite = {
  text: (stored) => (typeof stored === "string" ? stored : String(stored)),
  integer: (stored) => String(stored),
  real: (stored) => String(Number(stored)),
  boolean: (stored) => Boolean(Number(stored)),
  time: (stored) => (typeof stored === "string" ? timeOfText(stored) : new Date(Number(stored)).toISOString()),
  json: (stored) => jsonOf(String(stored)),
  bytes: (stored) => Buffer.from(stored).toString("hex"),
};

/**
 * What SQLite stores for it, as Prisma would write it.
 *
 * @type {Record<Kind, (value: any) => string | number | bigint | Buffer>}
 */
export const toSqlite = {
  text: (value) => value,
  integer: (value) => BigInt(value),
  real: (value) => Number(value),
  boolean: (value) => (value ? 1 : 0),
  time: (value) => value.replace("Z", "+00:00"),
  json: (value) => value,
  bytes: (value) => Buffer.from(value, "hex"),
};

/**
 * How a value is read that Postgres has sent as text.
 *
 * @type {Record<Kind, (sent: string) => Value>}
 */
export const fromPostgres = {
  text: (sent) => sent,
  integer: (sent) => sent,
  real: (sent) => String(Number(sent)),
  boolean: (sent) => sent === "t",
  time: (sent) => timeOfText(sent),
  json: jsonOf,
  bytes: (sent) => sent.slice(2),
};
