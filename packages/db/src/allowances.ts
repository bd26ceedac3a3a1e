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

/** Where all processes count allowances: a Postgres or a Redis, by a connection that is opened again whenever it is lost. */
export interface AllowanceCounter {
  /**
   * Counts all of these at once, by the clock of where it counts. Throws StorageUnavailableError, at once while there is no connection.
   *
   * @param now milliseconds since 1970 by a clock that counts instead
   */
  count(requests: readonly AllowanceRequest[], now?: number): Promise<AllowanceAnswer[]>;
  /** Removes what has nothing to say: allowances that are whole again. */
  removeWhole(now?: number): Promise<void>;
  /** Resolves when there is a connection, at once where there is one. */
  connected(): Promise<void>;
  close(): Promise<void>;
}
