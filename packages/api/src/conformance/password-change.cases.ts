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
      name: "refuses a disabled user",
      arrange: async (world) => {
        const call = await replacing({})(world);
        await world.prisma.user.updateMany({ data: { status: "disabled" } });
        return call;
      },
      expected: { code: "E062110", status: 403 },
    },
    { name: "asks for a password", arrange: replacing({ newPassword: "" }), expected: { code: "E011003", status: 400 } },
  ],
  "password.policy": [
    {
      name: "answers what a password must be",
      arrange: () => ({ input: {} }),
      expected: { body: { minLength: 8, lowercase: false, uppercase: false, number: false, nonAlphanumeric: false } },
    },
  ],
};
