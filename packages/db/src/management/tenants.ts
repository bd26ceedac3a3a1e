import type { Db } from "../client";
import { isUniqueViolation } from "../errors";
import { Prisma, type Tenant } from "../generated/client";
import { listed } from "../listed";

/** `customAttributes` and `settings` are JSON objects. */
export interface TenantRecord extends Omit<Tenant, ListColumn> {
  selfProvisioningDomains: string[];
  domains: string[];
  enforceSSOExclusions: string[];
  /** The tenants that it is the parent of. */
  successors: string[];
  /** Names of the roles that it gives to new members. */
  defaultRoles: string[];
}

/** What a tenant is stored as. */
export type TenantDetails = Omit<TenantRecord, "successors" | "defaultRoles">;

type ListColumn = "selfProvisioningDomains" | "domains" | "enforceSSOExclusions";
const LIST_COLUMNS: readonly ListColumn[] = ["selfProvisioningDomains", "domains", "enforceSSOExclusions"];

type TenantRow = Tenant & Record<"successors" | "defaultRoles", string>;

const COLUMNS = Prisma.sql`
  "Tenant".*,
  (SELECT json_group_array("child"."id" ORDER BY "child"."id") FROM "Tenant" AS "child" WHERE "child"."parentId" = "Tenant"."id") AS "successors",
  (SELECT json_group_array("Role"."name" ORDER BY "Role"."name")
    FROM "TenantDefaultRole" AS "given" JOIN "Role" ON "Role"."id" = "given"."roleId"
    WHERE "given"."tenantId" = "Tenant"."id") AS "defaultRoles"`;

function toRecord(row: TenantRow): TenantRecord {
  return {
    ...row,
    // SQLite has no booleans: they are 0 or 1.
    disabled: Boolean(row.disabled),
    enforceSSO: Boolean(row.enforceSSO),
    selfProvisioningDomains: JSON.parse(row.selfProvisioningDomains),
    domains: JSON.parse(row.domains),
    enforceSSOExclusions: JSON.parse(row.enforceSSOExclusions),
    successors: JSON.parse(row.successors),
    defaultRoles: JSON.parse(row.defaultRoles),
  };
}

type Stored<Details> = { [Column in keyof Details]: Column extends ListColumn ? string : Details[Column] };

function toRow<Details extends Partial<TenantDetails>>(details: Details): Stored<Details> {
  const lists = LIST_COLUMNS.filter((column) => details[column] !== undefined).map((column) => [column, JSON.stringify(details[column])]);
  return { ...details, ...Object.fromEntries(lists) };
}

/** What a list of tenants is narrowed by in the database; without any, it is all of them. */
export interface TenantFilter {
  ids?: readonly string[];
  names?: readonly string[];
  /** Null: those without one. */
  parentId?: string | null;
}

/** Questions about tenants. */
export function tenantQueries(db: Db) {
  return {
    async find(id: string): Promise<TenantRecord | null> {
      const [row] = await db.$queryRaw<TenantRow[]>`SELECT ${COLUMNS} FROM "Tenant" WHERE "Tenant"."id" = ${id}`;
      return row ? toRecord(row) : null;
    },

    /** Those that meet all of it, in the order of their IDs. */
    async list({ ids, names, parentId }: TenantFilter = {}): Promise<TenantRecord[]> {
      const conditions: Prisma.Sql[] = [];
      if (ids) conditions.push(Prisma.sql`"Tenant"."id" IN ${listed(ids)}`);
      if (names) conditions.push(Prisma.sql`"Tenant"."name" IN ${listed(names)}`);
      if (parentId === null) conditions.push(Prisma.sql`"Tenant"."parentId" IS NULL`);
      else if (parentId !== undefined) conditions.push(Prisma.sql`"Tenant"."parentId" = ${parentId}`);
      const where = conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join(conditions, " AND ")}` : Prisma.empty;
      const rows = await db.$queryRaw<TenantRow[]>`SELECT ${COLUMNS} FROM "Tenant" ${where} ORDER BY "Tenant"."id"`;
      return rows.map(toRecord);
    },

    /** Which of these there are. */
    async listIds(ids: readonly string[]): Promise<string[]> {
      const rows = await db.tenant.findMany({ where: { id: { in: [...ids] } }, select: { id: true } });
      return rows.map(({ id }) => id);
    },

    async create(tenant: TenantDetails): Promise<"created" | "idTaken"> {
      try {
        await db.tenant.create({ data: toRow(tenant), select: { id: true } });
        return "created";
      } catch (error) {
        if (isUniqueViolation(error)) return "idTaken";
        throw error;
      }
    },

    /** False where there is no such tenant. */
    async update(id: string, changes: Partial<Omit<TenantDetails, "id" | "createdAt">>): Promise<boolean> {
      const { count } = await db.tenant.updateMany({ where: { id }, data: toRow(changes) });
      return count === 1;
    },

    /** Whether the second is the first, or its parent, or the parent of that, and so on. */
    async isWithin(id: string, ancestorId: string): Promise<boolean> {
      const rows = await db.$queryRaw<unknown[]>`
        WITH RECURSIVE "above" ("id") AS (
          SELECT ${id}
          UNION
          SELECT "Tenant"."parentId" FROM "above" JOIN "Tenant" ON "Tenant"."id" = "above"."id" WHERE "Tenant"."parentId" IS NOT NULL
        )
        SELECT 1 FROM "above" WHERE "id" = ${ancestorId}`;
      return rows.length > 0;
    },

    /** With its memberships, roles and settings; those whose parent it was have none. False where there is no such tenant. */
    async remove(id: string): Promise<boolean> {
      const { count } = await db.tenant.deleteMany({ where: { id } });
      return count === 1;
    },

    /** Replaces the roles that new members are given. */
    async putDefaultRoles(id: string, roleIds: readonly string[]): Promise<void> {
      await db.tenantDefaultRole.deleteMany({ where: { tenantId: id } });
      if (roleIds.length > 0) await db.tenantDefaultRole.createMany({ data: roleIds.map((roleId) => ({ tenantId: id, roleId })) });
    },

    /** IDs of the users who belong to this tenant and to no other. */
    async listSoleUserIds(id: string): Promise<string[]> {
      const rows = await db.$queryRaw<{ userId: string }[]>`
        SELECT "own"."userId" FROM "UserTenant" AS "own"
        WHERE "own"."tenantId" = ${id}
          AND NOT EXISTS (SELECT 1 FROM "UserTenant" AS "other" WHERE "other"."userId" = "own"."userId" AND "other"."tenantId" <> "own"."tenantId")`;
      return rows.map(({ userId }) => userId);
    },

    /** Removes the access keys that belong to this tenant and to no other; answers their IDs. */
    async removeSoleAccessKeys(id: string): Promise<string[]> {
      const rows = await db.$queryRaw<{ id: string }[]>`
        DELETE FROM "AccessKey" WHERE "id" IN (
          SELECT "own"."accessKeyId" FROM "AccessKeyTenant" AS "own"
          WHERE "own"."tenantId" = ${id} AND NOT EXISTS (
            SELECT 1 FROM "AccessKeyTenant" AS "other"
            WHERE "other"."accessKeyId" = "own"."accessKeyId" AND "other"."tenantId" <> "own"."tenantId")
        ) RETURNING "id"`;
      return rows.map((row) => row.id);
    },
  };
}
