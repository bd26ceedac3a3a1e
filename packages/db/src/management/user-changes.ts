import type { Db } from "../client";
import { isUniqueViolation } from "../errors";
import { Prisma } from "../generated/client";
import { listed } from "../listed";
import { addMembership, giveMemberRoles } from "../memberships";
import type { UserColumns } from "../users";

/** A role that is asked for by name, in a tenant or (null) in the project; with no name, the tenant alone. */
export interface WantedRole {
  tenantId: string | null;
  roleName: string | null;
}

/** What there is of it. In a tenant its own role goes before one of the project that has the same name. */
export interface FoundRole extends WantedRole {
  isTenant: boolean;
  roleId: string | null;
}

/** A tenant, and the roles in it; without a list those that its members are given. */
export interface MembershipToBe {
  tenantId: string;
  roleIds?: readonly string[];
}

/** Questions about changing users. Each is one statement unless it says otherwise; what is there already is left as it is. */
export function userChangeQueries(db: Db) {
  return {
    /** Finds all of these tenants and roles at once. */
    async findRoles(wanted: readonly WantedRole[]): Promise<FoundRole[]> {
      const rows = await db.$queryRaw<(WantedRole & { isTenant: number | bigint; roleId: string | null })[]>`
        SELECT "wanted"."tenantId", "wanted"."roleName",
          EXISTS (SELECT 1 FROM "Tenant" WHERE "id" = "wanted"."tenantId") AS "isTenant",
          COALESCE(
            (SELECT "id" FROM "Role" WHERE "tenantId" = "wanted"."tenantId" AND "scope" = "wanted"."tenantId" AND "name" = "wanted"."roleName"),
            (SELECT "id" FROM "Role" WHERE "scope" = 'project' AND "name" = "wanted"."roleName" AND "tenantId" IS NULL)
          ) AS "roleId"
        FROM (
          SELECT "value" ->> 'tenantId' AS "tenantId", "value" ->> 'roleName' AS "roleName" FROM json_each(${JSON.stringify(wanted)})
        ) AS "wanted"`;
      return rows.map((row) => ({ ...row, isTenant: Boolean(row.isTenant) }));
    },

    /** Replaces columns of a user; false where nobody has this ID. */
    async setColumns(userId: string, columns: Partial<Omit<UserColumns, "id" | "createdAt" | "modifiedAt">>, at: Date): Promise<boolean> {
      const { count } = await db.user.updateMany({ where: { id: userId }, data: { ...columns, modifiedAt: at } });
      return count === 1;
    },

    /** Whether this address or number is another user's: their login ID, or what they are reached by. */
    async isTaken(userId: string, field: "email" | "phone", value: string): Promise<boolean> {
      const column = Prisma.raw(`"${field}"`);
      const [row] = await db.$queryRaw<{ taken: number | bigint }[]>`
        SELECT EXISTS (SELECT 1 FROM "LoginId" WHERE "loginId" = ${value} AND "userId" <> ${userId})
          OR EXISTS (SELECT 1 FROM "User" WHERE ${column} = ${value} AND "id" <> ${userId}) AS "taken"`;
      return Boolean(row?.taken);
    },

    /** Puts one login ID in the place of another; null for a name that counts as nobody's proven address. False where it is somebody else's. */
    async replaceLoginId(userId: string, from: string, to: string, provenAt: Date | null): Promise<boolean> {
      try {
        const { count } = await db.loginId.updateMany({ where: { loginId: from, userId }, data: { loginId: to, provenAt } });
        return count === 1;
      } catch (error) {
        if (isUniqueViolation(error)) return false;
        throw error;
      }
    },

    /** Removes a login ID, if it is not the user's last; false where it is. */
    async removeLoginId(userId: string, loginId: string): Promise<boolean> {
      const removed = await db.$executeRaw`
        DELETE FROM "LoginId" WHERE "loginId" = ${loginId} AND "userId" = ${userId}
          AND EXISTS (SELECT 1 FROM "LoginId" AS "other" WHERE "other"."userId" = ${userId} AND "other"."loginId" <> ${loginId})`;
      return removed === 1;
    },

    /** Replaces all login IDs, first one first; two statements. False, and then to be undone, where one is somebody else's. */
    async setLoginIds(userId: string, loginIds: readonly string[]): Promise<boolean> {
      const list = JSON.stringify(loginIds);
      await db.$executeRaw`DELETE FROM "LoginId" WHERE "userId" = ${userId} AND "loginId" NOT IN ${listed(loginIds)}`;
      const own = await db.$executeRaw`
        INSERT INTO "LoginId" ("loginId", "userId", "position") SELECT "value", ${userId}, CAST("key" AS INTEGER) FROM json_each(${list}) WHERE TRUE
        ON CONFLICT ("loginId") DO UPDATE SET "position" = excluded."position" WHERE "LoginId"."userId" = excluded."userId"`;
      return own === loginIds.length;
    },

    /** Whether and since when a login ID of the user's counts as their proven address; one that did goes on as it is. */
    async setProof(userId: string, loginId: string, provenAt: Date | null): Promise<void> {
      const since = provenAt === null ? Prisma.sql`NULL` : Prisma.sql`COALESCE("provenAt", ${provenAt})`;
      await db.$executeRaw`UPDATE "LoginId" SET "provenAt" = ${since} WHERE "loginId" = ${loginId} AND "userId" = ${userId}`;
    },

    /** Replaces the roles that the user has in the project; two statements. */
    async setProjectRoles(userId: string, roleIds: readonly string[]): Promise<void> {
      await db.$executeRaw`
        DELETE FROM "UserRole" WHERE "userId" = ${userId} AND "roleId" NOT IN ${listed(roleIds)}`;
      if (roleIds.length > 0) await this.addProjectRoles(userId, roleIds);
    },

    async addProjectRoles(userId: string, roleIds: readonly string[]): Promise<void> {
      await db.$executeRaw`
        INSERT INTO "UserRole" ("userId", "roleId")
        SELECT ${userId}, "value" FROM json_each(${JSON.stringify(roleIds)}) WHERE TRUE
        ON CONFLICT DO NOTHING`;
    },

    async removeProjectRoles(userId: string, roleIds: readonly string[]): Promise<void> {
      await db.$executeRaw`
        DELETE FROM "UserRole" WHERE "userId" = ${userId} AND "roleId" IN ${listed(roleIds)}`;
    },

    /**
     * Replaces the tenants that the user belongs to and the roles in each; up to four statements. Where no roles are named, the user has those
     * that the tenant gives its members.
     */
    async setTenants(userId: string, memberships: readonly MembershipToBe[]): Promise<void> {
      await db.userTenant.deleteMany({ where: { userId } });
      if (memberships.length === 0) return;
      const idsOf = (some: readonly MembershipToBe[]) => JSON.stringify(some.map(({ tenantId }) => tenantId));
      await db.$executeRaw`
        INSERT INTO "UserTenant" ("userId", "tenantId") SELECT ${userId}, "value" FROM json_each(${idsOf(memberships)}) WHERE TRUE
        ON CONFLICT DO NOTHING`;
      const unnamed = memberships.filter(({ roleIds }) => roleIds === undefined);
      if (unnamed.length > 0)
        await giveMemberRoles(
          db,
          userId,
          unnamed.map(({ tenantId }) => tenantId),
        );
      await this.addTenantRoles(userId, memberships);
    },

    /** Makes the user a member of a tenant, with the roles that it gives its members; false where they were one. Up to two statements. */
    async addTenant(userId: string, tenantId: string): Promise<boolean> {
      return addMembership(db, userId, tenantId);
    },

    /** Replaces the roles that a member has in a tenant; two statements. */
    async setTenantRoles(userId: string, tenantId: string, roleIds: readonly string[]): Promise<void> {
      await db.userTenantRole.deleteMany({ where: { userId, tenantId } });
      await this.addTenantRoles(userId, [{ tenantId, roleIds }]);
    },

    /** Gives the user roles in tenants that they belong to. */
    async addTenantRoles(userId: string, memberships: readonly MembershipToBe[]): Promise<void> {
      const pairs = memberships.flatMap(({ tenantId, roleIds = [] }) => roleIds.map((roleId) => ({ tenantId, roleId })));
      if (pairs.length === 0) return;
      await db.$executeRaw`
        INSERT INTO "UserTenantRole" ("userId", "tenantId", "roleId")
        SELECT ${userId}, "value" ->> 'tenantId', "value" ->> 'roleId' FROM json_each(${JSON.stringify(pairs)}) WHERE TRUE
        ON CONFLICT DO NOTHING`;
    },

    async removeTenantRoles(userId: string, tenantId: string, roleIds: readonly string[]): Promise<void> {
      await db.$executeRaw`
        DELETE FROM "UserTenantRole"
        WHERE "userId" = ${userId} AND "tenantId" = ${tenantId} AND "roleId" IN ${listed(roleIds)}`;
    },

    /** Ends a membership and the roles in it; false where there was none. */
    async removeTenant(userId: string, tenantId: string): Promise<boolean> {
      const { count } = await db.userTenant.deleteMany({ where: { userId, tenantId } });
      return count === 1;
    },
  };
}
