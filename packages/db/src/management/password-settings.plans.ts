import type { Store } from "../store";

/** How each question of `password-settings.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const passwordSettingsPlans = {} satisfies { [Name in keyof Store["passwordSettings"]]: (store: Store) => Promise<unknown> };
