import type { Db } from "../client";

/** Questions about what passwords have to be. */
export function passwordSettingsQueries(_db: Db) {
  return {};
}
