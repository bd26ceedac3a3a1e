import type { Store } from "../store";

const now = new Date("2026-01-01T00:00:00Z");
const wanted = [
  { tenantId: "T1", roleName: "editor" },
  { tenantId: null, roleName: "editor" },
];

/** How each question of `user-changes.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const userChangePlans = {
  findRoles: ({ userChanges }) => userChanges.findRoles(wanted),
  setColumns: ({ userChanges }) => userChanges.setColumns("U1", { name: "Ada" }, now),
  isTaken: async ({ userChanges }) => [
    await userChanges.isTaken("U1", "email", "ada@example.com"),
    await userChanges.isTaken("U1", "phone", "+14155550100"),
  ],
  replaceLoginId: ({ userChanges }) => userChanges.replaceLoginId("U1", "ada@example.com", "ada", null),
  removeLoginId: ({ userChanges }) => userChanges.removeLoginId("U1", "ada@example.com"),
  setLoginIds: ({ userChanges }) => userChanges.setLoginIds("U1", ["ada@example.com", "ada"]),
  setProof: async ({ userChanges }) => {
    await userChanges.setProof("U1", "ada@example.com", now);
    await userChanges.setProof("U1", "ada@example.com", null);
  },
  setProjectRoles: ({ userChanges }) => userChanges.setProjectRoles("U1", []),
  addProjectRoles: ({ userChanges }) => userChanges.addProjectRoles("U1", []),
  removeProjectRoles: ({ userChanges }) => userChanges.removeProjectRoles("U1", []),
  setTenants: ({ userChanges }) => userChanges.setTenants("U1", [{ tenantId: "T1" }]),
  addTenant: ({ userChanges }) => userChanges.addTenant("U1", "T1"),
  setTenantRoles: ({ userChanges }) => userChanges.setTenantRoles("U1", "T1", []),
  addTenantRoles: async ({ userChanges, with: ask }) => {
    // There is no such role, and nothing of this is committed.
    await ask((db) => db.$executeRaw`PRAGMA defer_foreign_keys = ON`);
    await userChanges.addTenantRoles("U1", [{ tenantId: "T1", roleIds: ["R1"] }]);
  },
  removeTenantRoles: ({ userChanges }) => userChanges.removeTenantRoles("U1", "T1", ["R1"]),
  removeTenant: ({ userChanges }) => userChanges.removeTenant("U1", "T1"),
} satisfies { [Name in keyof Store["userChanges"]]: (store: Store) => Promise<unknown> };
