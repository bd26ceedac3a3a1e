import type { Cases } from "./case";
import type { World } from "./world";

const ADA = "ada@northfold.example";
const GRACE = "grace@northfold.example";

/** Ada, Grace, and Tess who is a test user. Answers their user IDs. */
async function threeUsers(world: World): Promise<Record<"ada" | "grace" | "tess", string>> {
  const make = async (loginId: string, more: object = {}) => {
    const { user } = await world.manage<{ user: { userId: string } }>("user.create", { loginId, ...more });
    return user.userId;
  };
  return {
    ada: await make(ADA, { displayName: "Ada Lovelace" }),
    grace: await make(GRACE, { displayName: "Grace Hopper", verifiedEmail: false }),
    tess: await make("tess", { displayName: "Tess Tester", test: true }),
  };
}

const nameless = { loginId: "", text: "", loginIds: [], userIds: [], emails: [], phones: [], statuses: [], tenantIds: [], roleNames: [] };
const unset = { limit: 0, page: 0, sort: [], fromCreatedTime: 0, toCreatedTime: -62135596800000, tenantRoleIds: {}, customAttributes: {} };
const refused = [
  { name: "refuses more than a thousand users at once", input: { limit: 1001 } },
  { name: "refuses a page before the first", input: { page: -1 } },
  { name: "refuses a field that it cannot sort by", input: { sort: [{ field: "password" }] } },
  { name: "refuses a status that nobody has", input: { statuses: ["asleep"] } },
  { name: "refuses more than 500 login IDs", input: { loginIds: Array.from({ length: 501 }, (_, index) => `user ${index}`) } },
];

export const managementUserSearchCases: Cases = {
  "management.user.search": [
    {
      name: "finds everybody but test users for nothing, and for what Go sends for nothing",
      async arrange(world) {
        await threeUsers(world);
        return { input: { ...nameless, ...unset, withTestUser: false, testUsersOnly: false } };
      },
      expected: { body: { users: [{ test: false }, { test: false }], total: 2 } },
    },
    {
      name: "reads null as absent, and another spelling of an address",
      only: "rest",
      async arrange(world) {
        await threeUsers(world);
        return { input: { emails: [" Grace@NORTHFOLD.example"], loginIds: null, tenantRoleNames: null, verifiedEmail: null, sort: null } };
      },
      expected: { body: { users: [{ loginIds: [GRACE] }], total: 1 } },
    },
    {
      name: "applies criteria together, and tells how many there are beside the page",
      async arrange(world) {
        await threeUsers(world);
        return { input: { statuses: ["invited"], text: "NORTH", sort: [{ field: "displayName", desc: true }], limit: 1, page: 1 } };
      },
      expected: { body: { users: [{ loginIds: [ADA], name: "Ada Lovelace", userTenants: [], status: "invited" }], total: 2 } },
    },
    {
      name: "finds test users where they are asked for",
      async arrange(world) {
        const { ada, tess } = await threeUsers(world);
        return { input: { userIds: [tess, ada], withTestUser: true, sort: [{ field: "externalId" }] } };
      },
      expected: { body: { users: [{ loginIds: [ADA] }, { loginIds: ["tess"], test: true }], total: 2 } },
    },
    ...refused.map(({ name, input }) => ({ name, arrange: () => ({ input }), expected: { code: "E011003" } })),
  ],
  "management.user.searchTestUsers": [
    {
      name: "finds test users alone, whatever else is asked",
      async arrange(world) {
        await threeUsers(world);
        return { input: { testUsersOnly: false, withTestUser: false } };
      },
      expected: { body: { users: [{ loginIds: ["tess"], test: true }], total: 1 } },
    },
    { name: "refuses more than a thousand users at once", arrange: () => ({ input: { limit: 1001 } }), expected: { code: "E011003" } },
  ],
};
