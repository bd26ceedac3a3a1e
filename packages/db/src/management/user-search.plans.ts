import type { Store } from "../store";

/** How each question of `user-search.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const userSearchPlans = {} satisfies { [Name in keyof Store["userSearch"]]: (store: Store) => Promise<unknown> };
