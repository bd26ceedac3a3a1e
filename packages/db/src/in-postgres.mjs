// @ts-check
// How Postgres is told what is written for SQLite. Plain JavaScript, since the commands in prisma/ say it as well, which no compiler goes over.

/**
 * SQLite's names for what Postgres has by another. `json_each` is one of postgres-definitions.ts.
 *
 * @type {Readonly<Record<string, string>>}
 */
const POSTGRES_NAMES = {
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

/**
 * What Postgres is told for a statement that is written for both. Its values are not part of it.
 *
 * @param {string} text
 */
export function inPostgres(text) {
  return text
    .replace(CALL, (_, /** @type {string} */ name) => `${POSTGRES_NAMES[name]}(`)
    .replace(MEMBER, (column) => `CAST(${column} AS jsonb)`)
    .replace(PLUS, "");
}

/** In JSON, NUL or half of a pair: JSON.stringify writes nothing else by such an escape that is no character. */
const NO_CHARACTER = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][\da-f]{2})/g;

/**
 * A text as Postgres can store and compare it: with U+FFFD for NUL, which none may hold there, and in JSON for half a pair.
 *
 * @param {string} text
 */
export function storableText(text) {
  const isJson = /^[{[]/.test(text);
  const whole = text.includes("\0") ? text.replaceAll("\0", "\ufffd") : text;
  return isJson && text.includes("\\u") ? whole.replace(NO_CHARACTER, "$1\\ufffd") : whole;
}
