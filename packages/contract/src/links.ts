import { z } from "zod";
import { EmailOrEmpty, LoginId } from "./login-id";
import { LoginOptions, Name, SignUpOptions } from "./login-options";
import { defineOperation, LOGIN_ID_ALIASES } from "./operation";
import { MaskedEmail, messaging, updateEmailInput } from "./otp";
import { JWTResponse } from "./session";
import { text } from "./text";
import { SignUpUser } from "./user";

/** Where a link leads; the token is added as `t`. Our own page when nothing is said. */
const URI = text(2048).optional();

const signUpInput = z.object({
  loginId: LoginId,
  email: EmailOrEmpty.optional(),
  URI,
  user: SignUpUser.optional(),
  loginOptions: SignUpOptions.optional(),
  crossDevice: z.boolean().optional(),
  ...messaging,
});

const signInInput = z.object({
  loginId: LoginId,
  URI,
  loginOptions: LoginOptions.optional(),
  ssoAppId: Name.optional(),
  crossDevice: z.boolean().optional(),
  ...messaging,
});

const updateInput = z.object({ ...updateEmailInput, URI, crossDevice: z.boolean().optional() });

const shared = {
  kind: "mutation",
  aliases: { ...LOGIN_ID_ALIASES, redirectUrl: "URI" },
  callsPerMinute: 120,
} as const;

// What links of either kind are asked for with.
const toSignUp = {
  ...shared,
  access: "project",
  input: signUpInput,
  errors: ["E011003", "E011004", "E062107", "E130429"],
} as const;

const toSignIn = {
  ...shared,
  access: "project",
  optionalSession: true,
  input: signInInput,
  errors: ["E011003", "E011004", "E062108", "E062110", "E062130", "E062133", "E130429"],
} as const;

const toSignUpOrIn = { ...toSignIn, errors: ["E011003", "E011004", "E062110", "E062130", "E062133", "E130429"] } as const;

const toUpdate = {
  ...shared,
  access: "signedIn",
  fresh: true,
  input: updateInput,
  errors: ["E011003", "E011004", "E062125", "E062130", "E130429"],
} as const;

export const magicLinkSignUpEmail = defineOperation({
  ...toSignUp,
  routes: ["POST /v1/auth/magiclink/signup/email"],
  summary: "Mail a link that signs up a new user",
  output: MaskedEmail,
});

export const magicLinkSignInEmail = defineOperation({
  ...toSignIn,
  routes: ["POST /v1/auth/magiclink/signin/email"],
  summary: "Mail a link that signs in",
  output: MaskedEmail,
});

export const magicLinkSignUpOrInEmail = defineOperation({
  ...toSignUpOrIn,
  routes: ["POST /v1/auth/magiclink/signup-in/email"],
  summary: "Mail a link that signs in, or signs up who is new",
  output: MaskedEmail,
});

/** Completes sign-up, sign-in, change of address and password reset. */
export const magicLinkVerify = defineOperation({
  routes: ["POST /v1/auth/magiclink/verify"],
  access: "project",
  kind: "mutation",
  summary: "Exchange the token of a link for a session",
  input: z.object({ token: text(200).min(1) }),
  output: JWTResponse,
  errors: ["E011001", "E011003", "E062107", "E062110", "E062125", "E062130", "E062131", "E062504", "E064001"],
  tokens: "issues",
  callsPerMinute: 300,
});

export const magicLinkUpdateEmail = defineOperation({
  ...toUpdate,
  routes: ["POST /v1/auth/magiclink/update/email"],
  summary: "Mail a link that changes, or proves, the signed-in user's address",
  output: MaskedEmail,
});

/** What the waiting device gets: a reference to ask with, and the number of the link to choose. */
export const PendingLink = z
  .object({ pendingRef: z.string(), linkId: z.string().describe("two digits"), maskedEmail: z.string() })
  .meta({ id: "PendingLink" });
export type PendingLink = z.output<typeof PendingLink>;

export const enchantedLinkSignUpEmail = defineOperation({
  ...toSignUp,
  routes: ["POST /v1/auth/enchantedlink/signup/email"],
  summary: "Mail three numbered links, one of which signs up a new user on this device",
  output: PendingLink,
});

export const enchantedLinkSignInEmail = defineOperation({
  ...toSignIn,
  routes: ["POST /v1/auth/enchantedlink/signin/email"],
  summary: "Mail three numbered links, one of which signs in on this device",
  output: PendingLink,
});

export const enchantedLinkSignUpOrInEmail = defineOperation({
  ...toSignUpOrIn,
  routes: ["POST /v1/auth/enchantedlink/signup-in/email"],
  summary: "Mail three numbered links, one of which signs in, or signs up who is new, on this device",
  output: PendingLink,
});

export const enchantedLinkVerify = defineOperation({
  routes: ["POST /v1/auth/enchantedlink/verify"],
  access: "project",
  kind: "mutation",
  summary: "Open one of the three links: the right one lets the waiting device in, a wrong one ends the attempt",
  input: z.object({ token: text(200).min(1), pkceVerifier: text(256).optional() }),
  output: z.object({}),
  errors: ["E011003", "E062130", "E062504"],
  callsPerMinute: 300,
});

/** Ends the attempt, whichever of the three links it is. Pages only. */
export const enchantedLinkDecline = defineOperation({
  routes: [],
  access: "project",
  kind: "mutation",
  summary: "Say that it was not you who asked: nobody is let in",
  input: z.object({ token: text(200).min(1) }),
  output: z.object({}),
  errors: ["E011003", "E062504"],
  callsPerMinute: 300,
});

/** Asked once a second for ten minutes: only a flood is limited. */
export const enchantedLinkSession = defineOperation({
  routes: ["POST /v1/auth/enchantedlink/pending-session"],
  access: "project",
  kind: "mutation",
  summary: "Collect the session, once the right link has been opened",
  input: z.object({ pendingRef: text(200).min(1) }),
  output: JWTResponse,
  errors: ["E011001", "E011003", "E062107", "E062110", "E062125", "E062130", "E062131", "E062503", "E062504", "E062505", "E064001"],
  tokens: "issues",
});

export const enchantedLinkUpdateEmail = defineOperation({
  ...toUpdate,
  routes: ["POST /v1/auth/enchantedlink/update/email"],
  summary: "Mail three numbered links, one of which changes the signed-in user's address",
  output: PendingLink,
});
