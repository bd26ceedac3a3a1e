import type { Db } from "./client";
import { listed } from "./listed";

/** Gives a member the roles that these tenants give to new ones. */
export async function giveMemberRoles(db: Db, userId: string, tenantIds: readonly string[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "UserTenantRole" ("userId", "tenantId", "roleId")
    SELECT ${userId}, "tenantId", "roleId" FROM "TenantDefaultRole"
    WHERE "tenantId" IN ${listed(tenantIds)}
    ON CONFLICT DO NOTHING`;
}

/** Makes the user a member of a tenant that there is, with the roles that it gives to new ones; false where they were one. */
export async function addMembership(db: Db, userId: string, tenantId: string): Promise<boolean> {
  const added = await db.$executeRaw`
    INSERT INTO "UserTenant" ("userId", "tenantId") VALUES (${userId}, ${tenantId}) ON CONFLICT DO NOTHING`;
  if (added === 1) await giveMemberRoles(db, userId, [tenantId]);
  return added === 1;
}
