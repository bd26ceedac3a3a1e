import type { Store } from "../store";

/** How each question of `custom-attributes.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const customAttributePlans = {
  findByNames: ({ customAttributes }) => customAttributes.findByNames(["tier", "plan"]),
} satisfies { [Name in keyof Store["customAttributes"]]: (store: Store) => Promise<unknown> };
