import type { Store } from "../store";

/** How each question of `permissions.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const permissionPlans = {} satisfies { [Name in keyof Store["permissions"]]: (store: Store) => Promise<unknown> };
