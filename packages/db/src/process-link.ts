import type { AllowanceCounter } from "./allowances";

/** What processes keep in memory, by the table it was read from. */
export const KEPT_TABLES = ["SigningKey", "PasswordSettings"] as const;
export type KeptTable = (typeof KEPT_TABLES)[number];

/** Is told by name of a table that anybody has changed, and of all of them when a change may have been missed. */
export type ChangeListener = (tables: readonly KeptTable[]) => void;

/** A connection beside those of the database, for what processes have to know of each other. */
export interface ProcessLink extends AllowanceCounter {
  /** Who is to be told of changes from now on; first of all tables, which may have changed since they were read. */
  listen(listener: ChangeListener): void;
}
