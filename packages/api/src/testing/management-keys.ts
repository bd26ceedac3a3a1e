import type { AuthDeps } from "@repo/auth/deps";
import { newToken } from "@repo/auth/ids";
import type { Database } from "@repo/db/client";

export interface ManagementKeyRow {
  name: string;
  scope: "read" | "write";
  expiresAt: Date | null;
}

/** Makes a management key as `pnpm admin key create` does, and answers it. */
export async function addManagementKey(
  { sealer, clock, random }: AuthDeps,
  prisma: Database["prisma"],
  { name = "reports", scope = "read", expiresAt = null }: Partial<ManagementKeyRow> = {},
): Promise<string> {
  const key = `mk_${newToken(random)}`;
  const digest = sealer.digest("management-key", key);
  await prisma.managementKey.create({ data: { id: `K${name}`, name, digest, scope, createdAt: clock.now(), expiresAt } });
  return key;
}
