import type { Db } from "../client";

/** Questions about making users, one or many. */
export function userCreationQueries(_db: Db) {
  return {};
}
