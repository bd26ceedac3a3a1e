import type { Store } from "../store";

/** How each question of `permissions.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const permissionPlans = {
  list: ({ permissions }) => permissions.list(),
  find: ({ permissions }) => permissions.find(["M1"], ["read"]),
  create: ({ permissions }) => permissions.create([{ id: "M1", name: "read", description: "" }]),
  update: ({ permissions }) => permissions.update(["M1", "M2"].map((id) => ({ id, name: `write ${id}`, description: "" }))),
  remove: ({ permissions }) => permissions.remove(["M1"]),
} satisfies { [Name in keyof Store["permissions"]]: (store: Store) => Promise<unknown> };
