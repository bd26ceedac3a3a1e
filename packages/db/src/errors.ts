const brand = Symbol.for("gatehouse.StorageUnavailable");

/** Why the storage could not do its work: another process kept the lock, no space left, not writable, or anything else that is broken. */
export type StorageFailure = "locked" | "full" | "readOnly" | "broken";

/**
 * The database cannot do this now, though nothing is wrong with what was asked. Nothing of the failed statement or transaction is stored.
 * Recognise it with isStorageUnavailable: bundles hold copies of classes, so `instanceof` is not reliable.
 */
export class StorageUnavailableError extends Error {
  override name = "StorageUnavailableError";
  readonly [brand] = true;

  constructor(
    readonly reason: StorageFailure,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Whether the error says that the database could not do its work now. */
export function isStorageUnavailable(error: unknown): error is StorageUnavailableError {
  return typeof error === "object" && error !== null && brand in error;
}

/** Whether a unique constraint refused the write: the race for a name has another winner. Prisma's other details differ by database. */
export function isUniqueViolation(error: unknown): boolean {
  if (typeof error !== "object" || error === null || !("code" in error)) return false;
  if (error.code === "SQLITE_CONSTRAINT_UNIQUE" || error.code === "SQLITE_CONSTRAINT_PRIMARYKEY" || error.code === "23505") return true;
  return error.code === "P2002" || (error.code === "P2010" && isRawUniqueViolation(error));
}

/** The same of SQL of ours, which Prisma passes on as the driver put it. */
function isRawUniqueViolation(error: object): boolean {
  const { meta } = error as { meta?: { driverAdapterError?: { cause?: { kind?: string } } } };
  return meta?.driverAdapterError?.cause?.kind === "UniqueConstraintViolation";
}

/** Whether the lock of the database is with someone else. Worth trying again. */
export function isLocked(error: unknown): boolean {
  return storageFailure(driverCode(error)) === "locked";
}

/** A StorageUnavailableError in place of the driver's errors that mean it, any other error as it is. */
export function translateStorageError(error: unknown): unknown {
  const code = driverCode(error);
  const reason = storageFailure(code);
  return reason === undefined ? error : new StorageUnavailableError(reason, `${messages[reason]} (${code})`, { cause: error });
}

const messages: Record<StorageFailure, string> = {
  locked: "The database is locked by another process",
  full: "The database cannot grow: no space left",
  readOnly: "The database is read-only",
  broken: "The database cannot be read or written",
};

/**
 * SQLite's codes are from https://www.sqlite.org/rescode.html, extended ones begin with the name of the primary one. Those of five characters
 * are Postgres's, https://www.postgresql.org/docs/current/errcodes-appendix.html. The others are Node's.
 */
function storageFailure(code: string): StorageFailure | undefined {
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return "locked";
  if (/^(SQLITE_FULL|ENOSPC|EDQUOT)/.test(code)) return "full";
  if (/^(SQLITE_READONLY|SQLITE_PERM|EROFS|EACCES|EPERM)/.test(code)) return "readOnly";
  if (/^SQLITE_(IOERR|CANTOPEN|CORRUPT|NOTADB|NOMEM|PROTOCOL)/.test(code)) return "broken";
  if (/^(40001|40P01|55P03|57014)$/.test(code)) return "locked";
  if (/^53[1-4]00$/.test(code)) return code === "53100" ? "full" : "broken";
  if (code === "25006") return "readOnly";
  if (/^(08|57P0|28|3D000|25P03|58|XX|E(CONN|HOST|NET|AI_|PIPE|TIMEDOUT|NOTFOUND))/.test(code) || code === LOST) return "broken";
  return undefined;
}

/** What the driver of Postgres throws without a code. */
const LOST = "connection lost";
const LOST_WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|The server does not support SSL)/;

/** The code of Postgres in an error of its driver, or of Prisma's adapter around it; "" when there is none. */
export function sqlState(error: unknown): string {
  const code = driverCode(error);
  return /^[0-9A-Z]{5}$/.test(code) ? code : "";
}

/** The code in an error of better-sqlite3 or of pg, of Prisma's adapter around them or of Node itself, "" when there is none. */
function driverCode(error: unknown): string {
  if (!(error instanceof Error)) return "";
  // The socket of a Postgres on this machine goes with it.
  if ("syscall" in error && error.syscall === "connect" && "code" in error && error.code === "ENOENT") return LOST;
  if ("code" in error && typeof error.code === "string") return error.code;
  if (LOST_WORDS.test(error.message)) return LOST;
  const { cause } = error;
  if (typeof cause === "object" && cause !== null && "originalCode" in cause && typeof cause.originalCode === "string")
    return cause.originalCode;
  return "";
}
