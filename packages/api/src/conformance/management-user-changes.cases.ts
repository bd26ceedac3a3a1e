import type { User } from "@repo/contract/user";
import type { Case, Cases, Expected } from "./case";
import { enrolled } from "./totp.cases";
import type { World } from "./world";

const GRACE = "grace@northfold.example";
const ELSEWHERE = "grace@southfold.example";
const createdAt = new Date("2026-01-01T00:00:00Z");

/** Somebody whom the management API has made. */
async function managedUser(world: World, more: object = {}): Promise<User> {
  const { user } = await world.manage<{ user: User }>("user.create", { loginId: GRACE, ...more });
  return user;
}

/** The tenant T1 with a role of its own, two roles of the project, and three attributes. */
export async function furnish({ prisma }: World): Promise<void> {
  await prisma.tenant.create({ data: { id: "T1", name: "Northfold", createdAt } });
  await prisma.role.createMany({
    data: [
      { id: "R1", name: "editor", createdAt },
      { id: "R2", name: "auditor", createdAt },
      { id: "R3", name: "owner", tenantId: "T1", scope: "T1", createdAt },
    ],
  });
  await prisma.customAttribute.createMany({
    data: [
      { name: "seats", type: 2, createdAt },
      { name: "plan", type: 4, options: JSON.stringify([{ value: "paid", label: "Paid" }]), createdAt },
    ],
  });
}

/** A case about Grace, in a world with roles, tenants and attributes. */
function about(name: string, input: object, expected: Expected, before?: (world: World, user: User) => Promise<unknown>): Case {
  return {
    name,
    async arrange(world) {
      await furnish(world);
      const user = await managedUser(world);
      await before?.(world, user);
      return { input: { loginId: GRACE, ...input } };
    },
    expected,
  };
}

const asUser = (user: object): Expected => ({ body: { user } });

/** What every operation on one user answers to a name of nobody, and to one that is too long. */
function ofNobody(input: object = {}): Case[] {
  return [
    { name: "knows nobody of this name", arrange: () => ({ input: { loginId: "nobody", ...input } }), expected: { code: "E112102" } },
    {
      name: "refuses a name that is too long",
      arrange: () => ({ input: { loginId: "x".repeat(321), ...input } }),
      expected: { code: "E011003" },
    },
  ];
}

/** That what is given by name exists. */
const ofUnknownNames = [
  about("refuses a role that nobody made", { roleNames: ["emperor"] }, { code: "E112303" }),
  about("refuses a tenant that nobody made", { userTenants: [{ tenantId: "T9" }] }, { code: "E112201" }),
  about("refuses an attribute that is not declared", { customAttributes: { seats: 1, shoes: 2 } }, { code: "E011003" }),
  about("refuses an attribute that is not of its type", { customAttributes: { seats: "many" } }, { code: "E011003" }),
  about("refuses somebody else's login ID", { additionalLoginIds: ["ada"] }, { code: "E111127" }, (world) =>
    world.manage("user.create", { loginId: "ada" }),
  ),
];

const full = {
  displayName: "Grace Hopper",
  givenName: "Grace",
  email: ELSEWHERE,
  phone: "+14155550100",
  picture: "https://northfold.example/g.png",
  roleNames: ["editor"],
  userTenants: [{ tenantId: "T1", roleNames: ["owner"] }],
  customAttributes: { seats: 3, plan: "paid" },
  ssoAppIds: ["app1"],
  recoveryEmail: "Rescue@Northfold.example",
  verifiedRecoveryEmail: true,
  additionalLoginIds: ["hopper"],
  status: "enabled",
  scim: true,
};

const fullUser = {
  loginIds: [GRACE, "hopper"],
  name: "Grace Hopper",
  givenName: "Grace",
  email: ELSEWHERE,
  verifiedEmail: true,
  phone: "+14155550100",
  verifiedPhone: true,
  picture: "https://northfold.example/g.png",
  roleNames: ["editor"],
  userTenants: [{ tenantId: "T1", tenantName: "Northfold", roleNames: ["owner"], permissions: [] }],
  customAttributes: { seats: 3, plan: "paid" },
  ssoAppIds: ["app1"],
  recoveryEmail: "rescue@northfold.example",
  verifiedRecoveryEmail: true,
  verifiedRecoveryPhone: false,
  status: "enabled",
  SCIM: true,
};

/** Grace is all of that. */
async function becomesFull(world: World): Promise<void> {
  await world.manage("user.patch", { loginId: GRACE, ...full });
}

const inTenant = (world: World) => world.manage("user.addTenant", { loginId: GRACE, tenantId: "T1" });
const asEditor = (world: World) => world.manage("user.setRoles", { loginId: GRACE, roleNames: ["editor", "auditor"] });
const asOwner = async (world: World) => {
  await inTenant(world);
  await world.manage("user.setRoles", { loginId: GRACE, tenantId: "T1", roleNames: ["owner", "editor"] });
};
const withApps = (world: World) => world.manage("user.setSSOapps", { loginId: GRACE, ssoAppIds: ["app1", "app2"] });

const ofRoles = [
  about("refuses a role that nobody made", { roleNames: ["editor", "emperor"] }, { code: "E112303" }),
  about("refuses a tenant's role in the project", { roleNames: ["owner"], tenantId: "" }, { code: "E112303" }),
  about("refuses a tenant that nobody made", { roleNames: ["editor"], tenantId: "T9" }, { code: "E112201" }),
  about("refuses a tenant that the user does not belong to", { roleNames: ["owner"], tenantId: "T1" }, { code: "E112203" }),
  ...ofNobody(),
];

const ofTenants = [about("refuses a tenant that nobody made", { tenantId: "T9" }, { code: "E112201" }), ...ofNobody({ tenantId: "T1" })];

const ofConflicts: Record<"updateEmail" | "updatePhone", Case[]> = {
  updateEmail: [
    about(
      "fails where it is asked to, if somebody else has it",
      { email: " ADA@northfold.example", verified: true, failOnConflict: true },
      { code: "E111127" },
      (world) => world.manage("user.create", { loginId: "ada@northfold.example" }),
    ),
  ],
  updatePhone: [
    about(
      "fails where it is asked to, if somebody else has it",
      { phone: "+14155550100", verified: true, failOnConflict: true },
      { code: "E111127" },
      (world) => world.manage("user.create", { loginId: "ada", phone: "+14155550100" }),
    ),
  ],
};

const historyIds = async (world: World) => {
  const { userId } = await world.signUp();
  return [userId, "U0", userId];
};

export const managementUserChangeCases: Cases = {
  "management.user.update": [
    about("replaces everything that is said", full, asUser(fullUser)),
    about(
      "empties what is left out, but for login IDs, status and an address that is the login ID",
      { displayName: "Grace" },
      asUser({
        ...fullUser,
        name: "Grace",
        givenName: "",
        email: GRACE,
        verifiedEmail: false,
        phone: "",
        verifiedPhone: false,
        picture: "",
        roleNames: [],
        userTenants: [],
        customAttributes: {},
        ssoAppIds: [],
        recoveryEmail: "",
        verifiedRecoveryEmail: false,
      }),
      becomesFull,
    ),
    about("keeps the proof of an address that stays", {}, asUser({ email: GRACE, verifiedEmail: true })),
    {
      name: "reads other names for the same, Go's empty texts and null as absent",
      only: "rest",
      async arrange(world) {
        await managedUser(world);
        const input = { identifier: GRACE, name: "Grace", additionalIdentifiers: ["hopper"], phone: "", status: "", roleNames: null };
        return { input: { ...input, userTenants: null, customAttributes: null } };
      },
      expected: asUser({ loginIds: [GRACE, "hopper"], name: "Grace", phone: "", status: "invited" }),
    },
    ...ofUnknownNames,
    ...ofNobody(),
  ],
  "management.user.patch": [
    about("changes everything that is said", full, asUser(fullUser)),
    about("leaves what is not said", { givenName: "G." }, asUser({ ...fullUser, givenName: "G." }), becomesFull),
    about(
      "empties what is said to be empty, and adds to attributes",
      {
        email: "",
        phone: "",
        roleNames: [],
        userTenants: [],
        ssoAppIds: [],
        additionalLoginIds: [],
        displayName: "",
        recoveryEmail: "",
        customAttributes: { seats: null },
      },
      asUser({
        ...fullUser,
        loginIds: [GRACE],
        email: "",
        verifiedEmail: false,
        phone: "",
        verifiedPhone: false,
        roleNames: [],
        userTenants: [],
        ssoAppIds: [],
        name: "",
        recoveryEmail: "",
        verifiedRecoveryEmail: false,
        customAttributes: { plan: "paid" },
      }),
      becomesFull,
    ),
    about("takes another number for proven unless it is told otherwise", { phone: "+14155550199" }, asUser({ verifiedPhone: true })),
    about("takes an address that is not proven", { verifiedEmail: false }, asUser({ email: GRACE, verifiedEmail: false })),
    about("knows no other status", { status: "sleeping" }, { code: "E011003" }),
    ...ofUnknownNames,
    ...ofNobody(),
  ],
  "management.user.patchBatch": [
    {
      name: "changes whom it can, and tells of the others why it cannot",
      async arrange(world) {
        await furnish(world);
        await managedUser(world);
        await world.manage("user.create", { loginId: "ada" });
        const users = [
          { loginId: GRACE, displayName: "Grace" },
          { loginId: "nobody", displayName: "Nobody" },
          { loginId: "ada", roleNames: ["emperor"] },
          { loginId: "ada", email: "no address@" },
          { loginId: "ada", roleNames: ["editor"] },
          { displayName: "nameless" },
        ];
        return { input: { users } };
      },
      expected: {
        body: {
          patchedUsers: [
            { loginIds: [GRACE], name: "Grace" },
            { loginIds: ["ada"], roleNames: ["editor"], email: "" },
          ],
          failedUsers: [
            { failure: "[E112102] User not found", user: { loginIds: ["nobody"], name: "Nobody" } },
            { failure: "[E112303] No role has the name emperor", user: { loginIds: ["ada"] } },
            { failure: "[E011003] The email field must be an email address", user: { loginIds: ["ada"] } },
            { failure: "[E011003] The loginId field is required", user: { loginIds: [] } },
          ],
          additionalErrors: {},
        },
      },
    },
    { name: "refuses what is no user", arrange: () => ({ input: { users: ["ada"] } }), expected: { code: "E011003" } },
    {
      name: "takes five hundred at most",
      arrange: () => ({ input: { users: Array.from({ length: 501 }, () => ({ loginId: "ada" })) } }),
      expected: { code: "E011003" },
    },
  ],
  "management.user.updateLoginId": [
    about(
      "replaces it, and the address that it was",
      { newLoginId: " GRACE@southfold.example" },
      {
        body: { user: { loginIds: [ELSEWHERE], externalIds: [ELSEWHERE], email: ELSEWHERE, verifiedEmail: true } },
      },
    ),
    about("replaces it by a name, and leaves the address", { newLoginId: "hopper" }, asUser({ loginIds: ["hopper"], email: GRACE })),
    about("removes it for an empty one", { newLoginId: "" }, asUser({ loginIds: ["hopper"], email: GRACE }), (world) =>
      world.manage("user.patch", { loginId: GRACE, additionalLoginIds: ["hopper"] }),
    ),
    about("removes no last one", { newLoginId: "" }, { code: "E112103" }),
    about("refuses somebody else's", { newLoginId: "ada" }, { code: "E111127" }, (world) =>
      world.manage("user.create", { loginId: "ada" }),
    ),
    ...ofNobody({ newLoginId: "ada" }),
  ],
  "management.user.updateEmail": [
    about(
      "replaces it, in its one spelling",
      { email: " GRACE@southfold.example", verified: true },
      {
        body: { user: { loginIds: [GRACE], email: ELSEWHERE, verifiedEmail: true } },
      },
    ),
    about("takes one that is not proven", { email: ELSEWHERE, verified: false }, asUser({ email: ELSEWHERE, verifiedEmail: false })),
    about("removes it for an empty one", { email: "", verified: true }, asUser({ email: "", verifiedEmail: false })),
    ...ofConflicts.updateEmail,
    ...ofNobody({ email: ELSEWHERE }),
  ],
  "management.user.updatePhone": [
    about("replaces it", { phone: "+14155550199", verified: true }, asUser({ phone: "+14155550199", verifiedPhone: true })),
    about("removes it for an empty one", { phone: "", verified: true }, asUser({ phone: "", verifiedPhone: false }), becomesFull),
    ...ofConflicts.updatePhone,
    ...ofNobody({ phone: "+14155550199" }),
  ],
  "management.user.updateRecoveryEmail": [
    about(
      "replaces it",
      { recoveryEmail: " Rescue@northfold.example", verified: true },
      {
        body: { user: { recoveryEmail: "rescue@northfold.example", verifiedRecoveryEmail: true } },
      },
    ),
    about("removes it for an empty one", { recoveryEmail: "" }, asUser({ recoveryEmail: "", verifiedRecoveryEmail: false }), becomesFull),
    ...ofNobody(),
  ],
  "management.user.updateRecoveryPhone": [
    about("replaces it", { recoveryPhone: "+14155550177" }, asUser({ recoveryPhone: "+14155550177", verifiedRecoveryPhone: false })),
    ...ofNobody(),
  ],
  "management.user.updateDisplayName": [
    about("changes the names that are given", { displayName: "Admiral" }, asUser({ name: "Admiral", givenName: "Grace" }), becomesFull),
    {
      name: "reads another name for the same",
      only: "rest",
      async arrange(world) {
        await managedUser(world);
        return { input: { loginId: GRACE, name: "Admiral" } };
      },
      expected: asUser({ name: "Admiral" }),
    },
    ...ofNobody(),
  ],
  "management.user.updatePicture": [
    about("replaces it", { picture: "https://northfold.example/h.png" }, asUser({ picture: "https://northfold.example/h.png" })),
    about("removes it for an empty one", { picture: "" }, asUser({ picture: "" }), becomesFull),
    ...ofNobody(),
  ],
  "management.user.updateCustomAttribute": [
    about("gives it a value", { attributeKey: "plan", attributeValue: "paid" }, asUser({ customAttributes: { plan: "paid" } })),
    about("takes it away without one", { attributeKey: "plan" }, asUser({ customAttributes: { seats: 3 } }), becomesFull),
    about("refuses one that is not declared", { attributeKey: "shoes", attributeValue: 2 }, { code: "E011003" }),
    ...ofNobody({ attributeKey: "seats", attributeValue: 2 }),
  ],
  "management.user.setRoles": [
    about("replaces them", { roleNames: ["editor"] }, asUser({ roleNames: ["editor"] }), asEditor),
    about(
      "replaces those in a tenant",
      { roleNames: ["editor"], tenantId: "T1" },
      asUser({ userTenants: [{ roleNames: ["editor"] }] }),
      asOwner,
    ),
    about("takes all away", { roleNames: [], tenantId: "" }, asUser({ roleNames: [] }), asEditor),
    ...ofRoles,
  ],
  "management.user.addRoles": [
    about("adds them, once", { roleNames: ["editor", "editor"] }, asUser({ roleNames: ["auditor", "editor"] }), asEditor),
    about(
      "adds some in a tenant",
      { roleNames: ["auditor"], tenantId: "T1" },
      asUser({ roleNames: [], userTenants: [{ tenantId: "T1", roleNames: ["auditor", "editor", "owner"] }] }),
      asOwner,
    ),
    ...ofRoles,
  ],
  "management.user.removeRoles": [
    about("takes them away", { roleNames: ["editor"] }, asUser({ roleNames: ["auditor"] }), asEditor),
    about(
      "takes some away in a tenant",
      { roleNames: ["owner", "auditor"], tenantId: "T1" },
      {
        body: { user: { userTenants: [{ tenantId: "T1", roleNames: ["editor"] }] } },
      },
      asOwner,
    ),
    ...ofRoles,
  ],
  "management.user.addTenant": [
    about("makes a member", { tenantId: "T1" }, asUser({ userTenants: [{ tenantId: "T1", tenantName: "Northfold", roleNames: [] }] })),
    about("leaves a member what they are", { tenantId: "T1" }, asUser({ userTenants: [{ roleNames: ["editor", "owner"] }] }), asOwner),
    ...ofTenants,
  ],
  "management.user.removeTenant": [
    about("ends a membership", { tenantId: "T1" }, asUser({ userTenants: [] }), asOwner),
    about("leaves who is no member", { tenantId: "T1" }, asUser({ userTenants: [] })),
    ...ofTenants,
  ],
  "management.user.addSSOapps": [
    about("adds them, once", { ssoAppIds: ["app2", "app3"] }, asUser({ ssoAppIds: ["app1", "app2", "app3"] }), withApps),
    ...ofNobody(),
  ],
  "management.user.setSSOapps": [about("replaces them", { ssoAppIds: ["app3"] }, asUser({ ssoAppIds: ["app3"] }), withApps), ...ofNobody()],
  "management.user.removeSSOapps": [
    about("takes them away", { ssoAppIds: ["app2", "app3"] }, asUser({ ssoAppIds: ["app1"] }), withApps),
    ...ofNobody(),
  ],
  "management.user.removeTOTPSeed": [
    {
      name: "removes an authenticator",
      async arrange(world) {
        const { userId } = await enrolled(world);
        return { input: { loginId: userId } };
      },
      expected: { body: {} },
    },
    about("is done where there is none", {}, { body: {} }),
    ...ofNobody(),
  ],
  "management.user.removeRecoveryCodes": [about("is done where there are none", {}, { body: {} }), ...ofNobody()],
  "management.user.removeAllPasskeys": [about("is done where there are none", {}, { body: {} }), ...ofNobody()],
  "management.user.listPasskeys": [about("answers none", {}, { body: { passkeys: [] } }), ...ofNobody()],
  "management.user.loadUsers": [
    {
      name: "answers those there are, in the order of their IDs, each once",
      async arrange(world) {
        const ada = await world.manage<{ user: User }>("user.create", { loginId: "ada" });
        const { userId } = await managedUser(world);
        return { input: { userIds: [userId, "U0", ada.user.userId, userId] } };
      },
      expected: { body: { users: [{ loginIds: [GRACE] }, { loginIds: ["ada"] }], total: 2 } },
    },
    {
      name: "answers blank users for those there are not, where they are asked for",
      arrange: () => ({ input: { userIds: ["U0"], includeInvalidUsers: true } }),
      expected: { body: { users: [{ userId: "U0", loginIds: [], status: "disabled" }], total: 1 } },
    },
    { name: "refuses what is no ID", arrange: () => ({ input: { userIds: [7] } }), expected: { code: "E011003" } },
  ],
  "management.user.history": [
    {
      name: "answers a list of past sign-ins, for a list of user IDs",
      arrange: async (world) => ({ input: await historyIds(world) }),
      expected: { body: [{ city: "", country: "", selectedTenant: "" }] },
    },
    {
      name: "takes a hundred users at most",
      arrange: () => ({ input: Array.from({ length: 101 }, () => "U1") }),
      expected: { code: "E011003" },
    },
  ],
  "management.user.authHistory": [
    {
      name: "answers past sign-ins in an object",
      arrange: async (world) => ({ input: { userIds: await historyIds(world) } }),
      expected: { body: { usersAuthHistory: [{ city: "", country: "", selectedTenant: "" }] } },
    },
    { name: "refuses what is no list", arrange: () => ({ input: { userIds: "U1" } }), expected: { code: "E011003" } },
  ],
};
