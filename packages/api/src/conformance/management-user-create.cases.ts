import type { User } from "@repo/contract/user";
import type { Case, Cases } from "./case";
import type { World } from "./world";

const GRACE = "grace@northfold.example";

const manyNames = { displayName: "Grace Hopper", givenName: "Grace", middleName: "Brewster", familyName: "Hopper" };

const BCRYPT = { bcrypt: { hash: "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW" } };

/** Somebody whom the management API has made. */
async function managedUser(world: World, more: object = {}): Promise<User> {
  const { user } = await world.manage<{ user: User }>("user.create", { loginId: GRACE, ...more });
  return user;
}

/** A tenant and a role, and an attribute that users may have. */
async function addSurroundings({ prisma, deps }: World): Promise<void> {
  const createdAt = deps.clock.now();
  await prisma.tenant.create({ data: { id: "acme", name: "Acme", createdAt } });
  await prisma.role.create({ data: { id: "R1", name: "Editor", createdAt } });
  await prisma.customAttribute.create({ data: { name: "seats", type: 2, createdAt } });
}

/** What one user alone is refused for. */
const refusals: readonly Case[] = [
  {
    name: "refuses a login ID that is taken",
    async arrange(world) {
      await managedUser(world);
      return { input: { loginId: GRACE } };
    },
    expected: { code: "E062107" },
  },
  {
    name: "refuses a further login ID that is taken",
    async arrange(world) {
      await managedUser(world);
      return { input: { loginId: "admiral", additionalLoginIds: [GRACE] } };
    },
    expected: { code: "E062107" },
  },
  { name: "asks for a login ID", arrange: () => ({ input: {} }), expected: { code: "E011003" } },
  { name: "knows no other status", arrange: () => ({ input: { loginId: GRACE, status: "sleeping" } }), expected: { code: "E011003" } },
  {
    name: "refuses an attribute that is not declared",
    arrange: () => ({ input: { loginId: GRACE, customAttributes: { rank: 1 } } }),
    expected: { code: "E011003" },
  },
  {
    name: "refuses a hash that would cost too much to check",
    arrange: () => ({ input: { loginId: GRACE, hashedPassword: { bcrypt: { hash: BCRYPT.bcrypt.hash.replace("$05$", "$31$") } } } }),
    expected: { code: "E011003" },
  },
  {
    name: "refuses a password beside a hash",
    arrange: () => ({ input: { loginId: GRACE, password: "seven green bottles", hashedPassword: BCRYPT } }),
    expected: { code: "E011003" },
  },
  {
    name: "refuses a password that the policy refuses",
    arrange: () => ({ input: { loginId: GRACE, password: "short" } }),
    expected: { code: "E062901" },
  },
  {
    name: "knows no such tenant",
    arrange: () => ({ input: { loginId: GRACE, userTenants: [{ tenantId: "nowhere" }] } }),
    expected: { code: "E112201" },
  },
  {
    name: "knows no such role",
    arrange: () => ({ input: { loginId: GRACE, roleNames: ["Nobody"] } }),
    expected: { code: "E112303" },
  },
];

export const managementUserCreateCases: Cases = {
  "management.user.create": [
    {
      name: "makes an invited user, whose address counts as proven",
      arrange: () => ({
        input: { loginId: " Grace@Northfold.example", ...manyNames, phone: "+14155550100", picture: "https://northfold.example/g.png" },
      }),
      expected: {
        body: {
          created: true,
          user: {
            loginIds: [GRACE],
            email: GRACE,
            verifiedEmail: true,
            verifiedPhone: true,
            name: "Grace Hopper",
            middleName: "Brewster",
            picture: "https://northfold.example/g.png",
            status: "invited",
            test: false,
          },
        },
      },
    },
    {
      name: "takes an address that is not proven, and Go's empty texts and nulls for what is not set",
      arrange: () => ({
        input: { loginId: "grace", email: GRACE, verifiedEmail: false, phone: "", givenName: "", status: "", test: true },
      }),
      expected: {
        body: {
          user: { loginIds: ["grace"], email: GRACE, verifiedEmail: false, phone: "", verifiedPhone: false, status: "invited", test: true },
        },
      },
    },
    {
      name: "gives all that a user may begin with",
      async arrange(world) {
        await addSurroundings(world);
        return {
          input: {
            loginId: GRACE,
            additionalLoginIds: ["grace", GRACE],
            roleNames: ["Editor"],
            userTenants: [{ tenantId: "acme", roleNames: ["Editor"] }],
            customAttributes: { seats: 3 },
            ssoAppIds: ["crm", "crm"],
            status: "enabled",
            recoveryEmail: "grace@home.example",
            verifiedRecoveryEmail: true,
            recoveryPhone: "+14155550101",
            hashedPassword: BCRYPT,
          },
        };
      },
      expected: {
        body: {
          user: {
            loginIds: [GRACE, "grace"],
            roleNames: ["Editor"],
            userTenants: [{ tenantId: "acme", tenantName: "Acme", roleNames: ["Editor"], permissions: [] }],
            customAttributes: { seats: 3 },
            ssoAppIds: ["crm"],
            status: "enabled",
            recoveryEmail: "grace@home.example",
            verifiedRecoveryEmail: true,
            recoveryPhone: "+14155550101",
            verifiedRecoveryPhone: false,
            password: true,
          },
        },
      },
    },
    {
      name: "reads other names for the same, and null as absent",
      only: "rest",
      arrange: () => ({
        input: {
          identifier: "grace",
          name: "Grace",
          email: null,
          roleNames: null,
          hashedPassword: null,
          additionalIdentifiers: ["admiral"],
        },
      }),
      expected: { body: { user: { loginIds: ["grace", "admiral"], name: "Grace", email: "", password: false } } },
    },
    {
      name: "invites, and again by the ID of who is there",
      async arrange(world) {
        const { userId } = await managedUser(world, { invite: true });
        return { input: { loginId: userId, invite: true, sendMail: true, locale: "de" } };
      },
      expected: { body: { created: false, user: { loginIds: [GRACE], status: "invited" } } },
    },
    {
      name: "refuses to invite a login ID that is taken",
      async arrange(world) {
        await managedUser(world);
        return { input: { loginId: GRACE, invite: true } };
      },
      expected: { code: "E062107" },
    },
    {
      name: "refuses to invite who has no address",
      arrange: () => ({ input: { loginId: "grace", invite: true } }),
      expected: { code: "E011003" },
    },
    {
      name: "refuses to invite to a page that is not approved",
      arrange: () => ({ input: { loginId: GRACE, invite: true, inviteUrl: "https://elsewhere.example/" } }),
      expected: { code: "E011004" },
    },
    ...refusals,
  ],
  "management.user.createTestUser": [
    {
      name: "makes a test user, whatever is said",
      arrange: () => ({ input: { loginId: GRACE, test: false } }),
      expected: { body: { created: true, user: { loginIds: [GRACE], test: true, status: "invited" } } },
    },
    ...refusals,
  ],
  "management.user.createBatch": [
    {
      name: "makes those who can be, and tells who cannot and why",
      async arrange(world) {
        await managedUser(world, { loginId: "taken" });
        return {
          input: {
            users: [
              { loginId: GRACE, createdTime: 1_500_000_000, status: "enabled", seed: "JBSWY3DPEHPK3PXP", hashedPassword: BCRYPT },
              { loginId: "taken", displayName: "Second" },
              { loginId: "someone@@nowhere" },
              {},
              { loginId: "a", hashedPassword: {} },
              { loginId: "b", seed: "not base32" },
              { loginId: "c", createdTime: -1 },
              { loginId: "d", roleNames: ["Nobody"] },
              { loginId: "e", password: "short" },
              { loginId: "f", additionalLoginIds: ["someone@@nowhere"] },
              { loginId: "last" },
              { loginId: "last" },
            ],
          },
        };
      },
      expected: {
        body: {
          createdUsers: [
            { loginIds: [GRACE], createdTime: 1_500_000_000, status: "enabled", TOTP: true, password: true },
            { loginIds: ["last"], status: "invited" },
          ],
          failedUsers: [
            { failure: "[E062107] User already exists", user: { userId: "", loginIds: ["taken"], name: "Second" } },
            { failure: "[E011003] The loginId field must be an email address", user: { loginIds: ["someone@@nowhere"] } },
            { failure: "[E011003] The loginId field is required", user: { loginIds: [] } },
            { user: { loginIds: ["a"] } },
            { user: { loginIds: ["b"] } },
            { user: { loginIds: ["c"] } },
            { failure: "[E112303] No role has the name Nobody" },
            { user: { loginIds: ["e"] } },
            { failure: "[E011003] The additionalLoginIds.0 field must be an email address", user: { loginIds: ["f", "someone@@nowhere"] } },
            { failure: "[E062107] User already exists", user: { loginIds: ["last"] } },
          ],
          additionalErrors: {},
        },
      },
    },
    {
      name: "keeps the ID that a user had elsewhere, of one user",
      arrange: () => ({
        input: {
          users: ["first", "second"].map((loginId) => ({ loginId, userId: "U2abcdefghijklmnopqrstuvwxyz" })),
        },
      }),
      expected: {
        body: {
          createdUsers: [{ userId: "U2abcdefghijklmnopqrstuvwxyz", loginIds: ["first"] }],
          failedUsers: [{ failure: "[E062107] User already exists" }],
        },
      },
    },
    {
      name: "reads other names for the same, and null as absent",
      only: "rest",
      arrange: () => ({
        input: { users: [{ loginIdOrUserId: "grace", name: "Grace", email: null, seed: null, additionalIdentifiers: ["admiral"] }] },
      }),
      expected: { body: { createdUsers: [{ loginIds: ["grace", "admiral"], name: "Grace" }], failedUsers: [] } },
    },
    {
      name: "invites each, and again who is named by user ID",
      async arrange(world) {
        const { userId } = await managedUser(world);
        return { input: { users: [{ loginId: userId }, { loginId: "new@northfold.example" }, { loginId: "nameless" }], invite: true } };
      },
      expected: {
        body: {
          createdUsers: [{ loginIds: [GRACE] }, { loginIds: ["new@northfold.example"] }],
          failedUsers: [{ failure: "[E011003] An invitation needs an email address", user: { loginIds: ["nameless"] } }],
        },
      },
    },
    {
      name: "makes nobody of nobody",
      arrange: () => ({ input: { users: [] } }),
      expected: { body: { createdUsers: [], failedUsers: [], additionalErrors: {} } },
    },
    {
      name: "refuses more than five hundred",
      arrange: () => ({ input: { users: Array.from({ length: 501 }, (_, index) => ({ loginId: `user ${index}` })) } }),
      expected: { code: "E011003" },
    },
    {
      name: "refuses to invite to a page that is not approved",
      arrange: () => ({ input: { users: [{ loginId: GRACE }], invite: true, inviteUrl: "https://elsewhere.example/" } }),
      expected: { code: "E011004" },
    },
  ],
  "management.user.deleteBatch": [
    {
      name: "deletes users, and passes over who is not there",
      arrange: async (world) => ({ input: { userIds: [(await managedUser(world)).userId, "U000000000000000000000000000"] } }),
      expected: { body: {} },
    },
    {
      name: "refuses more than five hundred",
      arrange: () => ({ input: { userIds: Array.from({ length: 501 }, (_, index) => `U${index}`) } }),
      expected: { code: "E011003" },
    },
  ],
};
