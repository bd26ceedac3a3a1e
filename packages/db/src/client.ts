import type { Database, DatabaseOptions } from "./database";
import { isPostgresUrl } from "./locate";
import { openSqliteDatabase } from "./sqlite-database";

export type { Database, DatabaseOptions, Db } from "./database";

/** The database of a URL, whichever it is for. Does not migrate. Throws StorageUnavailableError when a file cannot be opened. */
export async function openDatabase(url: string, options: DatabaseOptions = {}): Promise<Database> {
  if (!isPostgresUrl(url)) return openSqliteDatabase(url, options);
  const { openPostgres } = await import("./postgres-database");
  return openPostgres({ url, lockWaitMilliseconds: 5_000, connections: 10, ...options });
}
