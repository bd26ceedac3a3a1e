import { generate } from "otplib";
import { expect } from "vitest";
import type { Case, Cases } from "./case";
import type { Credential } from "./surface";
import type { World } from "./world";

const loginId = "ada@northfold.example";
const key = {
  key: expect.stringMatching(/^[A-Z2-7]{32}$/),
  provisioningURL: expect.stringMatching(/^otpauth:\/\/totp\/Gatehouse:ada%40northfold\.example\?secret=[A-Z2-7]{32}&issuer=Gatehouse&/),
  image: expect.stringMatching(/^iVBOR/),
};

/** The code that an app shows for this key now. */
export function codeOf(world: World, secret: string): Promise<string> {
  return generate({ secret, epoch: Math.floor(world.deps.clock.now().getTime() / 1000) });
}

export async function wrongCode(world: World, secret: string): Promise<string> {
  return (await codeOf(world, secret)) === "000000" ? "000001" : "000000";
}

async function startSignUp(world: World): Promise<string> {
  const { body } = await world.call("totp.signUp", { loginId, user: { name: "Ada Moreno" } });
  return (body as { key: string }).key;
}

/** Somebody who has confirmed their email. */
export async function confirmed(world: World) {
  const person = await world.signUp(loginId);
  await world.confirmEmails();
  return person;
}

/** Somebody signed up with an authenticator; the step of the sign-up is over. */
export async function enrolled(world: World): Promise<{ secret: string; credential: Credential; userId: string }> {
  const secret = await startSignUp(world);
  const { body, credential } = await world.call("totp.verify", { loginId, code: await codeOf(world, secret) });
  world.deps.clock.advance({ seconds: 30 });
  return { secret, credential, userId: (body as { user: { userId: string } }).user.userId };
}

const disabled: Case["arrange"] = async (world) => {
  const { secret } = await enrolled(world);
  await world.prisma.user.updateMany({ data: { status: "disabled" } });
  return { input: { loginId, code: await codeOf(world, secret) } };
};

export const totpCases: Cases = {
  "totp.signUp": [
    { name: "answers a key three ways", arrange: () => ({ input: { loginId, user: { name: "Ada Moreno" } } }), expected: { body: key } },
    {
      name: "refuses a registered login ID",
      arrange: async (world) => {
        await world.signUp(loginId);
        return { input: { loginId } };
      },
      expected: { code: "E062107", status: 400 },
    },
    { name: "asks for a login ID", arrange: () => ({ input: {} }), expected: { code: "E011003", status: 400 } },
    {
      name: "C24: refuses another address than a login ID that is one",
      arrange: () => ({ input: { loginId, user: { email: "grace@northfold.example" } } }),
      expected: { code: "E011004", status: 400 },
    },
  ],
  "totp.verify": [
    {
      name: "finishes a sign-up",
      arrange: async (world) => {
        const secret = await startSignUp(world);
        return { input: { loginId, code: await codeOf(world, secret) } };
      },
      expected: { body: { firstSeen: true, user: { TOTP: true, name: "Ada Moreno", loginIds: [loginId] }, claims: { amr: ["totp"] } } },
    },
    {
      name: "signs in",
      arrange: async (world) => {
        const { secret } = await enrolled(world);
        return { input: { loginId, code: await codeOf(world, secret), loginOptions: {} } };
      },
      expected: { body: { firstSeen: false, claims: { amr: ["totp"] } } },
    },
    {
      name: "F4: refuses a code that was used",
      arrange: async (world) => {
        const { secret } = await enrolled(world);
        const code = await codeOf(world, secret);
        await world.call("totp.verify", { loginId, code });
        return { input: { loginId, code } };
      },
      expected: { code: "E061102", status: 401 },
    },
    {
      name: "refuses a wrong code of a pending sign-up, five times",
      arrange: async (world) => {
        const secret = await startSignUp(world);
        for (let count = 0; count < 5; count += 1) await world.call("totp.verify", { loginId, code: await wrongCode(world, secret) });
        return { input: { loginId, code: await codeOf(world, secret) } };
      },
      expected: { code: "E061103", status: 401 },
    },
    {
      name: "F7: refuses after ten wrong codes in 15 minutes",
      arrange: async (world) => {
        const { secret } = await enrolled(world);
        for (let count = 0; count < 10; count += 1) await world.call("totp.verify", { loginId, code: await wrongCode(world, secret) });
        return { input: { loginId, code: await codeOf(world, secret) } };
      },
      expected: { code: "E130429", status: 429 },
    },
    {
      name: "knows no stranger",
      arrange: () => ({ input: { loginId, code: "123456" } }),
      expected: { code: "E062108", status: 400 },
      differs: { browser: { code: "E061102", status: 401 } },
    },
    {
      name: "refuses a user without an authenticator",
      arrange: async (world) => {
        await world.signUp(loginId);
        return { input: { loginId, code: "123456" } };
      },
      expected: { code: "E062120", status: 400 },
      differs: { browser: { code: "E061102", status: 401 } },
    },
    {
      name: "F6: a pending sign-up is worth nothing once the login ID is somebody's",
      arrange: async (world) => {
        const secret = await startSignUp(world);
        await world.signUp(loginId);
        return { input: { loginId, code: await codeOf(world, secret) } };
      },
      expected: { code: "E062120", status: 400 },
      differs: { browser: { code: "E061102", status: 401 } },
    },
    {
      name: "refuses a sign-up that lost the race for its login ID",
      arrange: async (world) => {
        const secret = await startSignUp(world);
        await world.signUp(loginId);
        // The other sign-up was stored between this one's look and its write, as where transactions run beside each other.
        const { store } = world.deps;
        const { transaction } = store;
        store.transaction = (work, options) =>
          transaction((tx) => {
            const { find } = tx.factors;
            return work({ ...tx, factors: { ...tx.factors, find: (asked, now) => find({ ...asked, loginId: null }, now) } });
          }, options);
        return { input: { loginId, code: await codeOf(world, secret) } };
      },
      expected: { code: "E062107", status: 400 },
    },
    { name: "refuses a disabled user", arrange: disabled, expected: { code: "E062110", status: 403 } },
    {
      name: "asks for a session to step up",
      arrange: async (world) => {
        const { secret } = await enrolled(world);
        return { input: { loginId, code: await codeOf(world, secret), loginOptions: { stepup: true } } };
      },
      expected: { code: "E062130", status: 401 },
    },
    {
      name: "refuses a tenant that is not the user's",
      arrange: async (world) => {
        const { secret } = await enrolled(world);
        return { input: { loginId, code: await codeOf(world, secret), loginOptions: { tenantId: "nowhere" } } };
      },
      expected: { code: "E011001", status: 400 },
    },
    { name: "asks for a code", arrange: () => ({ input: { loginId } }), expected: { code: "E011003", status: 400 } },
  ],
  "totp.update": [
    {
      name: "answers a key three ways",
      arrange: async (world) => ({ input: { loginId }, credential: (await confirmed(world)).credential }),
      expected: { body: key },
    },
    {
      name: "R31: adds nothing, at a page, before the email is confirmed",
      arrange: async (world) => ({ input: { loginId }, credential: (await world.signUp(loginId)).credential }),
      expected: { body: key },
      differs: { browser: { code: "E062135", status: 403 } },
    },
    {
      name: "refuses another user's login ID",
      arrange: async (world) => ({ input: { loginId: "grace" }, credential: (await world.signUp(loginId)).credential }),
      expected: { code: "E062130", status: 401 },
    },
    {
      name: "asks for a login ID",
      arrange: async (world) => ({ input: {}, credential: (await world.signUp(loginId)).credential }),
      expected: { code: "E011003", status: 400 },
    },
  ],
  "totp.remove": [
    {
      name: "removes the authenticator",
      arrange: async (world) => {
        const { secret, credential } = await enrolled(world);
        return { input: { code: await codeOf(world, secret) }, credential };
      },
      expected: { body: {} },
    },
    {
      name: "refuses a wrong code",
      arrange: async (world) => {
        const { secret, credential } = await enrolled(world);
        return { input: { code: await wrongCode(world, secret) }, credential };
      },
      expected: { code: "E061102", status: 401 },
    },
    {
      name: "F7: refuses after ten wrong codes in 15 minutes",
      arrange: async (world) => {
        const { secret, credential } = await enrolled(world);
        for (let count = 0; count < 10; count += 1) await world.call("totp.remove", { code: await wrongCode(world, secret) }, credential);
        return { input: { code: await codeOf(world, secret) }, credential };
      },
      expected: { code: "E130429", status: 429 },
    },
    {
      name: "finds none to remove",
      arrange: async (world) => ({ input: { code: "123456" }, credential: (await world.signUp(loginId)).credential }),
      expected: { code: "E062120", status: 400 },
    },
    {
      name: "F20: removes the authenticator of who has lost it, by fresh proof",
      arrange: async (world) => ({ input: {}, credential: (await enrolled(world)).credential }),
      expected: { body: {} },
    },
    {
      name: "F20: asks for fresh proof where there is no code",
      arrange: async (world) => {
        const { credential } = await enrolled(world);
        world.deps.clock.advance({ minutes: 11 });
        return { input: {}, credential };
      },
      expected: { code: "E062132", status: 401 },
    },
    {
      name: "refuses a code that is none",
      arrange: async (world) => ({ input: { code: 123456 }, credential: (await enrolled(world)).credential }),
      expected: { code: "E011003", status: 400 },
    },
  ],
};
