import type { Store } from "../store";

/** How each question of `test-users.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const testUserPlans = {
  listSome: ({ testUsers }) => testUsers.listSome(500),
  removeAll: ({ testUsers }) => testUsers.removeAll([{ id: "U1", loginIds: ["ada@example.com"] }]),
} satisfies { [Name in keyof Store["testUsers"]]: (store: Store) => Promise<unknown> };
