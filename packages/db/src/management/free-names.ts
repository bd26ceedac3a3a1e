import type { Db } from "../client";
import { Prisma } from "../generated/client";
import { listed } from "../listed";

/**
 * Takes their names from these rows, which are about to be given others: SQLite holds names apart row by row, so that two which swap theirs
 * would stand in each other's way. In the transaction that names them. One alone needs none of it.
 */
export async function freeNames(db: Db, table: "Role" | "Permission", rows: readonly { id: string }[]): Promise<void> {
  if (rows.length < 2) return;
  const ids = rows.map(({ id }) => id);
  // No name has a line break.
  await db.$executeRaw`
    UPDATE ${Prisma.raw(`"${table}"`)} SET "name" = char(10) || "id" WHERE "id" IN ${listed(ids)}`;
}
