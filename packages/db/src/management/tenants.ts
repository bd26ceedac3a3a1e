import type { Db } from "../client";

/** Questions about tenants. */
export function tenantQueries(_db: Db) {
  return {};
}
