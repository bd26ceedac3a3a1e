import { expect } from "vitest";
import type { Cases } from "./case";
import { confirmed, enrolled } from "./totp.cases";

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
  "security.pendingSignIn": [
    {
      name: "answers nothing for a whole sign-in",
      arrange: async (world) => ({ input: {}, credential: (await world.signUp()).credential }),
      expected: { body: null },
    },
  ],
};
