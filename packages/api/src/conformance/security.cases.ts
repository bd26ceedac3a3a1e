import { signInWithPassword } from "@repo/auth/password/sign-in";
import { collectCode, collectLetters, testCaller } from "@repo/auth/testing/deps";
import { expect } from "vitest";
import type { Cases } from "./case";
import type { Credential } from "./surface";
import { codeOf, confirmed, enrolled, wrongCode } from "./totp.cases";
import type { World } from "./world";

const FORMER = "ada@northfold.example";

/** Of the letter to a proven address whose account has moved to another one. */
async function undoToken(world: World): Promise<string> {
  const { credential } = await world.signUp(FORMER);
  await world.prisma.user.updateMany({ data: { verifiedEmail: true } });
  const email = "grace@northfold.example";
  await world.call("otp.update.email", { loginId: FORMER, email, addToLoginIDs: true }, credential);
  await world.call("otp.verify.email", { loginId: FORMER, code: await collectCode(world.deps) }, credential);
  const letter = (await collectLetters(world.deps)).find(({ kind }) => kind === "emailChanged");
  return (letter?.kind === "emailChanged" && new URL(letter.props.url).searchParams.get("t")) || "";
}

/** Who reads the mail of Ada's account, which nobody had confirmed, signs in by a code. */
async function byMail(world: World): Promise<Credential> {
  const loginId = "ada@northfold.example";
  await world.call("otp.signIn.email", { loginId });
  return (await world.call("otp.verify.email", { loginId, code: await collectCode(world.deps) })).credential;
}

/** The same, where a password had been set. */
async function arrived(world: World) {
  const { password } = await world.signUp();
  return { password, credential: await byMail(world) };
}

/** A sign-in at another device, of which word went out; the token of that letter's button. */
async function alarmed(world: World): Promise<string> {
  const person = await world.signUp();
  await world.confirmEmails();
  const elsewhere = testCaller(world.deps, undefined, { address: "198.51.100.7", userAgent: "Another/1.0" });
  await signInWithPassword(world.deps, { loginId: person.loginId, password: person.password }, elsewhere);
  const letter = (await collectLetters(world.deps)).find(({ kind }) => kind === "signInAlert");
  return letter?.kind === "signInAlert" ? (new URL(letter.props.url).searchParams.get("t") ?? "") : "";
}

/** Who signs in with two steps and has just shown both. */
async function withBoth(world: World): Promise<Credential> {
  const { credential } = await enrolled(world);
  await world.prisma.user.updateMany({ data: { secondFactor: true } });
  await world.prisma.session.updateMany({ data: { methods: '["pwd","totp","mfa"]' } });
  return credential;
}

export const securityCases: Cases = {
  "security.overview": [
    {
      name: "answers what protects the account",
      arrange: async (world) => ({ input: {}, credential: (await world.signUp()).credential }),
      expected: { body: { passwordChangedTime: expect.any(Number), totp: null, recoveryCodesLeft: 0, secondFactor: false } },
    },
  ],
  "security.setSecondFactor": [
    {
      name: "asks for two factors from now on",
      arrange: async (world) => {
        const { credential } = await enrolled(world);
        await world.confirmEmails();
        return { input: { required: true }, credential };
      },
      expected: { body: {} },
    },
    {
      name: "needs an authenticator for that",
      arrange: async (world) => ({ input: { required: true }, credential: (await confirmed(world)).credential }),
      expected: { code: "E062120", status: 400 },
    },
    {
      name: "R31: asks for no more before the email is confirmed, and for less all the same",
      arrange: async (world) => ({ input: { required: true }, credential: (await enrolled(world)).credential }),
      expected: { code: "E062135", status: 403 },
    },
    {
      name: "asks what is wanted",
      arrange: async (world) => ({ input: {}, credential: (await world.signUp()).credential }),
      expected: { code: "E011003", status: 400 },
    },
  ],
  "security.setUpBefore": [
    {
      name: "R32: answers what there was, to who confirms the email by a code of a page",
      arrange: async (world) => ({ input: {}, credential: (await arrived(world)).credential }),
      expected: { body: { found: { password: true, totp: false, recoveryCodes: 0, devices: 1 }, password: true, totp: false } },
    },
    {
      name: "answers nothing where there was nothing",
      arrange: async (world) => ({ input: {}, credential: (await confirmed(world)).credential }),
      expected: { body: null },
    },
  ],
  "security.keepPassword": [
    {
      name: "R32: brings the password back, by typing it",
      arrange: async (world) => {
        const { credential, password } = await arrived(world);
        return { input: { password }, credential };
      },
      expected: { body: {} },
    },
    {
      name: "R32: brings nothing back for a wrong one",
      arrange: async (world) => ({ input: { password: "not this one" }, credential: (await arrived(world)).credential }),
      expected: { code: "E062906", status: 401 },
    },
    {
      name: "R32: brings nothing back after five wrong ones",
      arrange: async (world) => {
        const { credential, password } = await arrived(world);
        for (let index = 0; index < 5; index++) await world.call("security.keepPassword", { password: "not this one" }, credential);
        return { input: { password }, credential };
      },
      expected: { code: "E061103", status: 401 },
    },
    {
      name: "brings nothing back where there was nothing",
      arrange: async (world) => ({ input: { password: "not this one" }, credential: (await confirmed(world)).credential }),
      expected: { code: "E062136", status: 400 },
    },
    {
      name: "asks for the password",
      arrange: async (world) => ({ input: {}, credential: (await world.signUp()).credential }),
      expected: { code: "E011003", status: 400 },
    },
  ],
  "security.keepAuthenticator": [
    {
      name: "R32: brings the authenticator back, by a code from it",
      arrange: async (world) => {
        const { secret } = await enrolled(world);
        return { input: { code: await codeOf(world, secret) }, credential: await byMail(world) };
      },
      expected: { body: {} },
    },
    {
      name: "R32: brings nothing back for a wrong one",
      arrange: async (world) => {
        const { secret } = await enrolled(world);
        return { input: { code: await wrongCode(world, secret) }, credential: await byMail(world) };
      },
      expected: { code: "E061102", status: 401 },
    },
    {
      name: "R32: brings nothing back after five wrong ones",
      arrange: async (world) => {
        const { secret } = await enrolled(world);
        const credential = await byMail(world);
        const code = await wrongCode(world, secret);
        for (let index = 0; index < 5; index++) await world.call("security.keepAuthenticator", { code }, credential);
        return { input: { code: await codeOf(world, secret) }, credential };
      },
      expected: { code: "E061103", status: 401 },
    },
    {
      name: "brings nothing back where there was nothing",
      arrange: async (world) => ({ input: { code: "123456" }, credential: (await confirmed(world)).credential }),
      expected: { code: "E062136", status: 400 },
    },
    {
      name: "asks for the code",
      arrange: async (world) => ({ input: {}, credential: (await world.signUp()).credential }),
      expected: { code: "E011003", status: 400 },
    },
  ],
  "security.pendingSignIn": [
    {
      name: "answers nothing for a whole sign-in",
      arrange: async (world) => ({ input: {}, credential: (await world.signUp()).credential }),
      expected: { body: null },
    },
  ],
  "security.removeLoginId": [
    {
      name: "removes a name that signs in beside the email",
      arrange: async (world) => {
        const { userId, credential } = await world.signUp();
        await world.deps.store.users.addLoginId(userId, "ada");
        return { input: { loginId: "ada" }, credential };
      },
      expected: { body: {} },
    },
    {
      name: "refuses another user's login ID",
      arrange: async (world) => ({ input: { loginId: "grace" }, credential: (await world.signUp("ada")).credential }),
      expected: { code: "E062130", status: 401 },
    },
    {
      name: "refuses the last login ID",
      arrange: async (world) => ({ input: { loginId: "ada" }, credential: (await world.signUp("ada")).credential }),
      expected: { code: "E112103", status: 400 },
    },
    {
      name: "asks which",
      arrange: async (world) => ({ input: {}, credential: (await world.signUp()).credential }),
      expected: { code: "E011003", status: 400 },
    },
    {
      name: "refuses what only looks like an address",
      arrange: async (world) => ({ input: { loginId: "ada@" }, credential: (await world.signUp()).credential }),
      expected: { code: "E011004", status: 400 },
    },
  ],
  "security.trustDevice": [
    {
      name: "F60: trusts the browser in which both factors were shown",
      arrange: async (world) => ({ input: {}, credential: await withBoth(world) }),
      expected: { body: {} },
    },
    {
      name: "F63: trusts none where the setting says so",
      arrange: async (world) => {
        world.deps.config.trustedDeviceDays = 0;
        return { input: {}, credential: await withBoth(world) };
      },
      expected: { code: "E011004", status: 400 },
    },
  ],
  "security.trustedDevices": [
    {
      name: "F63: answers where no second step is asked for",
      arrange: async (world) => {
        const credential = await withBoth(world);
        await world.call("security.trustDevice", {}, credential);
        return { input: {}, credential };
      },
      expected: { body: { days: 30, devices: [{ userAgent: "Conformance/1.0", lastUsedTime: null }] } },
    },
  ],
  "security.stopTrusting": [
    {
      name: "F62: asks for it again, in all of them",
      arrange: async (world) => ({ input: {}, credential: (await world.signUp()).credential }),
      expected: { body: {} },
    },
    {
      name: "bounds an ID",
      arrange: async (world) => ({ input: { id: "D".repeat(101) }, credential: (await world.signUp()).credential }),
      expected: { code: "E011003", status: 400 },
    },
  ],
  "security.deleteAccount": [
    {
      name: "R43: has the account erased, and signs out",
      arrange: async (world) => ({ input: {}, credential: (await world.signUp()).credential }),
      expected: { body: {} },
    },
  ],
  "security.personalData": [
    {
      name: "U86: answers what is stored of who asks",
      arrange: async (world) => ({ input: {}, credential: (await world.signUp(FORMER)).credential }),
      expected: { body: { account: expect.objectContaining({ email: FORMER, loginIds: [{ loginId: FORMER, provenAt: null }] }) } },
    },
    {
      name: "refuses whoever acts in another's name",
      arrange: async (world) => {
        const { credential } = await world.signUp();
        await world.prisma.session.updateMany({ data: { actorId: (await world.signUp("admin")).userId } });
        return { input: {}, credential };
      },
      expected: { code: "E062134", status: 403 },
    },
  ],
  "security.undoEmailChange": [
    {
      name: "R40: puts a former address back, without a session",
      arrange: async (world) => ({ input: { token: await undoToken(world) } }),
      expected: { body: {} },
    },
    {
      name: "R40: does so once",
      arrange: async (world) => {
        const token = await undoToken(world);
        await world.call("security.undoEmailChange", { token });
        return { input: { token } };
      },
      expected: { code: "E062504", status: 401 },
    },
    {
      name: "R41: leaves an address that has got an account of its own, and proven it",
      arrange: async (world) => {
        const token = await undoToken(world);
        await world.prisma.loginId.deleteMany({ where: { loginId: FORMER } });
        await world.signUp(FORMER);
        await world.prisma.user.updateMany({ where: { email: FORMER }, data: { verifiedEmail: true } });
        return { input: { token } };
      },
      expected: { code: "E062125", status: 400 },
    },
    { name: "asks for a token", arrange: () => ({ input: {} }), expected: { code: "E011003", status: 400 } },
  ],
  "security.history": [
    {
      name: "answers what happened, and where it goes on",
      arrange: async (world) => {
        const person = await world.signUp();
        await world.signInAgain(person);
        return { input: { limit: 1 }, credential: person.credential };
      },
      expected: {
        body: {
          events: [{ what: "signedIn", ways: ["password"], time: expect.any(Number), byOther: false }],
          next: expect.stringMatching(/^\d+\.A\w+$/),
        },
      },
    },
    {
      name: "refuses a place that is none",
      arrange: async (world) => ({ input: { after: "yesterday" }, credential: (await world.signUp()).credential }),
      expected: { code: "E011003", status: 400 },
    },
  ],
  "security.disown": [
    {
      name: "ends every session, and leads to a new password",
      arrange: async (world) => ({ input: { token: await alarmed(world) } }),
      expected: { body: { sessionJwt: "", refreshJwt: "", claims: { pending: "reset" } } },
    },
    {
      name: "signs nobody in where there is no password to choose",
      arrange: async (world) => {
        const token = await alarmed(world);
        await world.prisma.password.deleteMany();
        return { input: { token } };
      },
      expected: { body: {} },
    },
    {
      name: "refuses a token that is none",
      arrange: () => ({ input: { token: "Cnothing.of-the-kind" } }),
      expected: { code: "E062504" },
    },
    {
      name: "refuses a disabled user",
      arrange: async (world) => {
        const token = await alarmed(world);
        await world.prisma.user.updateMany({ data: { status: "disabled" } });
        return { input: { token } };
      },
      expected: { code: "E062110", status: 403 },
    },
    { name: "asks for the token", arrange: () => ({ input: {} }), expected: { code: "E011003", status: 400 } },
  ],
};
