import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { translateStorageError } from "./errors";

/**
 * Makes an empty database file that only its owner can read (SQLite would make one for all to read, and its side files inherit the mode), and its
 * folder. Leaves an existing one as it is.
 * @throws StorageUnavailableError when that is not allowed or no space is left
 */
export async function createDatabaseFile(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const file = await open(path, "wx", 0o600);
    await file.close();
  } catch (error) {
    const exists = error instanceof Error && "code" in error && error.code === "EEXIST";
    if (!exists) throw translateStorageError(error);
  }
}
