import { z } from "zod";
import { ACCOUNT_EVENTS, HISTORY_PAGE_MAX, SHOWN_WAYS } from "./account-events";
import { LoginId } from "./login-id";
import { defineOperation } from "./operation";
import { Code } from "./otp";
import { Password } from "./password";
import { JWTResponse } from "./session";
import { text } from "./text";

/** A summary of what protects the account. Pages only. */
export const securityOverview = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "query",
  summary: "What protects the signed-in user's account",
  input: z.object({}),
  output: z.object({
    passwordChangedTime: z.int().nullable().describe("epoch seconds; null without a password"),
    totp: z.object({ createdTime: z.int(), lastUsedTime: z.int().nullable() }).nullable(),
    recoveryCodesLeft: z.int(),
    secondFactor: z.boolean().describe("whether signing in takes two factors"),
    wasKept: z.boolean().describe("whether this sign-in has just taken the account's deletion back"),
    lacksFirstFactor: z.boolean().describe("whether it does, and this session has shown the second alone"),
    setUpBefore: z.boolean().describe("whether something of before the email was confirmed can be brought back"),
    isWithoutApp: z.boolean().describe("whether this session has shown a recovery code, and since it began no code of the app was"),
  }),
  errors: [],
});

/** Whether signing in takes two factors. Pages only. */
export const setSecondFactor = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "mutation",
  fresh: true,
  summary: "Ask for a second factor at every sign-in, or no longer",
  input: z.object({ required: z.boolean() }),
  output: z.object({}),
  errors: ["E011003", "E062120", "E062135"],
  callsPerMinute: 120,
});

/** Who is in the middle of signing in. Pages only. */
export const pendingSignIn = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "query",
  accepts: ["secondFactor"],
  summary: "The sign-in that waits for its second factor, if any does",
  input: z.object({}),
  output: z
    .object({
      loginId: z.string(),
      account: z.string().describe("how the person knows it"),
      hasTotp: z.boolean(),
      recoveryCodesLeft: z.int(),
      trustDays: z.int().describe("for how many days this browser need not be asked again; 0: it always is"),
    })
    .nullable(),
  errors: [],
});

/** Leaves the second step out in this browser for a while; a sealed cookie is its proof. Pages only. */
export const trustDevice = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "mutation",
  fresh: true,
  summary: "Trust this browser: sign-ins of the user's here take one step for a while, once both were shown",
  input: z.object({}),
  output: z.object({}),
  errors: ["E011004"],
  callsPerMinute: 60,
});

/** Pages only. */
export const trustedDevices = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "query",
  summary: "The browsers in which the signed-in user is not asked for a second step, newest first",
  input: z.object({}),
  output: z.object({
    days: z.int().describe("how long a browser is trusted; 0: none is"),
    devices: z.array(
      z.object({
        id: z.string(),
        userAgent: z.string(),
        createdTime: z.int(),
        expiresTime: z.int(),
        lastUsedTime: z.int().nullable().describe("epoch seconds; null: not since it is trusted"),
      }),
    ),
  }),
  errors: [],
});

/** Pages only. */
export const stopTrusting = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "mutation",
  summary: "Ask for the second step again in one of the trusted browsers, or in all of them",
  input: z.object({ id: text(100).optional().describe("without one: all") }),
  output: z.object({}),
  errors: ["E011003"],
  callsPerMinute: 120,
});

/** One name fewer to sign in with. Pages only. */
export const removeLoginId = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "mutation",
  fresh: true,
  summary: "Remove a login ID of the signed-in user's beside the one that is their email",
  input: z.object({ loginId: LoginId }),
  output: z.object({}),
  errors: ["E011003", "E011004", "E062130", "E112103"],
  callsPerMinute: 120,
});

/** Puts a former address back, by the link in the letter to it: no session is asked for. Pages only. */
export const undoEmailChange = defineOperation({
  routes: [],
  access: "project",
  kind: "mutation",
  summary: "Take back a change of address, by the letter to the former one",
  input: z.object({ token: text(200) }),
  output: z.object({}),
  errors: ["E011003", "E062125", "E062504"],
  callsPerMinute: 60,
});

/** What was there before anybody had shown that the account's address is theirs. Pages only. */
export const setUpBefore = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "query",
  summary: "What had been set up before the email was confirmed, as long as some of it can be brought back",
  input: z.object({}),
  output: z
    .object({
      found: z.object({ password: z.boolean(), totp: z.boolean(), recoveryCodes: z.int(), devices: z.int() }),
      password: z.boolean().describe("whether it can be brought back"),
      totp: z.boolean().describe("whether it can be brought back"),
      untilTime: z.int().describe("epoch seconds"),
    })
    .nullable(),
  errors: [],
});

/** Pages only. */
export const keepPassword = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "mutation",
  fresh: true,
  hashes: true,
  summary: "Bring the password of before the email was confirmed back, by typing it",
  input: z.object({ password: Password }),
  output: z.object({}),
  errors: ["E011003", "E061103", "E062136", "E062906"],
  callsPerMinute: 120,
});

/** Pages only. */
export const keepAuthenticator = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "mutation",
  fresh: true,
  summary: "Bring the authenticator of before the email was confirmed back, by a code from it",
  input: z.object({ code: Code }),
  output: z.object({}),
  errors: ["E011003", "E061102", "E061103", "E062136"],
  callsPerMinute: 120,
});

/** Signs out everywhere; a sign-in within 14 days takes it back. Pages only. */
export const deleteAccount = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "mutation",
  fresh: true,
  summary: "Have the signed-in user's account erased with everything in it, unless they sign in within 14 days",
  input: z.object({}),
  output: z.object({}),
  errors: [],
  tokens: "clears",
  callsPerMinute: 60,
});

/** For people, to keep or to take elsewhere. Pages only. */
export const personalData = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "query",
  summary: "Everything that is stored of the signed-in user, without secrets",
  input: z.object({}),
  output: z.object({ account: z.unknown(), product: z.unknown() }),
  errors: ["E062134"],
  callsPerMinute: 10,
});

/** One thing that has happened to an account. */
export const AccountEvent = z
  .object({
    id: z.string(),
    what: z.enum(ACCOUNT_EVENTS).meta({ examples: ["signedIn"] }),
    time: z.int().describe("epoch seconds"),
    ways: z.array(z.enum(SHOWN_WAYS)).meta({ description: "what was shown, or tried", examples: [["password"]] }),
    userAgent: z.string().describe("empty where it is not known"),
    address: z.string(),
    byOther: z.boolean().describe("whether somebody else did it: who runs the app, or acts in the user's name"),
  })
  .meta({ id: "AccountEvent" });
export type AccountEvent = z.output<typeof AccountEvent>;

/** The account's history. Pages only: the vendor's, `me/history`, lists sign-ins alone. */
export const securityHistory = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "query",
  summary: "What has happened to the signed-in user's account, newest first",
  input: z.object({
    limit: z.int().min(1).max(HISTORY_PAGE_MAX).optional(),
    after: text(90)
      .regex(/^\d{1,13}\.\w{1,64}$/)
      .optional()
      .describe("`next` of the page before"),
  }),
  output: z.object({
    events: z.array(AccountEvent),
    next: z
      .string()
      .nullable()
      .meta({ description: "null on the last page", examples: [null] }),
  }),
  errors: ["E011003"],
});

/** Word by mail of a sign-in has a button that calls this. Pages only. Of who has a password it is the way into a reset. */
export const disownSignIn = defineOperation({
  routes: [],
  access: "project",
  kind: "mutation",
  summary: "End every session of an account whose owner says that a sign-in was not theirs",
  input: z.object({ token: text(300).min(1) }),
  output: z.union([JWTResponse, z.object({})]),
  errors: ["E011003", "E062110", "E062504"],
  tokens: "issues",
  callsPerMinute: 120,
});
