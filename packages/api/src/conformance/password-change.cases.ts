import type { Case, Cases } from "./case";
import type { World } from "./world";

const loginId = "ada@northfold.example";
const newPassword = "two lanterns on the pier";

async function proven(world: World) {
  const person = await world.signUp(loginId);
  await world.prisma.user.updateMany({ data: { verifiedEmail: true } });
  return person;
}

function replacing(change: object): Case["arrange"] {
  return async (world) => {
    const { password } = await world.signUp(loginId);
    return { input: { loginId, oldPassword: password, newPassword, ...change } };
  };
}

/** The same, of who signs in with two steps, beside a session that has shown these. */
function replacingBeside(methods: string[], minutesAgo = 0): Case["arrange"] {
  return async (world) => {
    const { password, credential } = await world.signUp(loginId);
    await world.prisma.user.updateMany({ data: { secondFactor: true } });
    await world.prisma.session.updateMany({ data: { methods: JSON.stringify(methods) } });
    world.deps.clock.advance({ minutes: minutesAgo });
    return { input: { loginId, oldPassword: password, newPassword }, credential };
  };
}

function updating(change: object): Case["arrange"] {
  return async (world) => ({ input: { loginId, newPassword, ...change }, credential: (await world.signUp(loginId)).credential });
}

const reset = { resetMethod: "magiclink", maskedEmail: "a***@northfold.example" };

export const passwordChangeCases: Cases = {
  "password.sendReset": [
    {
      name: "mails a link",
      arrange: async (world) => {
        await proven(world);
        return { input: { loginId } };
      },
      expected: { body: reset },
    },
    {
      name: "knows no stranger",
      arrange: () => ({ input: { loginId } }),
      expected: { code: "E062108", status: 400 },
      differs: { browser: { body: reset } },
    },
    {
      name: "needs a proven address",
      arrange: async (world) => {
        await world.signUp(loginId);
        return { input: { loginId } };
      },
      expected: { code: "E062907", status: 400 },
      differs: { browser: { body: reset } },
    },
    {
      name: "H4: refuses a target that is not approved",
      arrange: () => ({ input: { loginId, redirectUrl: "https://evil.example" } }),
      expected: { code: "E011004", status: 400 },
    },
    { name: "asks for a login ID", arrange: () => ({ input: {} }), expected: { code: "E011003", status: 400 } },
    {
      name: "C9: refuses the sixth letter to one address",
      arrange: async (world) => {
        await proven(world);
        for (let count = 0; count < 5; count += 1) await world.call("password.sendReset", { loginId });
        return { input: { loginId } };
      },
      expected: { code: "E130429", status: 429 },
    },
  ],
  "password.update": [
    { name: "sets the password", arrange: updating({}), expected: { body: {} } },
    { name: "refuses a short password", arrange: updating({ newPassword: "short" }), expected: { code: "E062901", status: 400 } },
    {
      name: "refuses the present password",
      arrange: updating({ newPassword: "a quiet harbour at dusk" }),
      expected: { code: "E062904", status: 400 },
    },
    { name: "refuses another user's login ID", arrange: updating({ loginId: "grace" }), expected: { code: "E062130", status: 401 } },
    { name: "asks for a password", arrange: updating({ newPassword: "" }), expected: { code: "E011003", status: 400 } },
  ],
  "password.replace": [
    { name: "replaces the password and signs in", arrange: replacing({}), expected: { body: { firstSeen: false } } },
    { name: "P9: needs the present password", arrange: replacing({ oldPassword: "wrong" }), expected: { code: "E062906", status: 401 } },
    { name: "refuses a short password", arrange: replacing({ newPassword: "short" }), expected: { code: "E062901", status: 400 } },
    {
      name: "refuses the present password as the new one",
      arrange: replacing({ newPassword: "a quiet harbour at dusk" }),
      expected: { code: "E062904", status: 400 },
    },
    {
      name: "P22: refuses a password that is locked for wrong ones",
      arrange: async (world) => {
        const call = await replacing({})(world);
        await world.manage("password.configureSettings", { lock: true, lockAttempts: 2 });
        for (const oldPassword of ["wrong", "wrong too"]) await world.call("password.replace", { loginId, oldPassword, newPassword });
        return call;
      },
      expected: { code: "E062903", status: 401 },
    },
    {
      name: "refuses a disabled user",
      arrange: async (world) => {
        const call = await replacing({})(world);
        await world.prisma.user.updateMany({ data: { status: "disabled" } });
        return call;
      },
      expected: { code: "E062110", status: 403 },
    },
    { name: "asks for a password", arrange: replacing({ newPassword: "" }), expected: { code: "E011003", status: 400 } },
    { name: "F11: takes both factors of two", arrange: replacingBeside(["pwd", "totp", "mfa"]), expected: { body: { firstSeen: false } } },
    {
      name: "F11: takes the second factor first",
      async arrange(world) {
        const call = await replacingBeside(["totp"])(world);
        await world.prisma.session.updateMany({ data: { purpose: "secondFactor" } });
        return call;
      },
      expected: { body: { claims: { amr: ["totp", "pwd", "mfa"] } } },
    },
    {
      name: "F11: refuses one factor of two",
      async arrange(world) {
        const { input } = await replacingBeside(["pwd", "totp", "mfa"])(world);
        return { input };
      },
      expected: { code: "E062131", status: 401 },
    },
    {
      name: "F11: refuses the same factor twice",
      arrange: replacingBeside(["pwd", "email", "mfa"]),
      expected: { code: "E062131", status: 401 },
    },
    {
      name: "F11: refuses another user's session",
      async arrange(world) {
        const { input } = await replacingBeside(["pwd", "totp", "mfa"])(world);
        const { credential } = await world.signUp("grace");
        await world.prisma.session.updateMany({ data: { methods: JSON.stringify(["pwd", "totp", "mfa"]) } });
        return { input, credential };
      },
      expected: { code: "E062131", status: 401 },
    },
    {
      name: "F8: refuses a second factor of more than ten minutes ago",
      arrange: replacingBeside(["pwd", "totp", "mfa"], 11),
      expected: { code: "E062132", status: 401 },
    },
    {
      name: "minds no session of who asked for one factor",
      async arrange(world) {
        const { input } = await replacing({})(world);
        return { input, credential: { session: "stale" } };
      },
      expected: { body: { firstSeen: false } },
    },
  ],
  "password.policy": [
    {
      name: "answers what a password must be",
      arrange: () => ({ input: {} }),
      expected: { body: { minLength: 8, lowercase: false, uppercase: false, number: false, nonAlphanumeric: false } },
    },
    {
      name: "P20: answers what settings ask for",
      arrange: async (world) => {
        await world.manage("password.configureSettings", { minLength: 12, number: true });
        return { input: {} };
      },
      expected: { body: { minLength: 12, lowercase: false, uppercase: false, number: true, nonAlphanumeric: false } },
    },
    {
      name: "P23: answers what the tenant of who is signed in asks for",
      arrange: async (world) => {
        const { userId, credential } = await world.signUp(loginId);
        const tenant = { id: "acme", name: "Acme", createdAt: world.deps.clock.now(), members: { create: { userId } } };
        await world.prisma.tenant.create({ data: tenant });
        await world.manage("password.configureSettings", { tenantId: "acme", uppercase: true });
        return { input: {}, credential };
      },
      expected: { body: { minLength: 8, uppercase: true } },
    },
  ],
};
