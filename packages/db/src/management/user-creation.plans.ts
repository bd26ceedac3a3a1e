import type { Store } from "../store";

/** How each question of `user-creation.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const userCreationPlans = {} satisfies { [Name in keyof Store["userCreation"]]: (store: Store) => Promise<unknown> };
