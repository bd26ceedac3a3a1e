/**
 * Where the two databases differ in what they are told. A statement is written once, in words that both know or that SQLite knows; what
 * Postgres calls otherwise is said here, and what it lacks is made there by postgres-definitions.ts.
 */
export type Dialect = "sqlite" | "postgresql";

/** Texts of one meaning. */
export type Texts = Readonly<Record<Dialect, string>>;

/** SQLite's names for what Postgres has by another. `json_each` is one of postgres-definitions.ts. */
const POSTGRES_NAMES: Readonly<Record<string, string>> = {
  json_each: "each_of",
  json_group_array: "json_agg",
  json_object: "json_build_object",
  json: "to_json",
  instr: "strpos",
  char: "chr",
};

const CALL = new RegExp(`\\b(${Object.keys(POSTGRES_NAMES).join("|")})\\(`, "g");
/** A member of a column that holds JSON as text. */
const MEMBER = /("\w+"(?:\."\w+")?)(?= ->> )/g;
/** Keeps SQLite from an index, and is an operator without meaning to Postgres. */
const PLUS = /(?<=[\s(,])\+(?=(?:\w+\.)?")/g;

/** What Postgres is told for a statement that is written for both. Its values are not part of it. */
export function inPostgres(text: string): string {
  return text
    .replace(CALL, (_, name: string) => `${POSTGRES_NAMES[name]}(`)
    .replace(MEMBER, (column) => `CAST(${column} AS jsonb)`)
    .replace(PLUS, "");
}

/** What a member of a JSON object is to a column. */
export type MemberType = "text" | "integer" | "boolean" | "time" | "json";

const POSTGRES_TYPES: Readonly<Record<Exclude<MemberType, "text">, string>> = {
  integer: "integer",
  boolean: "boolean",
  time: "timestamp(3)",
  json: "jsonb",
};

/** A member of the JSON object in a column, as a value of the type: SQLite stores what it finds, Postgres has to be told. */
export function memberAs(type: MemberType, column: string, name: string): Texts {
  const member = `"${column}" ->> '${name}'`;
  return { sqlite: member, postgresql: type === "text" ? member : `CAST(${member} AS ${POSTGRES_TYPES[type]})` };
}

/** In JSON, NUL or half of a pair: JSON.stringify writes nothing else by such an escape that is no character. */
const NO_CHARACTER = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][\da-f]{2})/g;

/** A text as Postgres can store and compare it: with U+FFFD for NUL, which none may hold there, and in JSON for half a pair. */
export function storableText(text: string): string {
  const isJson = /^[{[]/.test(text);
  const whole = text.includes("\0") ? text.replaceAll("\0", "\ufffd") : text;
  return isJson && text.includes("\\u") ? whole.replace(NO_CHARACTER, "$1\\ufffd") : whole;
}

/** Texts as a list, each in its dialect. */
export function joined(parts: readonly Texts[]): Texts {
  return { sqlite: parts.map(({ sqlite }) => sqlite).join(", "), postgresql: parts.map(({ postgresql }) => postgresql).join(", ") };
}

/** A time out of JSON, where Postgres writes none of the zone, which is always UTC. */
export function timeOf(text: string): Date {
  return new Date(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
}
