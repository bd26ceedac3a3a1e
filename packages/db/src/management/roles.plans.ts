import type { Store } from "../store";

const role = {
  id: "R1",
  name: "Editor",
  description: "",
  tenantId: "T1",
  isDefault: true,
  isPrivate: false,
  permissionIds: ["M1"],
};

/** How each question of `roles.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const rolePlans = {
  list: ({ roles }) => roles.list(),
  find: ({ roles }) => roles.find(["R1"], [{ name: "Editor", tenantId: null }]),
  listOf: ({ roles }) => roles.listOf(["T1"], true),
  create: async ({ roles, permissions }) => {
    await permissions.create([{ id: "M1", name: "read", description: "" }]);
    await roles.create([role], new Date());
  },
  update: async ({ roles, permissions }) => {
    await permissions.create([{ id: "M1", name: "read", description: "" }]);
    await roles.create([role], new Date());
    await roles.update([role, { ...role, id: "R2", isDefault: false, permissionIds: [] }]);
  },
  remove: ({ roles }) => roles.remove(["R1"]),
} satisfies { [Name in keyof Store["roles"]]: (store: Store) => Promise<unknown> };
