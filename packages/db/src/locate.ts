import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";

/**
 * The folder of pnpm-workspace.yaml, at or above the start. Bundled code cannot find it from its own place, so it looks from the working
 * folder, which is the root or one of its folders.
 * @throws Error when there is none
 */
export function repositoryRoot(start: string = process.cwd()): string {
  for (let folder = resolve(/* turbopackIgnore: true */ start); ; folder = dirname(folder)) {
    if (existsSync(join(folder, "pnpm-workspace.yaml"))) return folder;
    if (folder === dirname(folder)) throw new Error(`No pnpm-workspace.yaml at or above ${start}`);
  }
}

/** The folder of the SQLite migrations. */
export function migrationsFolder(root: string): string {
  return join(root, "prisma", "migrations", "sqlite");
}

/**
 * The database URL with an absolute path. A relative one counts from the given root, whatever folder the process runs in; otherwise scripts
 * at the root and the app in apps/web would each have a database of their own.
 * @throws Error when the URL is not one that parseDatabaseUrl takes
 */
export function absoluteDatabaseUrl(url: string, root: string): string {
  const { path, readOnly } = parseDatabaseUrl(url);
  return `file:${isAbsolute(path) ? path : join(root, path)}${readOnly ? "?mode=ro" : ""}`;
}

/**
 * The parts of `file:PATH` or `file:PATH?mode=ro`, the latter for a database that is read and never written.
 * @throws Error for any other kind of URL or option, in words for whoever set DATABASE_URL
 */
export function parseDatabaseUrl(url: string): { path: string; readOnly: boolean } {
  const parts = /^file:(?:\/\/(?=\/))?([^?]+)(\?mode=ro)?$/.exec(url);
  if (!parts?.[1] || parts[1] === ":memory:") {
    throw new Error('The database URL must be "file:" and the path of a file, such as file:.data/gatehouse.db');
  }
  return { path: parts[1], readOnly: parts[2] !== undefined };
}
