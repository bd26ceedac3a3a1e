import type { Db } from "../client";

/** Questions about permissions. */
export function permissionQueries(_db: Db) {
  return {};
}
