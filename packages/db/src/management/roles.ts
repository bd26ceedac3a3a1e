import type { Db } from "../client";

/** Questions about roles. */
export function roleQueries(_db: Db) {
  return {};
}
