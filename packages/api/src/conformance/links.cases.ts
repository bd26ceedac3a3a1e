import { declineEnchantedLink } from "@repo/auth/links/enchanted-link";
import { collectTokens } from "@repo/auth/testing/deps";
import { expect } from "vitest";
import type { Case, Cases, Expected } from "./case";
import type { World } from "./world";

const loginId = "ada@northfold.example";
const other = "grace@northfold.example";
const sent = { maskedEmail: "a***@northfold.example" };
const pending = { ...sent, pendingRef: expect.stringMatching(/^[\w-]{43}$/), linkId: expect.stringMatching(/^\d\d$/) };

async function sendFiveTimes(world: World, path: string, input: object, credential?: object): Promise<void> {
  for (let count = 0; count < 5; count += 1) await world.call(path, input, credential);
}

function withUser(input: object): Case["arrange"] {
  return async (world) => {
    await world.signUp(loginId);
    return { input: { loginId, ...input } };
  };
}

const disabled: Case["arrange"] = async (world) => {
  await world.signUp(loginId);
  await world.prisma.user.updateMany({ data: { status: "disabled" } });
  return { input: { loginId } };
};

const badTarget: Case = {
  name: "H4: refuses a target that is not approved",
  arrange: () => ({ input: { loginId, URI: "https://evil.example/collect" } }),
  expected: { code: "E011004", status: 400 },
};

const stepupUnproven: Case = {
  name: "2.7: adds to no session while the address is unproven",
  arrange: async (world) => {
    const { credential } = await world.signUp(loginId);
    return { input: { loginId, loginOptions: { stepup: true } }, credential };
  },
  expected: { code: "E062133", status: 400 },
};

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

/** The cases of a method's sign-up, sign-in and the two together: alike for all kinds of link. */
function sendingCases(method: string, answer: object): Cases {
  const neutral: Partial<Record<"browser", Expected>> = { browser: { body: answer } };
  return {
    [`${method}.signUp.email`]: [
      { name: "mails a link", arrange: () => ({ input: { loginId, user: { name: "Ada Moreno" } } }), expected: { body: answer } },
      { name: "refuses a registered login ID", arrange: withUser({}), expected: { code: "E062107", status: 400 }, differs: neutral },
      { name: "asks for an address", arrange: () => ({ input: { loginId: "ada" } }), expected: { code: "E011003", status: 400 } },
      {
        name: "C24: refuses another address than a login ID that is one",
        arrange: () => ({ input: { loginId, user: { email: other } } }),
        expected: { code: "E011004", status: 400 },
      },
      badTarget,
      tooMany(`${method}.signUp.email`),
    ],
    [`${method}.signIn.email`]: [
      { name: "mails a link", arrange: withUser({ URI: "http://localhost:3000/here?now=1" }), expected: { body: answer } },
      { name: "knows no stranger", arrange: () => ({ input: { loginId } }), expected: { code: "E062108", status: 400 }, differs: neutral },
      { name: "refuses a disabled user", arrange: disabled, expected: { code: "E062110", status: 403 }, differs: neutral },
      { name: "asks for a login ID", arrange: () => ({ input: {} }), expected: { code: "E011003", status: 400 } },
      {
        name: "asks for a session to step up",
        arrange: withUser({ loginOptions: { stepup: true } }),
        expected: { code: "E062130", status: 401 },
      },
      stepupUnproven,
      badTarget,
      tooMany(`${method}.signIn.email`),
    ],
    [`${method}.signUpOrIn.email`]: [
      { name: "mails a link to who is new", arrange: () => ({ input: { loginId } }), expected: { body: answer } },
      { name: "refuses a disabled user", arrange: disabled, expected: { code: "E062110", status: 403 }, differs: neutral },
      { name: "asks for a login ID", arrange: () => ({ input: {} }), expected: { code: "E011003", status: 400 } },
      {
        name: "asks for a session to step up",
        arrange: withUser({ loginOptions: { stepup: true } }),
        expected: { code: "E062130", status: 401 },
      },
      stepupUnproven,
      badTarget,
      tooMany(`${method}.signUpOrIn.email`),
    ],
    [`${method}.update.email`]: [
      {
        name: "mails to the new address",
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
          return { input: { loginId, email: other, addToLoginIDs: true }, credential };
        },
        expected: { code: "E062125", status: 400 },
      },
      {
        name: "asks for an address",
        arrange: async (world) => ({ input: { loginId }, credential: (await world.signUp(loginId)).credential }),
        expected: { code: "E011003", status: 400 },
      },
      {
        name: "H4: refuses a target that is not approved",
        arrange: async (world) => ({
          input: { loginId, email: other, URI: "https://evil.example" },
          credential: (await world.signUp(loginId)).credential,
        }),
        expected: { code: "E011004", status: 400 },
      },
      {
        name: "C9: refuses the sixth letter to one address",
        arrange: async (world) => {
          const { credential } = await world.signUp(loginId);
          await sendFiveTimes(world, `${method}.update.email`, { loginId, email: other }, credential);
          return { input: { loginId, email: other }, credential };
        },
        expected: { code: "E130429", status: 429 },
      },
    ],
  };
}

/** The token of the one link that is out, or the right one of three. */
async function tokenOf(world: World, path: string, input: object, credential?: object): Promise<string> {
  const { body } = await world.call(path, input, credential);
  const { linkId } = body as { linkId?: string };
  const tokens = await collectTokens(world.deps, linkId);
  return tokens[0] ?? "";
}

/** What may have happened between a link's letter and its use; `arrive` turns the answer to a request into the input under test. */
function meanwhileCases(
  method: string,
  arrive: (world: World, path: string, input: object, credential?: object) => Promise<object>,
): Case[] {
  return [
    {
      name: "refuses a sign-up whose login ID was taken meanwhile",
      arrange: async (world) => {
        const input = await arrive(world, `${method}.signUp.email`, { loginId });
        await world.signUp(loginId);
        return { input };
      },
      expected: { code: "E062107", status: 400 },
    },
    {
      name: "refuses a user who was disabled meanwhile",
      arrange: async (world) => {
        await world.signUp(loginId);
        const input = await arrive(world, `${method}.signIn.email`, { loginId });
        await world.prisma.user.updateMany({ data: { status: "disabled" } });
        return { input };
      },
      expected: { code: "E062110", status: 403 },
    },
    {
      name: "refuses an address that became somebody else's login ID meanwhile",
      arrange: async (world) => {
        const { credential } = await world.signUp(loginId);
        const input = await arrive(world, `${method}.update.email`, { loginId, email: other, addToLoginIDs: true }, credential);
        await world.signUp(other);
        return { input, credential };
      },
      expected: { code: "E062125", status: 400 },
    },
    {
      name: "F11: confirms with the second factor only, where there is one",
      arrange: async (world) => {
        const { credential } = await world.signUp(loginId);
        await world.prisma.user.updateMany({ data: { secondFactor: true, verifiedEmail: true } });
        return {
          input: await arrive(world, `${method}.signIn.email`, { loginId, loginOptions: { stepup: true } }, credential),
          credential,
        };
      },
      expected: { code: "E062131", status: 401 },
    },
    {
      name: "steps up no session that has ended meanwhile",
      arrange: async (world) => {
        const { credential } = await world.signUp(loginId);
        await world.prisma.user.updateMany({ data: { verifiedEmail: true } });
        const input = await arrive(world, `${method}.signIn.email`, { loginId, loginOptions: { stepup: true } }, credential);
        await world.call("logout", {}, credential);
        return { input };
      },
      expected: { code: "E064001", status: 401 },
      // At a page the letter's reader shows none, which is told first.
      differs: { browser: { code: "E062130", status: 401 } },
    },
    {
      name: "C21: at a page, takes a change of address from who is signed in to the account that asked",
      arrange: async (world) => {
        const { credential } = await world.signUp(loginId);
        return { input: await arrive(world, `${method}.update.email`, { loginId, email: other, addToLoginIDs: true }, credential) };
      },
      expected: { body: { user: { email: other, loginIds: [loginId, other] } } },
      differs: { browser: { code: "E062130", status: 401 } },
    },
    {
      name: "refuses an unknown tenant",
      arrange: async (world) => ({
        input: await arrive(world, `${method}.signUp.email`, { loginId, loginOptions: { tenantId: "nowhere" } }),
      }),
      expected: { code: "E011001", status: 400 },
      // Pages send no options, and what comes through theirs is dropped.
      differs: { browser: { body: { firstSeen: true, user: { userTenants: [] } } } },
    },
  ];
}

const signedUp = { firstSeen: true, user: { loginIds: [loginId], verifiedEmail: true }, claims: { amr: ["email"] } };

/** Sends an enchanted link, opens the right one, and answers what the waiting device asks with. */
async function approved(world: World, path: string, input: object, credential?: object): Promise<{ pendingRef: string }> {
  const { body } = await world.call(path, input, credential);
  const { pendingRef, linkId } = body as { pendingRef: string; linkId: string };
  const [token] = await collectTokens(world.deps, linkId);
  await world.call("enchantedLink.verify", { token }, credential);
  return { pendingRef };
}

export const linkCases: Cases = {
  ...sendingCases("magicLink", sent),
  "magicLink.verify": [
    {
      name: "completes a sign-up",
      arrange: async (world) => ({ input: { token: await tokenOf(world, "magicLink.signUp.email", { loginId }) } }),
      expected: { body: signedUp },
    },
    {
      name: "refuses a token that was used",
      arrange: async (world) => {
        const token = await tokenOf(world, "magicLink.signUp.email", { loginId });
        await world.call("magicLink.verify", { token });
        return { input: { token } };
      },
      expected: { code: "E062504", status: 401 },
    },
    {
      name: "refuses a token after ten minutes",
      arrange: async (world) => {
        const token = await tokenOf(world, "magicLink.signUp.email", { loginId });
        world.deps.clock.advance({ minutes: 10 });
        return { input: { token } };
      },
      expected: { code: "E062504", status: 401 },
    },
    {
      name: "C7: refuses the token of an enchanted link",
      arrange: async (world) => ({ input: { token: await tokenOf(world, "enchantedLink.signUp.email", { loginId }) } }),
      expected: { code: "E062504", status: 401 },
    },
    { name: "asks for a token", arrange: () => ({ input: { token: "" } }), expected: { code: "E011003", status: 400 } },
    ...meanwhileCases("magicLink", async (world, path, input, credential) => ({ token: await tokenOf(world, path, input, credential) })),
  ],
  ...sendingCases("enchantedLink", pending),
  "enchantedLink.update.email": (sendingCases("enchantedLink", pending)["enchantedLink.update.email"] ?? []).map((one) =>
    "body" in one.expected ? { ...one, expected: { body: { ...pending, maskedEmail: "g***@northfold.example" } } } : one,
  ),
  "enchantedLink.verify": [
    {
      name: "lets the waiting device in",
      arrange: async (world) => ({ input: { token: await tokenOf(world, "enchantedLink.signUp.email", { loginId }) } }),
      expected: { body: {} },
    },
    {
      name: "ends the attempt at a wrong link",
      arrange: async (world) => {
        const { body } = await world.call("enchantedLink.signUp.email", { loginId });
        const [right, wrong] = await collectTokens(world.deps, (body as { linkId: string }).linkId);
        await world.call("enchantedLink.verify", { token: wrong });
        return { input: { token: right } };
      },
      expected: { code: "E062504", status: 401 },
    },
    {
      name: "refuses a verifier that is not the challenge's",
      arrange: async (world) => {
        const loginOptions = { pkceChallenge: "A".repeat(43) };
        return { input: { token: await tokenOf(world, "enchantedLink.signUp.email", { loginId, loginOptions }), pkceVerifier: "wrong" } };
      },
      expected: { code: "E062504", status: 401 },
    },
    {
      name: "C21: at a page, takes a change of address from who is signed in to the account that asked",
      arrange: async (world) => {
        const { credential } = await world.signUp(loginId);
        return { input: { token: await tokenOf(world, "enchantedLink.update.email", { loginId, email: other }, credential) } };
      },
      expected: { body: {} },
      differs: { browser: { code: "E062130", status: 401 } },
    },
    { name: "asks for a token", arrange: () => ({ input: {} }), expected: { code: "E011003", status: 400 } },
  ],
  "enchantedLink.decline": [
    {
      name: "R36: ends the attempt by whichever of the three links",
      arrange: async (world) => {
        const { body } = await world.call("enchantedLink.signUp.email", { loginId });
        const [, wrong] = await collectTokens(world.deps, (body as { linkId: string }).linkId);
        return { input: { token: wrong } };
      },
      expected: { body: {} },
    },
    {
      name: "R36: answers once",
      arrange: async (world) => {
        const input = { token: await tokenOf(world, "enchantedLink.signUp.email", { loginId }) };
        await world.call("enchantedLink.decline", input);
        return { input };
      },
      expected: { code: "E062504", status: 401 },
    },
    { name: "asks for a token", arrange: () => ({ input: {} }), expected: { code: "E011003", status: 400 } },
  ],
  "enchantedLink.waitForSession": [
    {
      name: "answers the session once the right link was opened",
      arrange: async (world) => ({ input: await approved(world, "enchantedLink.signUp.email", { loginId }) }),
      expected: { body: signedUp },
    },
    {
      name: "waits",
      arrange: async (world) => ({ input: (await world.call("enchantedLink.signUp.email", { loginId })).body as object }),
      expected: { code: "E062503", status: 401 },
    },
    {
      name: "R36: lets nobody in once the letter's reader has said that it was not them, though the right link was opened",
      arrange: async (world) => {
        const { body } = await world.call("enchantedLink.signUp.email", { loginId });
        const [right, wrong] = await collectTokens(world.deps, (body as { linkId: string }).linkId);
        await world.call("enchantedLink.verify", { token: right });
        await declineEnchantedLink(world.deps, { token: wrong ?? "" });
        return { input: body as object };
      },
      expected: { code: "E062505", status: 401 },
    },
    {
      name: "answers once",
      arrange: async (world) => {
        const input = await approved(world, "enchantedLink.signUp.email", { loginId });
        await world.call("enchantedLink.waitForSession", input);
        return { input };
      },
      expected: { code: "E062504", status: 401 },
    },
    { name: "asks which", arrange: () => ({ input: {} }), expected: { code: "E011003", status: 400 } },
    ...meanwhileCases("enchantedLink", approved),
  ],
};
