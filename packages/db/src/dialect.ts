/**
 * Where the two databases differ in what they are told. A statement is written once, in words that both know or that SQLite knows; what
 * Postgres calls otherwise is said here and in in-postgres.mjs, and what it lacks is made there by postgres-definitions.ts.
 */
export type Dialect = "sqlite" | "postgresql";

/** Texts of one meaning. */
export type Texts = Readonly<Record<Dialect, string>>;

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

/** Texts as a list, each in its dialect. */
export function joined(parts: readonly Texts[]): Texts {
  return { sqlite: parts.map(({ sqlite }) => sqlite).join(", "), postgresql: parts.map(({ postgresql }) => postgresql).join(", ") };
}

/** A time out of JSON, where Postgres writes none of the zone, which is always UTC. */
export function timeOf(text: string): Date {
  return new Date(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
}
