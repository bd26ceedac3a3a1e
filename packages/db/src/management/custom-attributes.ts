import type { Db } from "../client";
import type { CustomAttribute } from "../generated/client";

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
        SELECT * FROM "CustomAttribute" WHERE "name" IN (SELECT "value" FROM json_each(${JSON.stringify(names)}))`;
      return rows.map(toRecord);
    },
  };
}
