import type { Db } from "../client";

/** Questions about finding users. */
export function userSearchQueries(_db: Db) {
  return {};
}
