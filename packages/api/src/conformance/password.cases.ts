import { expect } from "vitest";
import type { Cases } from "./case";

const loginId = "ada@northfold.example";
const password = "a quiet harbour at dusk";

/** Tokens as REST hands them out; the browser's are sealed away. */
const inBody = { sessionJwt: expect.stringMatching(/^ey.+\..+\..+$/), refreshJwt: expect.stringMatching(/^ey.+\..+\..+$/) };
const sealed = { sessionJwt: "", refreshJwt: "" };

const signedUp = {
  firstSeen: true,
  user: { loginIds: [loginId], email: loginId, verifiedEmail: false, password: true, status: "enabled" },
};
const signedIn = { firstSeen: false, user: { loginIds: [loginId] }, claims: { amr: ["pwd"] } };

export const passwordCases: Cases = {
  "password.signUp": [
    {
      name: "creates the user and signs them in",
      arrange: () => ({ input: { loginId, password, user: { name: "Ada Moreno" } } }),
      expected: { body: { ...signedUp, ...inBody, user: { ...signedUp.user, name: "Ada Moreno" } } },
      differs: { browser: { body: { ...signedUp, ...sealed } } },
    },
    {
      name: "C24: refuses another address than a login ID that is one",
      arrange: () => ({ input: { loginId, password, user: { email: "grace@northfold.example" } } }),
      expected: { code: "E011004", status: 400 },
    },
    {
      name: "normalises the login ID",
      arrange: () => ({ input: { loginId: "  Ada@Northfold.Example ", password } }),
      expected: { body: signedUp },
    },
    {
      name: "refuses a taken login ID",
      arrange: async (world) => {
        await world.signUp(loginId);
        return { input: { loginId: loginId.toUpperCase(), password: "another harbour at dawn" } };
      },
      expected: { code: "E062107", status: 400 },
    },
    {
      name: "refuses a short password",
      arrange: () => ({ input: { loginId, password: "short" } }),
      expected: { code: "E062901", status: 400 },
    },
    {
      name: "P20: refuses a password without what settings ask for",
      arrange: async (world) => {
        await world.manage("password.configureSettings", { uppercase: true });
        return { input: { loginId, password } };
      },
      expected: { code: "E062901", status: 400 },
    },
    { name: "asks for a password", arrange: () => ({ input: { loginId, password: "" } }), expected: { code: "E011003", status: 400 } },
    { name: "asks for a login ID", arrange: () => ({ input: { password } }), expected: { code: "E011003", status: 400 } },
    {
      name: "refuses an unknown tenant",
      arrange: () => ({ input: { loginId, password, loginOptions: { tenantId: "nowhere" } } }),
      expected: { code: "E011001", status: 400 },
    },
  ],
  "password.signIn": [
    {
      name: "signs in",
      arrange: async (world) => ({ input: await world.signUp(loginId) }),
      expected: { body: { ...signedIn, ...inBody } },
      differs: { browser: { body: { ...signedIn, ...sealed } } },
    },
    {
      name: "refuses a wrong password",
      arrange: async (world) => ({ input: { ...(await world.signUp(loginId)), password: "not the harbour" } }),
      expected: { code: "E062906", status: 401 },
    },
    {
      name: "refuses an unknown user alike",
      arrange: () => ({ input: { loginId, password } }),
      expected: { code: "E062906", status: 401 },
    },
    { name: "asks for a password", arrange: () => ({ input: { loginId, password: "" } }), expected: { code: "E011003", status: 400 } },
    {
      name: "refuses a password that has to be changed first",
      arrange: async (world) => {
        const person = await world.signUp(loginId);
        await world.prisma.password.update({ where: { userId: person.userId }, data: { mustChange: true } });
        return { input: person };
      },
      expected: { code: "E062909", status: 401 },
    },
    {
      name: "P22: refuses a password that is locked for wrong ones",
      arrange: async (world) => {
        const person = await world.signUp(loginId);
        await world.manage("password.configureSettings", { tempLock: true, tempLockAttempts: 1 });
        await world.call("password.signIn", { loginId, password: "not the harbour" });
        return { input: person };
      },
      expected: { code: "E062903", status: 401 },
    },
    {
      name: "refuses a disabled user",
      arrange: async (world) => {
        const person = await world.signUp(loginId);
        await world.prisma.user.update({ where: { id: person.userId }, data: { status: "disabled" } });
        return { input: person };
      },
      expected: { code: "E062110", status: 403 },
    },
    {
      name: "asks for a session to step up",
      arrange: async (world) => ({ input: { ...(await world.signUp(loginId)), loginOptions: { stepup: true } } }),
      expected: { code: "E062130", status: 401 },
    },
    {
      name: "F11: confirms with the second factor only, where there is one",
      arrange: async (world) => {
        const { credential, ...input } = await world.signUp(loginId);
        await world.prisma.user.updateMany({ data: { secondFactor: true } });
        return { input: { ...input, loginOptions: { stepup: true } }, credential };
      },
      expected: { code: "E062131", status: 401 },
    },
    {
      name: "refuses a tenant that is not the user's",
      arrange: async (world) => ({ input: { ...(await world.signUp(loginId)), loginOptions: { tenantId: "nowhere" } } }),
      expected: { code: "E011001", status: 400 },
    },
  ],
};
