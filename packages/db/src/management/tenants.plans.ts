import type { Store } from "../store";
import type { TenantDetails } from "./tenants";

const now = new Date("2026-01-01T00:00:00Z");
const tenant: TenantDetails = {
  id: "T2",
  name: "T2",
  customAttributes: "{}",
  selfProvisioningDomains: [],
  domains: [],
  disabled: false,
  enforceSSO: false,
  enforceSSOExclusions: [],
  authType: "none",
  roleInheritance: "",
  settings: "{}",
  parentId: null,
  createdAt: now,
};

/** How each question of `tenants.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const tenantPlans = {
  find: ({ tenants }) => tenants.find("T1"),
  list: async ({ tenants }) => [
    await tenants.list(),
    await tenants.list({ ids: ["T1"] }),
    await tenants.list({ names: ["T1"], parentId: "T0" }),
    await tenants.list({ parentId: null }),
  ],
  listIds: ({ tenants }) => tenants.listIds(["T1", "T2"]),
  create: ({ tenants }) => tenants.create(tenant),
  update: ({ tenants }) => tenants.update("T1", { disabled: true }),
  isWithin: ({ tenants }) => tenants.isWithin("T1", "T2"),
  remove: ({ tenants }) => tenants.remove("T1"),
  putDefaultRoles: async ({ tenants, roles }) => {
    const role = { id: "R1", name: "Editor", description: "", tenantId: null, isDefault: false, isPrivate: false, permissionIds: [] };
    await roles.create([role], now);
    await tenants.putDefaultRoles("T1", ["R1"]);
  },
  listSoleUserIds: ({ tenants }) => tenants.listSoleUserIds("T1"),
  removeSoleAccessKeys: ({ tenants }) => tenants.removeSoleAccessKeys("T1"),
} satisfies { [Name in keyof Store["tenants"]]: (store: Store) => Promise<unknown> };
