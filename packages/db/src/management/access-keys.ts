import type { Db } from "../client";

/** Questions about access keys. */
export function accessKeyQueries(_db: Db) {
  return {};
}
