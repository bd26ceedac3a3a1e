import type { Db } from "../client";
import { type CustomAttribute, Prisma } from "../generated/client";
import { listed } from "../listed";

/** JSON columns as what they hold. */
export interface CustomAttributeRecord extends Omit<CustomAttribute, "options" | "defaultValue" | "viewPermissions" | "editPermissions"> {
  options: { value: string; label: string }[];
  /** Undefined for none. */
  defaultValue: unknown;
  viewPermissions: string[];
  editPermissions: string[];
}

function toRecord({ options, defaultValue, viewPermissions, editPermissions, ...row }: CustomAttribute): CustomAttributeRecord {
  return {
    ...row,
    options: JSON.parse(options),
    defaultValue: defaultValue === null ? undefined : JSON.parse(defaultValue),
    viewPermissions: JSON.parse(viewPermissions),
    editPermissions: JSON.parse(editPermissions),
  };
}

/** Questions about the attributes that users may have. */
export function customAttributeQueries(db: Db) {
  return {
    /** Those of these names that are declared. */
    async findByNames(names: readonly string[]): Promise<CustomAttributeRecord[]> {
      const rows = await db.$queryRaw<CustomAttribute[]>`
        SELECT * FROM "CustomAttribute" WHERE "name" IN ${listed(names)}`;
      return rows.map(toRecord);
    },

    /** All of them, in the order of their declaration. */
    async list(): Promise<CustomAttributeRecord[]> {
      const rows = await db.customAttribute.findMany({ orderBy: [{ createdAt: "asc" }, { name: "asc" }] });
      return rows.map(toRecord);
    },

    /** Declares them, whose names are free. */
    async create(attributes: readonly CustomAttributeRecord[]): Promise<void> {
      await db.customAttribute.createMany({
        data: attributes.map(({ options, defaultValue, viewPermissions, editPermissions, ...attribute }) => ({
          ...attribute,
          options: JSON.stringify(options),
          defaultValue: defaultValue === undefined ? null : JSON.stringify(defaultValue),
          viewPermissions: JSON.stringify(viewPermissions),
          editPermissions: JSON.stringify(editPermissions),
        })),
      });
    },

    /** Deletes those of these names, which are declared, and the values that users have. */
    async remove(names: readonly string[]): Promise<void> {
      await db.customAttribute.deleteMany({ where: { name: { in: [...names] } } });
      // A name that could be declared has no quotes.
      const without = Prisma.sql`json_remove("customAttributes", ${Prisma.join(names.map((name) => `$."${name}"`))})`;
      await db.$executeRaw`
        UPDATE "User" SET "customAttributes" = ${without} WHERE "customAttributes" <> '{}' AND "customAttributes" <> ${without}`;
    },
  };
}
