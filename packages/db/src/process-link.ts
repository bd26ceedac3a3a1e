/** What is to be counted of an allowance that all processes share: so many calls at once, refilled evenly in so many seconds. */
export interface AllowanceRequest {
  /** No two of one request have the same. */
  key: string;
  calls: number;
  seconds: number;
  /** Calls that were let through before, whatever is left. */
  spent: number;
  /** Calls that are to be let through now, as far as there is room. Without either, nothing is written. */
  wanted: number;
}

export interface AllowanceAnswer {
  key: string;
  /** What is left; below zero where more was spent than there was. */
  tokens: number;
  /** How many of the wanted are let through. */
  granted: number;
}

/** What processes keep in memory, by the table it was read from. */
export const KEPT_TABLES = ["SigningKey", "PasswordSettings"] as const;
export type KeptTable = (typeof KEPT_TABLES)[number];

/** Is told by name of a table that anybody has changed, and of all of them when a change may have been missed. */
export type ChangeListener = (tables: readonly KeptTable[]) => void;

/** A connection beside those of the database, for what processes have to know of each other. It is opened again whenever it is lost. */
export interface ProcessLink {
  /**
   * Counts all of these in one statement, by the clock of the database. Throws StorageUnavailableError at once while there is no connection.
   *
   * @param now milliseconds since 1970 by a clock that counts instead of the database's
   */
  count(requests: readonly AllowanceRequest[], now?: number): Promise<AllowanceAnswer[]>;
  /** Removes what has nothing to say: allowances that are whole again. */
  removeWhole(now?: number): Promise<void>;
  /** Who is to be told of changes from now on; first of all tables, which may have changed since they were read. */
  listen(listener: ChangeListener): void;
  /** Resolves when there is a connection, at once where there is one. */
  connected(): Promise<void>;
  close(): Promise<void>;
}
