import type { Store } from "../store";

/** How each question of `access-keys.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const accessKeyPlans = {} satisfies { [Name in keyof Store["accessKeys"]]: (store: Store) => Promise<unknown> };
