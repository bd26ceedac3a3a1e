import type { Dialect, Texts } from "./dialect";

/** What a statement takes in place of a parameter. */
export type SqlValue = string | number | boolean | Date | null;

/** A piece of SQL that several statements share: the same text each time, with parameters of the statement around it or none. */
export class SqlFragment {
  constructor(readonly texts: Texts) {}
}

/** SQL text to be put into statements: `fragment("\"revokedAt\" IS NULL")`. Never from input. */
export function fragment(text: string | Texts): SqlFragment {
  return new SqlFragment(typeof text === "string" ? { sqlite: text, postgresql: text } : text);
}

/** The text of a statement, with the parameter's number where a value stands. */
export function statementText(
  strings: TemplateStringsArray,
  values: readonly (SqlValue | SqlFragment)[],
  dialect: Dialect,
  parameter: (number: number) => string,
): string {
  let number = 0;
  return strings.reduce((sql, string, index) => {
    const value = values[index - 1];
    return `${sql}${value instanceof SqlFragment ? value.texts[dialect] : parameter(++number)}${string}`;
  });
}

/**
 * A time as SQLite holds it, and as Prisma writes it there: text that sorts by time; Postgres reads it as the same. For times inside JSON;
 * others are brought to it.
 */
export function storedTime(time: Date): string {
  return time.toISOString().replace("Z", "+00:00");
}

/**
 * Statements of ours for what is asked most, as tagged templates: ``sql.all`SELECT … WHERE "id" = ${id}` ``. The database prepares each place
 * in the code once a connection; Prisma compiles a query, maps it and prepares it anew each time, which takes ten times as long.
 *
 * They are written once for both databases; see dialect.ts.
 *
 * Rows come as Prisma's do: times as Date, flags of a column as boolean. What is computed in the statement comes as the database has it:
 * SQLite has no booleans, EXISTS is 0 or 1. JSON comes as text, an empty list as "[]". Throws StorageUnavailableError when the storage cannot do it now, what isUniqueViolation
 * recognises when a name is taken.
 */
export interface Sql {
  readonly dialect: Dialect;
  /** All rows that the statement answers. */
  all<Row extends object>(text: TemplateStringsArray, ...values: readonly (SqlValue | SqlFragment)[]): Promise<Row[]>;
  /** How many rows the statement has changed. */
  run(text: TemplateStringsArray, ...values: readonly (SqlValue | SqlFragment)[]): Promise<number>;
}
