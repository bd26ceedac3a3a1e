import { expect } from "vitest";
import type { Cases } from "./case";
import { confirmed } from "./totp.cases";
import type { World } from "./world";

const loginId = "ada@northfold.example";

/** Somebody with recovery codes; answers the first of them. */
async function withCodes(world: World) {
  const person = await confirmed(world);
  const { body } = await world.call("recovery.createCodes", { loginId }, person.credential);
  const [first] = (body as { codes: { code: string }[] }).codes;
  return { ...person, code: first?.code ?? "" };
}

export const recoveryCases: Cases = {
  "recovery.createCodes": [
    {
      name: "F9: answers ten codes of 80 bits",
      arrange: async (world) => ({ input: { loginId }, credential: (await confirmed(world)).credential }),
      expected: { body: { codes: Array.from({ length: 10 }, () => ({ code: expect.stringMatching(/^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/) })) } },
    },
    {
      name: "R31: makes none, at a page, before the email is confirmed",
      arrange: async (world) => ({ input: { loginId }, credential: (await world.signUp(loginId)).credential }),
      expected: { body: { codes: expect.any(Array) } },
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
  "recovery.signIn": [
    {
      name: "signs in, read off paper as it may be",
      arrange: async (world) => ({ input: { loginId, code: (await withCodes(world)).code.toUpperCase().replaceAll("-", " ") } }),
      expected: { body: { firstSeen: false, claims: { amr: ["recovery"] } } },
    },
    {
      name: "F9: refuses a code that was used",
      arrange: async (world) => {
        const { code } = await withCodes(world);
        await world.call("recovery.signIn", { loginId, code });
        return { input: { loginId, code } };
      },
      expected: { code: "E061102", status: 401 },
    },
    {
      name: "knows no stranger",
      arrange: () => ({ input: { loginId, code: "aaaa-bbbb-cccc-dddd" } }),
      expected: { code: "E062108", status: 400 },
      differs: { browser: { code: "E061102", status: 401 } },
    },
    {
      name: "refuses a disabled user",
      arrange: async (world) => {
        const { code } = await withCodes(world);
        await world.prisma.user.updateMany({ data: { status: "disabled" } });
        return { input: { loginId, code } };
      },
      expected: { code: "E062110", status: 403 },
    },
    {
      name: "asks for a session to step up",
      arrange: async (world) => ({ input: { loginId, code: (await withCodes(world)).code, loginOptions: { stepup: true } } }),
      expected: { code: "E062130", status: 401 },
    },
    {
      name: "refuses a tenant that is not the user's",
      arrange: async (world) => ({ input: { loginId, code: (await withCodes(world)).code, loginOptions: { tenantId: "nowhere" } } }),
      expected: { code: "E011001", status: 400 },
    },
    {
      name: "F7: refuses after ten wrong codes in 15 minutes",
      arrange: async (world) => {
        const { code } = await withCodes(world);
        for (let count = 0; count < 10; count += 1) await world.call("recovery.signIn", { loginId, code: "aaaa-bbbb-cccc-dddd" });
        return { input: { loginId, code } };
      },
      expected: { code: "E130429", status: 429 },
    },
    { name: "asks for a code", arrange: () => ({ input: { loginId } }), expected: { code: "E011003", status: 400 } },
  ],
};
