import { addTenant } from "@repo/auth/testing/scene";
import type { Case, Cases } from "./case";
import type { World } from "./world";

const GRACE = "grace@northfold.example";
const HELEN = "helen@northfold.example";

interface Tokens {
  sessionJwt: string;
  refreshJwt: string;
}

/** Somebody whom management has made, and signs in. */
async function signedIn(world: World, loginId = GRACE, more: object = {}): Promise<Tokens> {
  return world.manage<Tokens>("jwt.signUpOrIn", { loginId, ...more });
}

async function disabled(world: World): Promise<void> {
  await world.manage("user.create", { loginId: GRACE });
  await world.manage("user.updateStatus", { loginId: GRACE, status: "disabled" });
}

/** Helen, and Grace, in whose name she acts. */
async function impersonation(world: World, more: object = {}): Promise<string> {
  await signedIn(world, HELEN);
  await signedIn(world);
  const { jwt } = await world.manage<{ jwt: string }>("jwt.impersonate", { impersonatorId: HELEN, loginId: GRACE, ...more });
  return jwt;
}

const impersonating = (name: string, more: object, expected: Case["expected"]): Case => ({
  name,
  async arrange(world) {
    await signedIn(world, HELEN);
    await signedIn(world);
    return { input: { impersonatorId: HELEN, loginId: GRACE, ...more } };
  },
  expected,
});

const tooMuch = { customClaims: { long: "x".repeat(501) } };

/** Refusals of a token that is none of a live session. */
const refusedTokens: Case[] = [
  { name: "asks for a token", arrange: () => ({ input: {} }), expected: { code: "E011003" } },
  { name: "knows no other token", arrange: () => ({ input: { jwt: "a.b.c" } }), expected: { code: "E064002" } },
  {
    name: "refuses the token of a session that was ended",
    async arrange(world) {
      const { refreshJwt } = await signedIn(world);
      await world.manage("user.logoutUser", { loginId: GRACE });
      return { input: { jwt: refreshJwt } };
    },
    expected: { code: "E064001" },
  },
  {
    name: "refuses the token of a user who is disabled",
    async arrange(world) {
      const { sessionJwt } = await signedIn(world);
      // Without what ends the session.
      await world.prisma.user.updateMany({ data: { status: "disabled" } });
      return { input: { jwt: sessionJwt } };
    },
    expected: { code: "E062110" },
  },
];

const ofSignUps: Case[] = [
  { name: "asks for a login ID", arrange: () => ({ input: {} }), expected: { code: "E011003" } },
  {
    name: "selects no tenant of others",
    arrange: () => ({ input: { loginId: GRACE, selectedTenantId: "T1" } }),
    expected: { code: "E011001" },
  },
  {
    name: "knows no other tenant",
    arrange: () => ({ input: { loginId: GRACE, userTenants: [{ tenantId: "T1" }] } }),
    expected: { code: "E112201" },
  },
  {
    name: "knows no other role",
    async arrange(world) {
      await addTenant(world, "T1");
      return { input: { loginId: GRACE, userTenants: [{ tenantId: "T1", roleNames: ["Editor"] }] } };
    },
    expected: { code: "E112303" },
  },
];

export const jwtCases: Cases = {
  "management.jwt.update": [
    {
      name: "adds claims to a session token",
      arrange: async (world) => ({ input: { jwt: (await signedIn(world)).sessionJwt, customClaims: { plan: "gold" } } }),
      expected: { body: {} },
    },
    {
      name: "adds claims to a refresh token, and takes Go's zero values",
      arrange: async (world) => ({
        input: { jwt: (await signedIn(world)).refreshJwt, customClaims: { plan: "gold" }, refreshDuration: 0 },
      }),
      expected: { body: {} },
    },
    {
      name: "bounds what a session carries altogether",
      async arrange(world) {
        const long = { a: "x".repeat(450), b: "x".repeat(450), c: "x".repeat(450) };
        const { refreshJwt } = await signedIn(world, GRACE, { customClaims: long });
        return { input: { jwt: refreshJwt, customClaims: long } };
      },
      expected: { code: "E011003" },
    },
    {
      name: "refuses a sign-in that waits for its second factor",
      async arrange(world) {
        const { refreshJwt } = await signedIn(world);
        await world.prisma.session.updateMany({ data: { purpose: "secondFactor" } });
        return { input: { jwt: refreshJwt } };
      },
      expected: { code: "E062131" },
    },
    ...refusedTokens,
  ],
  "management.jwt.signIn": [
    {
      name: "signs a user in, without a factor",
      async arrange(world) {
        await world.manage("user.create", { loginId: GRACE });
        return { input: { loginId: GRACE, customClaims: { app: 1 }, jwt: "", refreshDuration: 0, selectedTenantId: "" } };
      },
      expected: { body: { firstSeen: true, user: { loginIds: [GRACE], status: "enabled" }, claims: { amr: [], nsec: { app: 1 } } } },
    },
    {
      name: "steps a session up, by its refresh token",
      arrange: async (world) => ({ input: { loginId: GRACE, stepup: true, jwt: (await signedIn(world)).refreshJwt } }),
      expected: { body: { firstSeen: false, claims: { su: true } } },
    },
    { name: "knows nobody of this name", arrange: () => ({ input: { loginId: GRACE } }), expected: { code: "E112102" } },
    { name: "asks for a login ID", arrange: () => ({ input: {} }), expected: { code: "E011003" } },
    {
      name: "refuses who is disabled",
      async arrange(world) {
        await disabled(world);
        return { input: { loginId: GRACE } };
      },
      expected: { code: "E062110" },
    },
    {
      name: "selects no tenant of others",
      async arrange(world) {
        await addTenant(world, "T1");
        await signedIn(world);
        return { input: { loginId: GRACE, selectedTenantId: "T1" } };
      },
      expected: { code: "E011001" },
    },
    {
      name: "adds to no session without its token",
      async arrange(world) {
        await signedIn(world);
        return { input: { loginId: GRACE, mfa: true } };
      },
      expected: { code: "E062130" },
    },
    {
      name: "adds to nobody else's session",
      arrange: async (world) => {
        await signedIn(world);
        return { input: { loginId: GRACE, stepup: true, jwt: (await signedIn(world, HELEN)).refreshJwt } };
      },
      expected: { code: "E062130" },
    },
  ],
  "management.jwt.signUp": [
    {
      name: "creates a user of whom nothing is verified unless it is said",
      arrange: () => ({ input: { loginId: GRACE, user: { name: "Grace", phone: "+14155550100" }, phoneVerified: true } }),
      expected: {
        body: { firstSeen: true, user: { name: "Grace", email: GRACE, verifiedEmail: false, verifiedPhone: true, status: "enabled" } },
      },
    },
    {
      name: "makes a member of a tenant, and selects it",
      async arrange(world) {
        await addTenant(world, "T1");
        return { input: { loginId: GRACE, emailVerified: true, userTenants: [{ tenantId: "T1" }], selectedTenantId: "T1" } };
      },
      expected: { body: { user: { verifiedEmail: true, userTenants: [{ tenantId: "T1" }] }, claims: { dct: "T1", tenants: { T1: {} } } } },
    },
    {
      name: "refuses a login ID that is taken",
      async arrange(world) {
        await signedIn(world);
        return { input: { loginId: GRACE } };
      },
      expected: { code: "E062107" },
    },
    ...ofSignUps,
  ],
  "management.jwt.signUpOrIn": [
    {
      name: "creates a user",
      arrange: () => ({ input: { loginId: GRACE, user: { name: "Grace" } } }),
      expected: { body: { firstSeen: true, user: { name: "Grace" } } },
    },
    {
      name: "signs a user in, and leaves them as they are",
      async arrange(world) {
        await signedIn(world);
        return { input: { loginId: GRACE, user: { name: "Other" }, emailVerified: true } };
      },
      expected: { body: { firstSeen: false, user: { name: "", verifiedEmail: false } } },
    },
    {
      name: "refuses who is disabled",
      async arrange(world) {
        await disabled(world);
        return { input: { loginId: GRACE } };
      },
      expected: { code: "E062110" },
    },
    ...ofSignUps,
  ],
  "management.jwt.anonymous": [
    {
      name: "answers tokens of nobody in particular",
      arrange: () => ({ input: { customClaims: { cart: 7, roles: ["Admin"] }, selectedTenant: "" } }),
      expected: { body: { claims: { anonymous: true, cart: 7, roles: [], tenants: {} } } },
    },
    {
      name: "names a tenant, and makes no member of it",
      async arrange(world) {
        await addTenant(world, "T1");
        return { input: { selectedTenant: "T1" } };
      },
      expected: { body: { claims: { dct: "T1", tenants: {} } } },
    },
    { name: "knows no other tenant", arrange: () => ({ input: { selectedTenant: "T1" } }), expected: { code: "E112201" } },
    { name: "bounds the claims", arrange: () => ({ input: tooMuch }), expected: { code: "E011003" } },
  ],
  "management.jwt.impersonate": [
    impersonating("answers a refresh token", { validateConsent: false }, { body: {} }),
    {
      name: "asks for consent, and finds it",
      async arrange(world) {
        await signedIn(world, HELEN);
        await signedIn(world);
        const impersonationConsent = Math.floor(world.deps.clock.now().getTime() / 1000) + 60;
        await world.manage("user.updateImpersonationConsent", { loginId: GRACE, impersonationConsent });
        return { input: { impersonatorId: HELEN, loginId: GRACE, validateConsent: true } };
      },
      expected: { body: {} },
    },
    impersonating("refuses without consent where that is asked for", { validateConsent: true }, { code: "E112120" }),
    impersonating("selects no tenant of others", { selectedTenant: "T1" }, { code: "E011001" }),
    impersonating("knows no other user", { loginId: "nobody" }, { code: "E112102" }),
    impersonating("knows no other impersonator", { impersonatorId: "nobody" }, { code: "E112102" }),
    impersonating("bounds the claims", tooMuch, { code: "E011003" }),
    {
      name: "refuses who is disabled",
      async arrange(world) {
        await signedIn(world, HELEN);
        await disabled(world);
        return { input: { impersonatorId: HELEN, loginId: GRACE } };
      },
      expected: { code: "E062110" },
    },
  ],
  "management.jwt.stopImpersonation": [
    {
      name: "answers a token of the one who acted",
      arrange: async (world) => ({ input: { jwt: await impersonation(world) } }),
      expected: { body: {} },
    },
    {
      name: "ends no session of the user's own",
      arrange: async (world) => ({ input: { jwt: (await signedIn(world)).refreshJwt } }),
      expected: { code: "E011004" },
    },
    {
      name: "selects no tenant of others",
      arrange: async (world) => ({ input: { jwt: await impersonation(world), selectedTenant: "T1" } }),
      expected: { code: "E011001" },
    },
    ...refusedTokens,
  ],
  "management.user.updateImpersonationConsent": [
    {
      name: "says until when",
      async arrange(world) {
        await signedIn(world);
        return { input: { loginId: GRACE, impersonationConsent: 1_900_000_000 } };
      },
      expected: { body: { user: { consentExpiration: 1_900_000_000 } } },
    },
    {
      name: "takes it back",
      async arrange(world) {
        await signedIn(world);
        await world.manage("user.updateImpersonationConsent", { loginId: GRACE, impersonationConsent: 1_900_000_000 });
        return { input: { loginId: GRACE, impersonationConsent: 0 } };
      },
      expected: { body: { user: { consentExpiration: 0 } } },
    },
    {
      name: "refuses a time that is over, as a number of seconds would be",
      async arrange(world) {
        await signedIn(world);
        return { input: { loginId: GRACE, impersonationConsent: 3600 } };
      },
      expected: { code: "E011004" },
    },
    { name: "asks for a time", arrange: () => ({ input: { loginId: GRACE } }), expected: { code: "E011003" } },
    {
      name: "knows nobody of this name",
      arrange: () => ({ input: { loginId: GRACE, impersonationConsent: 0 } }),
      expected: { code: "E112102" },
    },
  ],
};
