import type { Db } from "../client";
import { memberAs } from "../dialect";
import { isUniqueViolation } from "../errors";
import { Prisma, type Role } from "../generated/client";
import { listed } from "../listed";
import { fragment, type Sql } from "../sql";
import { freeNames } from "./free-names";

/** The scope of the project's own roles; a tenant's have its ID. */
const PROJECT = "project";

export interface RoleRecord extends Omit<Role, "scope"> {
  /** In the order of the alphabet. */
  permissionNames: string[];
}

/** A role as it is to be. */
export interface RoleDetails extends Pick<RoleRecord, "id" | "name" | "description" | "tenantId" | "isDefault" | "isPrivate"> {
  permissionIds: string[];
}

/** A name in a tenant, or (null) in the project. */
export interface RoleName {
  name: string;
  tenantId: string | null;
}

interface RoleRow extends Omit<RoleRecord, "permissionNames"> {
  permissionNames: string;
}

/** A tenant's role is a default one where the tenant says so, which is one truth for both. */
const COLUMNS = Prisma.sql`
  "Role"."id", "Role"."name", "description", "Role"."tenantId", "isPrivate", "createdAt",
  ("Role"."tenantId" IS NULL AND "isDefault" OR EXISTS (
    SELECT 1 FROM "TenantDefaultRole" AS "given" WHERE "given"."tenantId" = "Role"."tenantId" AND "given"."roleId" = "Role"."id"
  )) AS "isDefault",
  (SELECT json_group_array("Permission"."name" ORDER BY "Permission"."name")
    FROM "RolePermission" JOIN "Permission" ON "Permission"."id" = "permissionId"
    WHERE "roleId" = "Role"."id") AS "permissionNames"`;

function toRecord({ permissionNames, isDefault, isPrivate, ...row }: RoleRow): RoleRecord {
  // SQLite has no booleans: they are 0 or 1.
  return { ...row, isDefault: Boolean(isDefault), isPrivate: Boolean(isPrivate), permissionNames: JSON.parse(permissionNames) };
}

function scopeOf(tenantId: string | null): string {
  return tenantId ?? PROJECT;
}

/** Who is given a tenant's role is in a table of its own. */
function toRow<Details extends Pick<RoleDetails, "tenantId" | "isDefault">>(role: Details): Details {
  return { ...role, isDefault: role.isDefault && role.tenantId === null };
}

const IS_DEFAULT = fragment(memberAs("boolean", "value", "isDefault"));
const IS_PRIVATE = fragment(memberAs("boolean", "value", "isPrivate"));

/** Questions about roles. */
export function roleQueries(db: Db, sql: Sql) {
  /** The permissions of these roles, and whether their tenants give them to new members. */
  async function putDetails(roles: readonly RoleDetails[]): Promise<void> {
    const permissions = roles.flatMap(({ id, permissionIds }) => permissionIds.map((permissionId) => ({ roleId: id, permissionId })));
    if (permissions.length > 0)
      await db.$executeRaw`
        INSERT INTO "RolePermission" ("roleId", "permissionId")
        SELECT "value" ->> 'roleId', "value" ->> 'permissionId' FROM json_each(${JSON.stringify(permissions)}) WHERE true
        ON CONFLICT DO NOTHING`;
    const given = roles.filter(({ tenantId, isDefault }) => tenantId !== null && isDefault);
    if (given.length > 0)
      await db.$executeRaw`
        INSERT INTO "TenantDefaultRole" ("tenantId", "roleId")
        SELECT "value" ->> 'tenantId', "value" ->> 'id' FROM json_each(${JSON.stringify(given)}) WHERE true
        ON CONFLICT DO NOTHING`;
  }

  return {
    async list(): Promise<RoleRecord[]> {
      const rows = await db.$queryRaw<RoleRow[]>`SELECT ${COLUMNS} FROM "Role" ORDER BY "Role"."id"`;
      return rows.map(toRecord);
    },

    /** Those with one of these IDs, and those with one of these names. */
    async find(ids: readonly string[], names: readonly RoleName[]): Promise<RoleRecord[]> {
      const scoped = names.map(({ name, tenantId }) => ({ name, scope: scopeOf(tenantId) }));
      const rows = await db.$queryRaw<RoleRow[]>`
        SELECT ${COLUMNS} FROM "Role"
        WHERE "Role"."id" IN ${listed(ids)}
          OR "Role"."id" IN (
            SELECT "named"."id" FROM json_each(${JSON.stringify(scoped)}) AS "wanted"
            JOIN "Role" AS "named" ON "named"."scope" = "wanted"."value" ->> 'scope' AND "named"."name" = "wanted"."value" ->> 'name'
          )`;
      return rows.map(toRecord);
    },

    /** Those of these tenants, and of the project where asked for. */
    async listOf(tenantIds: readonly string[], withProject: boolean): Promise<RoleRecord[]> {
      const scopes = [...tenantIds, ...(withProject ? [PROJECT] : [])];
      const rows = await db.$queryRaw<RoleRow[]>`
        SELECT ${COLUMNS} FROM "Role" WHERE "scope" IN ${listed(scopes)}`;
      return rows.map(toRecord);
    },

    /** All of them or none, in a transaction. Tenants and permissions have to be there. */
    async create(roles: readonly RoleDetails[], createdAt: Date): Promise<"created" | "nameTaken"> {
      try {
        await db.role.createMany({
          data: roles.map(({ permissionIds: _, ...role }) => ({ ...toRow(role), scope: scopeOf(role.tenantId), createdAt })),
        });
      } catch (error) {
        if (isUniqueViolation(error)) return "nameTaken";
        throw error;
      }
      await putDetails(roles);
      return "created";
    },

    /** Replaces roles, all of them or none, in a transaction. The tenant stays what it was. */
    async update(roles: readonly RoleDetails[]): Promise<"updated" | "nameTaken"> {
      await freeNames(db, "Role", roles);
      try {
        await sql.run`
          UPDATE "Role" SET "name" = "new"."value" ->> 'name', "description" = "new"."value" ->> 'description',
            "isDefault" = ${IS_DEFAULT}, "isPrivate" = ${IS_PRIVATE}
          FROM json_each(${JSON.stringify(roles.map(toRow))}) AS "new"
          WHERE "Role"."id" = "new"."value" ->> 'id'`;
      } catch (error) {
        if (isUniqueViolation(error)) return "nameTaken";
        throw error;
      }
      const ids = roles.map(({ id }) => id);
      await db.$executeRaw`DELETE FROM "RolePermission" WHERE "roleId" IN ${listed(ids)}`;
      const own = roles.filter(({ tenantId, isDefault }) => tenantId !== null && !isDefault).map(({ id }) => id);
      if (own.length > 0) await db.$executeRaw`DELETE FROM "TenantDefaultRole" WHERE "roleId" IN ${listed(own)}`;
      await putDetails(roles);
      return "updated";
    },

    /** With all that says who has them. */
    async remove(ids: readonly string[]): Promise<void> {
      await db.role.deleteMany({ where: { id: { in: [...ids] } } });
    },
  };
}
