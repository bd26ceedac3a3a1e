import { Prisma } from "./generated/client";

/** A list for a statement to look in, `"id" IN ${listed(ids)}`: one parameter and so one statement, however long it is. */
export function listed(values: readonly unknown[]): Prisma.Sql {
  return Prisma.sql`(SELECT "value" FROM json_each(${JSON.stringify(values)}))`;
}
