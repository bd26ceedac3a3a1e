import type { Migration } from "./migration-history.mjs";

/** A migration that cannot be applied, or a history that does not fit the migrations at hand. Needs a person. */
export class MigrationError extends Error {
  override name = "MigrationError";
}

/** What the history says of one. */
export interface AppliedMigration {
  name: string;
  checksum: string;
  finished: boolean | number;
}

/** Those that are not in the history yet. One that is there, but unfinished or with another checksum, is an error. */
export function pendingAfter(history: readonly AppliedMigration[], migrations: readonly Migration[]): Migration[] {
  const applied = new Map(history.map((row) => [row.name, row]));
  return migrations.filter(({ name, checksum }) => {
    const row = applied.get(name);
    if (row === undefined) return true;
    if (!row.finished)
      throw new MigrationError(`Migration ${name} failed half-way earlier. Repair the database, then see "prisma migrate resolve".`);
    if (row.checksum !== checksum) {
      throw new MigrationError(
        `Migration ${name} was changed after it had been applied. Restore its SQL and put the change into a new migration.`,
      );
    }
    return false;
  });
}

/**
 * What `pnpm db:move` leaves in the database that it has copied to, until a server starts on that: null where the copy is whole. While it is
 * there, a second run may bring the copy up to date; afterwards what was stored since would be lost.
 */
export function insistOnWholeCopy({ finishedAt }: { finishedAt: string | null }): void {
  if (finishedAt === null)
    throw new MigrationError("This database holds a part of another: pnpm db:move was cut short. Run it again, or name an empty database.");
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
