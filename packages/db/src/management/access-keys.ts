import type { Db } from "../client";
import type { Dialect } from "../dialect";
import { type AccessKey as AccessKeyRow, Prisma } from "../generated/client";
import { listed } from "../listed";
import { grantsOf, readPowers } from "../powers";
import type { Sql } from "../sql";

export type AccessKeyStatus = "active" | "inactive";

/** The table's own columns, which are those of prisma/schema.prisma. */
type AccessKeyColumns = Omit<AccessKeyRow, "status" | "customClaims" | "permittedIps" | "customAttributes"> & {
  status: AccessKeyStatus;
  customClaims: Record<string, unknown>;
  permittedIps: string[];
  customAttributes: Record<string, unknown>;
};

export interface KeyTenant {
  tenantId: string;
  tenantName: string;
  /** Whether the whole tenant is: nobody acts in it. */
  disabled: boolean;
  roleNames: string[];
  permissions: string[];
}

export interface AccessKeyRecord extends AccessKeyColumns {
  roleNames: string[];
  permissions: string[];
  tenants: KeyTenant[];
}

/** Roles by their IDs: in the project, and in each tenant that the key may act in. */
export interface KeyGrants {
  roleIds?: readonly string[];
  tenants?: readonly { tenantId: string; roleIds?: readonly string[] }[];
}

export interface AccessKeySearch {
  tenantIds?: readonly string[];
  boundUserId?: string;
  createdBy?: string;
  /** Any of the values of each. */
  customAttributes?: Record<string, unknown>;
  text?: string;
  sort?: readonly {
    column: "id" | "name" | "description" | "status" | "createdAt" | "expiresAt" | "createdBy" | "boundUserId";
    desc: boolean;
  }[];
  limit: number;
}

interface WholeRow extends AccessKeyRow {
  memberships: string;
  grants: string;
}

/** What hangs on a key comes with it, however many keys there are. */
async function findWhole(db: Db, which: Prisma.Sql): Promise<AccessKeyRecord[]> {
  const rows = await db.$queryRaw<WholeRow[]>`
    SELECT "AccessKey".*,
      (SELECT json_group_array(json_object('tenantId', "Tenant"."id", 'tenantName', "Tenant"."name", 'disabled', "disabled")
          ORDER BY "Tenant"."id")
        FROM "AccessKeyTenant" JOIN "Tenant" ON "Tenant"."id" = "tenantId"
        WHERE "accessKeyId" = "AccessKey"."id") AS "memberships",
      ${Prisma.raw(
        grantsOf(`
        SELECT NULL AS "tenantId", "roleId" FROM "AccessKeyRole" WHERE "accessKeyId" = "AccessKey"."id"
        UNION ALL
        SELECT "tenantId", "roleId" FROM "AccessKeyTenantRole" WHERE "accessKeyId" = "AccessKey"."id"`),
      )} AS "grants"
    FROM "AccessKey" WHERE ${which}`;
  return rows.map(({ memberships, grants, ...columns }) => ({
    ...columns,
    // A word that the table should not hold lets nobody in.
    status: columns.status === "active" ? "active" : "inactive",
    inherits: Boolean(columns.inherits),
    customClaims: JSON.parse(columns.customClaims),
    permittedIps: JSON.parse(columns.permittedIps),
    customAttributes: JSON.parse(columns.customAttributes),
    ...readPowers<KeyTenant>(memberships, grants),
  }));
}

/** Every attribute that is asked for has one of the values that are. By type as well: SQLite's true is a 1. */
function hasAttributes(wanted: Record<string, unknown>, dialect: Dialect): Prisma.Sql {
  const values = Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, Array.isArray(value) ? value : [value]]));
  if (dialect === "postgresql")
    return Prisma.sql`NOT EXISTS (
      SELECT 1 FROM jsonb_each(CAST(${JSON.stringify(values)} AS jsonb)) AS "wanted" WHERE NOT EXISTS (
        SELECT 1 FROM jsonb_array_elements("wanted"."value") AS "one" ("value")
        WHERE "AccessKey"."customAttributes" -> "wanted"."key" = "one"."value"))`;
  return Prisma.sql`NOT EXISTS (
    SELECT 1 FROM json_each(${JSON.stringify(values)}) AS "wanted" WHERE NOT EXISTS (
      SELECT 1 FROM json_each("AccessKey"."customAttributes") AS "own" JOIN json_each("wanted"."value") AS "one"
        ON "own"."key" = "wanted"."key" AND "own"."type" = "one"."type" AND "own"."value" IS "one"."value"))`;
}

function conditionsOf({ tenantIds, boundUserId, createdBy, customAttributes, text }: AccessKeySearch, dialect: Dialect): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = [Prisma.sql`TRUE`];
  if (tenantIds !== undefined) {
    conditions.push(Prisma.sql`"id" IN (SELECT "accessKeyId" FROM "AccessKeyTenant" WHERE "tenantId" IN ${listed(tenantIds)})`);
  }
  if (boundUserId !== undefined) conditions.push(Prisma.sql`"boundUserId" = ${boundUserId}`);
  if (createdBy !== undefined) conditions.push(Prisma.sql`"createdBy" = ${createdBy}`);
  if (customAttributes !== undefined) conditions.push(hasAttributes(customAttributes, dialect));
  if (text !== undefined) {
    conditions.push(Prisma.sql`instr(lower("id" || ' ' || "name" || ' ' || "description"), lower(${text})) > 0`);
  }
  return conditions;
}

function orderOf(sort: AccessKeySearch["sort"] = []): Prisma.Sql {
  const asked = sort.map(({ column, desc }) => Prisma.raw(`"${column}" ${desc ? "DESC" : "ASC"}`));
  return Prisma.join([...asked, Prisma.raw(`"createdAt" DESC`), Prisma.raw(`"id"`)]);
}

type NewAccessKey = Omit<AccessKeyColumns, "status" | "clientId" | "modifiedAt" | "lastUsedAt">;

type AccessKeyChanges = Partial<
  Pick<NewAccessKey, "name" | "description" | "digest" | "inherits" | "customClaims" | "permittedIps" | "customAttributes">
>;

/** Questions about access keys. */
export function accessKeyQueries(db: Db, sql: Sql) {
  async function addGrants(accessKeyId: string, { roleIds = [], tenants = [] }: KeyGrants): Promise<void> {
    const inTenants = tenants.flatMap(({ tenantId, roleIds = [] }) => roleIds.map((roleId) => ({ accessKeyId, tenantId, roleId })));
    if (roleIds.length > 0) await db.accessKeyRole.createMany({ data: roleIds.map((roleId) => ({ accessKeyId, roleId })) });
    if (tenants.length > 0) await db.accessKeyTenant.createMany({ data: tenants.map(({ tenantId }) => ({ accessKeyId, tenantId })) });
    if (inTenants.length > 0) await db.accessKeyTenantRole.createMany({ data: inTenants });
  }

  return {
    async create({ customClaims, permittedIps, customAttributes, ...columns }: NewAccessKey, grants: KeyGrants): Promise<void> {
      await db.accessKey.create({
        data: {
          ...columns,
          customClaims: JSON.stringify(customClaims),
          permittedIps: JSON.stringify(permittedIps),
          customAttributes: JSON.stringify(customAttributes),
          modifiedAt: columns.createdAt,
        },
        select: { id: true },
      });
      await addGrants(columns.id, grants);
    },

    async find(id: string): Promise<AccessKeyRecord | null> {
      return (await findWhole(db, Prisma.sql`"AccessKey"."id" = ${id}`))[0] ?? null;
    },

    /** The key with one of these digests: it may have been made under any of the secrets. */
    async findByDigests(digests: readonly string[]): Promise<AccessKeyRecord | null> {
      return (await findWhole(db, Prisma.sql`"AccessKey"."digest" IN (${Prisma.join([...digests])})`))[0] ?? null;
    },

    async search(search: AccessKeySearch): Promise<AccessKeyRecord[]> {
      const conditions = Prisma.join(conditionsOf(search, sql.dialect), " AND ");
      return findWhole(db, Prisma.sql`${conditions} ORDER BY ${orderOf(search.sort)} LIMIT ${search.limit}`);
    },

    /** Changes what is given; false where no key has this ID. Grants that are given take the place of those of their kind. */
    async update(id: string, changes: AccessKeyChanges, { roleIds, tenants }: KeyGrants, at: Date): Promise<boolean> {
      const { customClaims, permittedIps, customAttributes, ...columns } = changes;
      const json = Object.entries({ customClaims, permittedIps, customAttributes }).filter(([, value]) => value !== undefined);
      const { count } = await db.accessKey.updateMany({
        where: { id },
        data: { ...columns, ...Object.fromEntries(json.map(([name, value]) => [name, JSON.stringify(value)])), modifiedAt: at },
      });
      if (count === 0) return false;
      if (roleIds !== undefined) await db.accessKeyRole.deleteMany({ where: { accessKeyId: id } });
      // What they hold in it goes with the tenant.
      if (tenants !== undefined) await db.accessKeyTenant.deleteMany({ where: { accessKeyId: id } });
      await addGrants(id, { roleIds, tenants });
      return true;
    },

    /** Of these keys those that there are, with their names. */
    async setStatus(ids: readonly string[], status: AccessKeyStatus, at: Date): Promise<{ id: string; name: string }[]> {
      return db.$queryRaw`
        UPDATE "AccessKey" SET "status" = ${status}, "modifiedAt" = ${at} WHERE "id" IN ${listed(ids)} RETURNING "id", "name"`;
    },

    /** Of these keys those that there were, with their names. */
    async remove(ids: readonly string[]): Promise<{ id: string; name: string }[]> {
      return db.$queryRaw`DELETE FROM "AccessKey" WHERE "id" IN ${listed(ids)} RETURNING "id", "name"`;
    },

    async touch(id: string, now: Date): Promise<void> {
      await db.accessKey.updateMany({ where: { id }, data: { lastUsedAt: now } });
    },
  };
}
