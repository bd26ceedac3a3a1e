import type { Store } from "../store";

/** How each question of `audit-search.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const auditSearchPlans = {} satisfies { [Name in keyof Store["auditSearch"]]: (store: Store) => Promise<unknown> };
