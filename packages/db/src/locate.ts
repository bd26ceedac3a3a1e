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

/** The folder of the migrations of a database. */
export function migrationsFolder(root: string, url: string): string {
  return join(root, "prisma", "migrations", isPostgresUrl(url) ? "postgresql" : "sqlite");
}

/** Whether a database URL is for Postgres. */
export function isPostgresUrl(url: string): boolean {
  return /^postgres(ql)?:\/\//.test(url);
}

/** Where a database is, in words that may be shown: a path, or the host and name of a database of Postgres. */
export function describeDatabase(url: string): string {
  if (!isPostgresUrl(url)) return parseDatabaseUrl(url).path;
  const { hostname, port, pathname } = new URL(url);
  return `Postgres at ${hostname || "a socket"}${port === "" ? "" : `:${port}`}${pathname}`;
}

/**
 * The database URL with an absolute path; one of Postgres as it is. A relative one counts from the given root, whatever folder the process runs in; otherwise scripts
 * at the root and the app in apps/web would each have a database of their own.
 * @throws Error when the URL is neither one of Postgres nor one that parseDatabaseUrl takes
 */
export function absoluteDatabaseUrl(url: string, root: string): string {
  if (isPostgresUrl(url)) {
    if (!URL.canParse(url) || new URL(url).pathname.length < 2) {
      throw new Error("The URL of a Postgres database must be postgres://user:password@host:5432/database");
    }
    return url;
  }
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
    throw new Error(
      'The database URL must be "file:" and the path of a file, such as file:.data/gatehouse.db, or begin with "postgres://"',
    );
  }
  return { path: parts[1], readOnly: parts[2] !== undefined };
}
