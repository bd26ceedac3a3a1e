import type { Db } from "../client";
import { isUniqueViolation } from "../errors";
import type { Permission } from "../generated/client";
import { listed } from "../listed";
import { freeNames } from "./free-names";

export type PermissionRecord = Permission;

/** Questions about permissions. */
export function permissionQueries(db: Db) {
  return {
    async list(): Promise<PermissionRecord[]> {
      return db.permission.findMany({ orderBy: { name: "asc" } });
    },

    /** Those with one of these IDs, and those with one of these names. */
    async find(ids: readonly string[], names: readonly string[]): Promise<PermissionRecord[]> {
      const rows = await db.$queryRaw<PermissionRecord[]>`
        SELECT * FROM "Permission"
        WHERE "id" IN ${listed(ids)}
          OR "name" IN ${listed(names)}`;
      // SQLite has no booleans: they are 0 or 1.
      return rows.map((row) => ({ ...row, systemDefault: Boolean(row.systemDefault) }));
    },

    /** All of them or none. */
    async create(permissions: readonly Pick<PermissionRecord, "id" | "name" | "description">[]): Promise<"created" | "nameTaken"> {
      try {
        await db.permission.createMany({ data: [...permissions] });
        return "created";
      } catch (error) {
        if (isUniqueViolation(error)) return "nameTaken";
        throw error;
      }
    },

    /** All of them or none: in a transaction that ends with it. */
    async update(permissions: readonly Pick<PermissionRecord, "id" | "name" | "description">[]): Promise<"updated" | "nameTaken"> {
      await freeNames(db, "Permission", permissions);
      try {
        await db.$executeRaw`
          UPDATE "Permission" SET "name" = "new"."value" ->> 'name', "description" = "new"."value" ->> 'description'
          FROM json_each(${JSON.stringify(permissions)}) AS "new"
          WHERE "Permission"."id" = "new"."value" ->> 'id'`;
        return "updated";
      } catch (error) {
        if (isUniqueViolation(error)) return "nameTaken";
        throw error;
      }
    },

    async remove(ids: readonly string[]): Promise<void> {
      await db.permission.deleteMany({ where: { id: { in: [...ids] } } });
    },
  };
}
