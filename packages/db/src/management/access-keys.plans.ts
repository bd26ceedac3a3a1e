import type { Store } from "../store";
import type { AccessKeySearch } from "./access-keys";

const now = new Date("2026-01-01T00:00:00Z");
const key = {
  id: "K1",
  name: "reports",
  description: "",
  digest: "digest",
  createdAt: now,
  expiresAt: null,
  createdBy: "",
  boundUserId: "U1",
  inherits: false,
  customClaims: {},
  permittedIps: [],
  customAttributes: {},
};
const searches: AccessKeySearch[] = [
  { limit: 10 },
  { limit: 10, tenantIds: ["T1"], boundUserId: "U1", createdBy: "x", customAttributes: { a: [1] }, text: "x" },
  { limit: 10, sort: [{ column: "name", desc: true }] },
];

/** How each question of `access-keys.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const accessKeyPlans = {
  create: ({ accessKeys }) => accessKeys.create(key, { tenants: [{ tenantId: "T1", roleIds: [] }] }),
  find: ({ accessKeys }) => accessKeys.find("K1"),
  findByDigests: ({ accessKeys }) => accessKeys.findByDigests(["a", "b"]),
  search: async ({ accessKeys }) => {
    for (const search of searches) await accessKeys.search(search);
  },
  update: async ({ accessKeys }) => {
    await accessKeys.create(key, {});
    await accessKeys.update("K1", { name: "other" }, { roleIds: [], tenants: [{ tenantId: "T1", roleIds: [] }] }, now);
  },
  setStatus: ({ accessKeys }) => accessKeys.setStatus(["K1"], "inactive", now),
  remove: ({ accessKeys }) => accessKeys.remove(["K1"]),
  touch: ({ accessKeys }) => accessKeys.touch("K1", now),
} satisfies { [Name in keyof Store["accessKeys"]]: (store: Store) => Promise<unknown> };
