import { expect } from "vitest";
import type { Case, Cases } from "./case";
import type { World } from "./world";

const GRACE = "grace@northfold.example";

/** What is sent for somebody whom the management API has made. */
const forUser =
  (input: object, test = true): Case["arrange"] =>
  async (world: World) => {
    await world.manage("user.create", { loginId: GRACE, test });
    return { input: { loginId: GRACE, ...input } };
  };

const link = (page: string) => expect.stringMatching(new RegExp(`^${page}\\?t=C[0-9A-Za-z]{27}\\.[\\w-]{43}$`));
const url = "https://northfold.example/in";

/** What all of these refuse. */
const refusals: readonly Case[] = [
  { name: "is for test users alone", arrange: forUser({}, false), expected: { code: "E112110", status: 400 } },
  { name: "knows nobody of this name", arrange: () => ({ input: { loginId: GRACE } }), expected: { code: "E112102", status: 404 } },
  { name: "asks for a login ID", arrange: () => ({ input: {} }), expected: { code: "E011003" } },
];

const wrongTarget: Case = {
  name: "leads nowhere but to a page",
  arrange: forUser({ URI: "javascript:alert(1)" }),
  expected: { code: "E011004" },
};

export const managementTestUserCases: Cases = {
  "management.user.generateOTPForTestUser": [
    ...["email", "sms", "voice", "whatsapp", "Embedded", "embedded"].map((deliveryMethod) => ({
      name: `C31: makes a code by ${deliveryMethod}`,
      arrange: forUser({ deliveryMethod, loginOptions: {} }),
      expected: { body: { loginId: GRACE, code: expect.stringMatching(/^\d{6}$/) } },
    })),
    { name: "knows no other way to deliver", arrange: forUser({ deliveryMethod: "pigeon" }), expected: { code: "E011003" } },
    ...refusals,
  ],
  "management.user.generateMagicLinkForTestUser": [
    {
      name: "C31: makes a link to where it is said",
      arrange: forUser({ deliveryMethod: "email", URI: url }),
      expected: { body: { loginId: GRACE, link: link(url) } },
    },
    {
      name: "makes a link to our own page where nothing is said",
      arrange: forUser({ deliveryMethod: "email", URI: "" }),
      expected: { body: { link: link("http://localhost:3000/link") } },
    },
    {
      name: "reads another name for the target",
      only: "rest",
      arrange: forUser({ redirectUrl: url }),
      expected: { body: { link: link(url) } },
    },
    wrongTarget,
    ...refusals,
  ],
  "management.user.generateEnchantedLinkForTestUser": [
    {
      name: "C31: makes a link, and the reference of who waits for it",
      arrange: forUser({ URI: url }),
      expected: { body: { loginId: GRACE, link: link(url), pendingRef: expect.stringMatching(/^[\w-]{43}$/) } },
    },
    wrongTarget,
    ...refusals,
  ],
  "management.user.deleteAllTestUsers": [
    { name: "deletes them", arrange: (world) => forUser({})(world), expected: { body: {} } },
    { name: "deletes nobody where there are none", arrange: () => ({ input: {} }), expected: { body: {} } },
  ],
  "management.user.generateEmbeddedLink": [
    {
      name: "C33: makes a token",
      arrange: forUser({ customClaims: { plan: "gold" }, timeout: 300 }, false),
      expected: { body: { token: expect.stringMatching(/^C[0-9A-Za-z]{27}\.[\w-]{43}$/) } },
    },
    { name: "takes Go's zero for no timeout", arrange: forUser({ timeout: 0 }, false), expected: { body: {} } },
    { name: "C33: makes none that lives for more than a day", arrange: forUser({ timeout: 86_401 }, false), expected: { code: "E011003" } },
    { name: "makes none of the past", arrange: forUser({ timeout: -1 }, false), expected: { code: "E011003" } },
    { name: "knows nobody of this name", arrange: () => ({ input: { loginId: GRACE } }), expected: { code: "E112102" } },
  ],
  "management.user.generateSignUpEmbeddedLink": [
    {
      name: "C33: makes a token for who has no account yet",
      arrange: () => ({ input: { loginId: GRACE, user: { name: "Grace" }, emailVerified: true, phoneVerified: false, loginOptions: {} } }),
      expected: { body: { token: expect.stringMatching(/^C[0-9A-Za-z]{27}\.[\w-]{43}$/) } },
    },
    { name: "makes a token for who has one", arrange: forUser({}, false), expected: { body: {} } },
    { name: "asks for a login ID", arrange: () => ({ input: { timeout: 60 } }), expected: { code: "E011003" } },
  ],
};
