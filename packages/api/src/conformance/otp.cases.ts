import { collectCode } from "@repo/auth/testing/deps";
import type { Case, Cases } from "./case";
import type { World } from "./world";

const loginId = "ada@northfold.example";
const other = "grace@northfold.example";
const sent = { maskedEmail: "a***@northfold.example" };

async function sendFiveTimes(world: World, path: string, input: object, credential?: object): Promise<void> {
  for (let count = 0; count < 5; count += 1) await world.call(path, input, credential);
}

/** The sixth letter to one address within 15 minutes. */
function tooMany(path: string): Case {
  return {
    name: "C9: refuses the sixth letter to one address",
    arrange: async (world) => {
      // Over REST nothing is mailed to nobody, nor counted.
      if (path.endsWith("signIn.email")) await world.signUp(loginId);
      await sendFiveTimes(world, path, { loginId });
      return { input: { loginId } };
    },
    expected: { code: "E130429", status: 429 },
  };
}

const disabled: Case["arrange"] = async (world) => {
  const person = await world.signUp(loginId);
  await world.prisma.user.update({ where: { id: person.userId }, data: { status: "disabled" } });
  return { input: { loginId } };
};

const stepupByAStranger: Case["arrange"] = async (world) => {
  await world.signUp(loginId);
  return { input: { loginId, loginOptions: { stepup: true } } };
};

const stepupUnproven: Case = {
  name: "2.7: adds to no session while the address is unproven",
  arrange: async (world) => {
    const { credential } = await world.signUp(loginId);
    return { input: { loginId, loginOptions: { stepup: true } }, credential };
  },
  expected: { code: "E062133", status: 400 },
};

/** A code for a sign-up is out. */
async function codeOut(world: World): Promise<string> {
  await world.call("otp.signUp.email", { loginId, user: { name: "Ada Moreno" } });
  return collectCode(world.deps);
}

function wrong(code: string): string {
  return code === "000000" ? "000001" : "000000";
}

export const otpCases: Cases = {
  "otp.signUp.email": [
    { name: "mails a code", arrange: () => ({ input: { loginId, user: { name: "Ada Moreno" } } }), expected: { body: sent } },
    {
      name: "mails to the address given beside the login ID",
      arrange: () => ({ input: { loginId: "ada", email: loginId } }),
      expected: { body: sent },
    },
    {
      name: "refuses a registered login ID",
      arrange: async (world) => {
        await world.signUp(loginId);
        return { input: { loginId } };
      },
      expected: { code: "E062107", status: 400 },
      differs: { browser: { body: sent } },
    },
    { name: "asks for an address", arrange: () => ({ input: { loginId: "ada" } }), expected: { code: "E011003", status: 400 } },
    {
      name: "C24: refuses another address than a login ID that is one",
      arrange: () => ({ input: { loginId, email: other } }),
      expected: { code: "E011004", status: 400 },
    },
    tooMany("otp.signUp.email"),
  ],
  "otp.signIn.email": [
    {
      name: "mails a code",
      arrange: async (world) => {
        await world.signUp(loginId);
        return { input: { loginId } };
      },
      expected: { body: sent },
    },
    {
      name: "knows no stranger",
      arrange: () => ({ input: { loginId } }),
      expected: { code: "E062108", status: 400 },
      differs: { browser: { body: sent } },
    },
    { name: "asks for a login ID", arrange: () => ({ input: {} }), expected: { code: "E011003", status: 400 } },
    {
      name: "refuses a disabled user",
      arrange: disabled,
      expected: { code: "E062110", status: 403 },
      differs: { browser: { body: sent } },
    },
    { name: "asks for a session to step up", arrange: stepupByAStranger, expected: { code: "E062130", status: 401 } },
    stepupUnproven,
    tooMany("otp.signIn.email"),
  ],
  "otp.signUpOrIn.email": [
    { name: "mails a code to who is new", arrange: () => ({ input: { loginId } }), expected: { body: sent } },
    { name: "asks for a login ID", arrange: () => ({ input: {} }), expected: { code: "E011003", status: 400 } },
    {
      name: "refuses a disabled user",
      arrange: disabled,
      expected: { code: "E062110", status: 403 },
      differs: { browser: { body: sent } },
    },
    { name: "asks for a session to step up", arrange: stepupByAStranger, expected: { code: "E062130", status: 401 } },
    stepupUnproven,
    tooMany("otp.signUpOrIn.email"),
  ],
  "otp.verify.email": [
    {
      name: "completes a sign-up",
      arrange: async (world) => ({ input: { loginId, code: await codeOut(world) } }),
      expected: {
        body: { firstSeen: true, user: { name: "Ada Moreno", verifiedEmail: true, password: false }, claims: { amr: ["email"] } },
      },
    },
    {
      name: "U19: reads a code with spaces and dashes",
      arrange: async (world) => {
        const code = await codeOut(world);
        return { input: { loginId, code: ` ${code.slice(0, 3)}-${code.slice(3)} ` } };
      },
      expected: { body: { firstSeen: true } },
    },
    {
      name: "refuses a wrong code",
      arrange: async (world) => ({ input: { loginId, code: wrong(await codeOut(world)) } }),
      expected: { code: "E061102", status: 401 },
    },
    {
      name: "refuses an empty code",
      arrange: async (world) => {
        await codeOut(world);
        return { input: { loginId, code: "" } };
      },
      expected: { code: "E061102", status: 401 },
    },
    {
      name: "C4: refuses the sixth try",
      arrange: async (world) => {
        const code = await codeOut(world);
        for (let count = 0; count < 5; count += 1) await world.call("otp.verify.email", { loginId, code: wrong(code) });
        return { input: { loginId, code } };
      },
      expected: { code: "E061103", status: 401 },
    },
    {
      name: "C2: refuses a code after five minutes",
      arrange: async (world) => {
        const code = await codeOut(world);
        world.deps.clock.advance({ minutes: 5 });
        return { input: { loginId, code } };
      },
      expected: { code: "E061104", status: 401 },
    },
    {
      name: "knows no stranger without a code",
      arrange: () => ({ input: { loginId, code: "123456" } }),
      expected: { code: "E062108", status: 400 },
      differs: { browser: { code: "E061102", status: 401 } },
    },
    {
      name: "refuses a sign-up whose login ID was taken meanwhile",
      arrange: async (world) => {
        const code = await codeOut(world);
        await world.signUp(loginId);
        return { input: { loginId, code } };
      },
      expected: { code: "E062107", status: 400 },
    },
    {
      name: "refuses a user who was disabled meanwhile",
      arrange: async (world) => {
        const person = await world.signUp(loginId);
        await world.call("otp.signIn.email", { loginId });
        const code = await collectCode(world.deps);
        await world.prisma.user.update({ where: { id: person.userId }, data: { status: "disabled" } });
        return { input: { loginId, code } };
      },
      expected: { code: "E062110", status: 403 },
    },
    {
      name: "refuses an address that became somebody else's login ID meanwhile",
      arrange: async (world) => {
        const { credential } = await world.signUp(loginId);
        await world.call("otp.update.email", { loginId, email: other, addToLoginIDs: true }, credential);
        const code = await collectCode(world.deps);
        await world.signUp(other);
        return { input: { loginId, code }, credential };
      },
      expected: { code: "E062125", status: 400 },
    },
    {
      name: "F11: confirms with the second factor only, where there is one",
      arrange: async (world) => {
        const { credential } = await world.signUp(loginId);
        await world.prisma.user.updateMany({ data: { secondFactor: true, verifiedEmail: true } });
        await world.call("otp.signIn.email", { loginId, loginOptions: { stepup: true } }, credential);
        return { input: { loginId, code: await collectCode(world.deps) }, credential };
      },
      expected: { code: "E062131", status: 401 },
    },
    {
      name: "steps up no session that has ended meanwhile",
      arrange: async (world) => {
        const { credential } = await world.signUp(loginId);
        await world.prisma.user.updateMany({ data: { verifiedEmail: true } });
        await world.call("otp.signIn.email", { loginId, loginOptions: { stepup: true } }, credential);
        const code = await collectCode(world.deps);
        await world.call("logout", {}, credential);
        return { input: { loginId, code } };
      },
      expected: { code: "E064001", status: 401 },
      // At a page the letter's reader shows none, which is told first.
      differs: { browser: { code: "E062130", status: 401 } },
    },
    {
      name: "C21: at a page, takes a change of address from who is signed in to the account that asked",
      arrange: async (world) => {
        const { credential } = await world.signUp(loginId);
        await world.call("otp.update.email", { loginId, email: other, addToLoginIDs: true }, credential);
        return { input: { loginId: other, code: await collectCode(world.deps) } };
      },
      expected: { body: { user: { email: other, loginIds: [loginId, other] } } },
      differs: { browser: { code: "E062130", status: 401 } },
    },
    {
      name: "refuses an unknown tenant",
      arrange: async (world) => {
        await world.call("otp.signUp.email", { loginId, loginOptions: { tenantId: "nowhere" } });
        return { input: { loginId, code: await collectCode(world.deps) } };
      },
      expected: { code: "E011001", status: 400 },
      // Pages send no options, and what comes through theirs is dropped.
      differs: { browser: { body: { firstSeen: true, user: { userTenants: [] } } } },
    },
    {
      name: "C5: refuses after ten wrong codes within an hour, whatever was resent",
      arrange: async (world) => {
        for (const _round of [1, 2]) {
          const code = await codeOut(world);
          for (let count = 0; count < 5; count += 1) await world.call("otp.verify.email", { loginId, code: wrong(code) });
        }
        return { input: { loginId, code: await codeOut(world) } };
      },
      expected: { code: "E130429", status: 429 },
    },
    { name: "asks for a code", arrange: () => ({ input: { loginId } }), expected: { code: "E011003", status: 400 } },
  ],
  "otp.update.email": [
    {
      name: "mails a code to the new address",
      arrange: async (world) => ({ input: { loginId, email: other }, credential: (await world.signUp(loginId)).credential }),
      expected: { body: { maskedEmail: "g***@northfold.example" } },
    },
    {
      name: "refuses another user's login ID",
      arrange: async (world) => ({ input: { loginId: other, email: other }, credential: (await world.signUp(loginId)).credential }),
      expected: { code: "E062130", status: 401 },
    },
    {
      name: "refuses an address that is somebody else's login ID",
      arrange: async (world) => {
        await world.signUp(other);
        const { credential } = await world.signUp(loginId);
        return { input: { loginId, email: other, addToLoginIDs: true, failOnConflict: true }, credential };
      },
      expected: { code: "E062125", status: 400 },
    },
    {
      name: "asks for an address",
      arrange: async (world) => ({ input: { loginId }, credential: (await world.signUp(loginId)).credential }),
      expected: { code: "E011003", status: 400 },
    },
    {
      name: "C9: refuses the sixth letter to one address",
      arrange: async (world) => {
        const { credential } = await world.signUp(loginId);
        await sendFiveTimes(world, "otp.update.email", { loginId, email: other }, credential);
        return { input: { loginId, email: other }, credential };
      },
      expected: { code: "E130429", status: 429 },
    },
  ],
};
