import { expect } from "vitest";
import type { Case, Cases } from "./case";
import type { World } from "./world";

const tokens = { sessionJwt: expect.stringMatching(/^ey/), refreshJwt: expect.stringMatching(/^ey/) };
const sealed = { sessionJwt: "", refreshJwt: "" };
const signedOut = { sessionJwt: "", refreshJwt: "", cookieMaxAge: 0, cookieExpiration: 0, cookiePath: "/" };

function signedIn(input: object = {}): Case["arrange"] {
  return async (world) => ({ input, credential: (await world.signUp()).credential });
}

async function memberOf(world: World, tenantId: string) {
  const person = await world.signUp();
  await world.prisma.tenant.create({ data: { id: tenantId, name: "Northfold", createdAt: world.deps.clock.now() } });
  await world.prisma.userTenant.create({ data: { userId: person.userId, tenantId } });
  return person;
}

export const sessionCases: Cases = {
  refresh: [
    {
      name: "answers a new session token",
      arrange: signedIn(),
      expected: { body: { ...tokens, firstSeen: false, user: { name: "Ada Moreno" } } },
      differs: { browser: { body: { ...sealed, firstSeen: false } } },
    },
  ],
  tryRefresh: [
    {
      name: "answers a new session token",
      arrange: signedIn(),
      expected: { body: tokens },
      differs: { browser: { body: sealed } },
    },
    { name: "answers strangers with nothing", arrange: () => ({ input: {} }), expected: { body: {} } },
    {
      name: "answers the signed-out with nothing",
      arrange: async (world) => {
        const { credential } = await world.signUp();
        await world.call("logout", {}, credential);
        return { input: {}, credential };
      },
      expected: { body: {} },
    },
  ],
  me: [{ name: "answers the user", arrange: signedIn(), expected: { body: { loginIds: ["ada@northfold.example"], name: "Ada Moreno" } } }],
  myTenants: [
    {
      name: "answers the tenants asked for that are the user's",
      arrange: async (world) => ({ input: { ids: ["T1", "T2"] }, credential: (await memberOf(world, "T1")).credential }),
      expected: { body: { tenants: [{ id: "T1", name: "Northfold", customAttributes: {} }] } },
    },
    { name: "answers no tenant when none is selected", arrange: signedIn({ dct: true, ids: [] }), expected: { body: { tenants: [] } } },
    { name: "asks which", arrange: signedIn({ ids: [] }), expected: { code: "E011002", status: 400 } },
    { name: "refuses a list that is none", arrange: signedIn({ ids: "T1" }), expected: { code: "E011003", status: 400 } },
    { name: "refuses a body that is no object", arrange: signedIn([]), expected: { code: "E011001", status: 400 }, only: "rest" },
  ],
  history: [
    {
      name: "answers past sign-ins",
      arrange: signedIn(),
      expected: { body: [{ userId: expect.any(String), ip: "192.0.2.7", city: "", country: "", selectedTenant: "" }] },
    },
  ],
  logout: [{ name: "ends the session", arrange: signedIn(), expected: { body: signedOut } }],
  logoutAll: [{ name: "ends every session", arrange: signedIn(), expected: { body: signedOut } }],
  validate: [
    {
      name: "answers the claims",
      arrange: signedIn(),
      expected: { body: { drn: "DS", amr: ["pwd"] } },
      // Pages have no session token to show.
      differs: { browser: { code: "E064002", status: 401 } },
    },
  ],
  selectTenant: [
    {
      name: "selects one of the user's tenants",
      arrange: async (world) => ({ input: { tenant: "T1" }, credential: (await memberOf(world, "T1")).credential }),
      expected: { body: { claims: { dct: "T1", tenants: { T1: {} } } } },
    },
    { name: "clears the selection", arrange: signedIn({ tenant: "" }), expected: { body: { firstSeen: false } } },
    { name: "refuses another tenant", arrange: signedIn({ tenant: "T9" }), expected: { code: "E011004", status: 403 } },
    { name: "asks which", arrange: signedIn(), expected: { code: "E011003", status: 400 } },
    { name: "refuses a body that is no object", arrange: signedIn([]), expected: { code: "E011001", status: 400 }, only: "rest" },
  ],
  "sessions.list": [
    {
      name: "answers where the user is signed in",
      arrange: signedIn(),
      expected: { body: [{ current: true, userAgent: "Conformance/1.0", methods: ["pwd"] }] },
    },
  ],
  "sessions.timeLeft": [
    {
      name: "answers how long the user stays signed in",
      arrange: signedIn(),
      expected: { body: { secondsLeft: 7 * 24 * 3600, secondsAtMost: 28 * 24 * 3600 } },
    },
    {
      name: "answers strangers that none is left",
      arrange: () => ({ input: {} }),
      expected: { body: { secondsLeft: 0, secondsAtMost: 0 } },
    },
  ],
  "sessions.revoke": [
    {
      name: "ends one session",
      arrange: async (world) => {
        const person = await world.signUp();
        const other = await world.signInAgain(person);
        return { input: { id: other.session }, credential: person.credential };
      },
      expected: { body: {} },
    },
    { name: "asks which", arrange: signedIn(), expected: { code: "E011003", status: 400 } },
  ],
  "sessions.nameDevice": [
    {
      name: "names the device of a session",
      arrange: async (world) => {
        const { credential } = await world.signUp();
        return { input: { id: credential.session, name: " Kitchen " }, credential };
      },
      expected: { body: {} },
    },
    { name: "does nothing for a session that is not there", arrange: signedIn({ id: "Snowhere", name: "" }), expected: { body: {} } },
    { name: "refuses a name of two lines", arrange: signedIn({ id: "S1", name: "a\nb" }), expected: { code: "E011003", status: 400 } },
  ],
  "sessions.revokeOthers": [{ name: "ends the other sessions", arrange: signedIn(), expected: { body: {} } }],
};
