import type { Db } from "../client";

/** Questions about the attributes that users may have. */
export function customAttributeQueries(_db: Db) {
  return {};
}
