import type { Store } from "../store";

const now = new Date("2026-01-01T00:00:00Z");
const owners = [{ id: "U1", email: "ada@example.com", loginIds: ["ada@example.com"] }];

/** How each question of `user-removal.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const userRemovalPlans = {
  listOwners: ({ userRemoval }) => userRemoval.listOwners(["U1"]),
  voidLettersOf: ({ userRemoval }) => userRemoval.voidLettersOf(owners, now),
  removeAll: ({ userRemoval }) => userRemoval.removeAll(["U1"]),
} satisfies { [Name in keyof Store["userRemoval"]]: (store: Store) => Promise<unknown> };
