import type { Db } from "../client";

/** Questions about test users. */
export function testUserQueries(_db: Db) {
  return {};
}
