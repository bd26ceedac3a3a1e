import type { Db } from "../client";

/** Questions about finding what happened. */
export function auditSearchQueries(_db: Db) {
  return {};
}
