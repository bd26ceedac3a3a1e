import type { Db } from "../client";

/** Questions about changing users. */
export function userChangeQueries(_db: Db) {
  return {};
}
