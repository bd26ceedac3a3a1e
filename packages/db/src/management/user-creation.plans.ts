import type { Store } from "../store";

const now = new Date("2026-01-01T00:00:00Z");
const owners = [{ id: "U1", email: "ada@example.com", loginIds: ["ada@example.com"] }];

/** How each question of `user-creation.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const userCreationPlans = {
  listOwners: ({ userCreation }) => userCreation.listOwners(["U1"]),
  voidLettersOf: ({ userCreation }) => userCreation.voidLettersOf(owners, now),
  removeAll: ({ userCreation }) => userCreation.removeAll(["U1"]),
} satisfies { [Name in keyof Store["userCreation"]]: (store: Store) => Promise<unknown> };
