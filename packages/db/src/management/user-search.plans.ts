import type { Store } from "../store";
import type { UserCriteria, UserSort } from "./user-search";

const time = new Date("2026-01-01T00:00:00Z");

/** What people search by. */
const ASKED: { of: Partial<UserCriteria>; by?: UserSort["field"][] }[] = [
  { of: {}, by: ["id", "externalId", "createdTime", "modifiedTime", "displayName", "phoneNumber", "email", "status"] },
  { of: { userIds: ["U1"] } },
  { of: { loginIds: [["ada@example.com"]] } },
  { of: { emails: ["ada@example.com"], statuses: ["enabled"] } },
  { of: { phones: ["+14155550100"] } },
  { of: { tenantIds: ["T1"] } },
  { of: { tenantIds: ["T1"], includeSubTenants: true } },
  { of: { roleNames: ["Editor"] } },
  { of: { tenantRoles: [{ tenantId: "T1", by: "name", values: ["Editor"], all: true }] } },
  { of: { text: "ada@ex" } },
  { of: { createdFrom: time, createdTo: time } },
  { of: { testUsers: "only" } },
];

/** How each question of `user-search.ts` is asked, of a database that holds user U1 with the login ID ada@example.com, and tenant T1. */
export const userSearchPlans = {
  async find({ userSearch }) {
    for (const { of, by = ["createdTime"] as const } of ASKED) {
      for (const field of by) {
        for (const desc of [false, true])
          await userSearch.find({ testUsers: "excluded", ...of }, [{ field, desc }], { offset: 0, limit: 1 });
      }
    }
  },
} satisfies { [Name in keyof Store["userSearch"]]: (store: Store) => Promise<unknown> };

/** Steps that read or sort more than the rows of a few values. */
export const userSearchAllowed: { question: string; step: RegExp; because: string }[] = [
  {
    step: /^SCAN (u|named) USING (COVERING )?INDEX (User_\w+_id_test_anonymous_idx|sqlite_autoindex_(User|LoginId)_1)$/,
    because: "in order, to a limit, and once more to count everybody, which takes milliseconds of a hundred thousand",
  },
  {
    step: /^USE TEMP B-TREE FOR (ORDER BY|count\(DISTINCT\))$/,
    because: "no more candidates than FEW_MAX, or than a list names; the roles of one user",
  },
  { step: /Role_name_idx \(name=\?\)$|User_test_idx \(test=\?\)$/, because: "a few roles; test users to FEW_MAX" },
  { step: /\(createdAt>\? AND createdAt<\?\)/, because: "counts to FEW_MAX, or in order to a limit" },
  {
    step: /^SCAN UserTextIndex VIRTUAL TABLE INDEX 0:M1$|^SEARCH UserText USING INTEGER PRIMARY KEY \(rowid=\?\)$/,
    because: "what the index of trigrams finds",
  },
].map((step) => ({ question: "userSearch.find", ...step }));
