import type { Store } from "../store";

/** How each question of `roles.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const rolePlans = {} satisfies { [Name in keyof Store["roles"]]: (store: Store) => Promise<unknown> };
