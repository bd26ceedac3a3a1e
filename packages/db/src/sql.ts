/** What a statement takes in place of a parameter. */
export type SqlValue = string | number | boolean | Date | null;

/** A piece of SQL that several statements share: the same text each time, with parameters of the statement around it or none. */
export class SqlFragment {
  constructor(readonly text: string) {}
}

/** SQL text to be put into statements: `fragment("\"revokedAt\" IS NULL")`. Never from input. */
export function fragment(text: string): SqlFragment {
  return new SqlFragment(text);
}

/** A time as SQLite holds it, and as Prisma writes it there: text that sorts by time. For times inside JSON; others are brought to it. */
export function storedTime(time: Date): string {
  return time.toISOString().replace("Z", "+00:00");
}

/**
 * Statements of ours for what is asked most, as tagged templates: ``sql.all`SELECT … WHERE "id" = ${id}` ``. The database prepares each place
 * in the code once a connection; Prisma compiles a query, maps it and prepares it anew each time, which takes ten times as long.
 *
 * Rows come as Prisma's do: times as Date, flags of a column as boolean. What is computed in the statement comes as the database has it:
 * SQLite has no booleans, EXISTS is 0 or 1. Throws StorageUnavailableError when the storage cannot do it now, what isUniqueViolation
 * recognises when a name is taken.
 */
export interface Sql {
  /** All rows that the statement answers. */
  all<Row extends object>(text: TemplateStringsArray, ...values: readonly (SqlValue | SqlFragment)[]): Promise<Row[]>;
  /** How many rows the statement has changed. */
  run(text: TemplateStringsArray, ...values: readonly (SqlValue | SqlFragment)[]): Promise<number>;
}
