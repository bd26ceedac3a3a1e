import type { Store } from "../store";

/** How each question of `tenants.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const tenantPlans = {} satisfies { [Name in keyof Store["tenants"]]: (store: Store) => Promise<unknown> };
