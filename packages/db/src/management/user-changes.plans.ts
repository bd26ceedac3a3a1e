import type { Store } from "../store";

/** How each question of `user-changes.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const userChangePlans = {} satisfies { [Name in keyof Store["userChanges"]]: (store: Store) => Promise<unknown> };
