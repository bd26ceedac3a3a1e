import type { Store } from "../store";
import type { AuditSearch } from "./audit-search";

const range = { from: new Date("2025-12-15T00:00:00Z"), to: new Date("2026-01-02T00:00:00Z"), skip: 0, limit: 1 };
const some = ["a", "b"];
const searches: AuditSearch[] = [
  range,
  { ...range, words: { userId: some } },
  { ...range, words: { action: some } },
  {
    ...range,
    words: { userId: some, actorId: some, action: some, type: some, device: some, method: some, geo: some, remoteAddress: some },
  },
  {
    ...range,
    excludedActions: some,
    externalIds: some,
    excludedExternalIds: some,
    tenants: some,
    noTenants: true,
    text: "x",
    oldestFirst: true,
  },
];

/** How each question of `audit-search.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const auditSearchPlans = {
  search: async ({ auditSearch }) => {
    for (const search of searches) await auditSearch.search(search);
  },
} satisfies { [Name in keyof Store["auditSearch"]]: (store: Store) => Promise<unknown> };
