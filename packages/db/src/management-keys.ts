import type { Db } from "./client";

export interface ManagementKeyRecord {
  id: string;
  name: string;
  /** Keyed digest of the key. */
  digest: string;
  scope: "read" | "write";
  createdAt: Date;
  /** Null: never. */
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

/** Questions about the keys that open the management API. */
export function managementKeyQueries(db: Db) {
  return {
    /** The key with one of these digests: it may have been made under any of the secrets. */
    async findByDigests(digests: readonly string[]): Promise<ManagementKeyRecord | null> {
      const row = await db.managementKey.findFirst({ where: { digest: { in: [...digests] } } });
      // A word that the table should not hold lets nobody write.
      return row && { ...row, scope: row.scope === "write" ? "write" : "read" };
    },

    async touch(id: string, now: Date): Promise<void> {
      await db.managementKey.updateMany({ where: { id }, data: { lastUsedAt: now } });
    },
  };
}
