import { z } from "zod";
import { CODE_TEXT_MAX, readCode } from "./code";
import { Email, EmailOrEmpty, LoginId } from "./login-id";
import { Locale, LoginOptions, Name, SignUpOptions, TemplateOptions } from "./login-options";
import { defineOperation, LOGIN_ID_ALIASES } from "./operation";
import { JWTResponse } from "./session";
import { text } from "./text";
import { SignUpUser } from "./user";

/** The answer of every send: where the code went, unreadable to who does not know the address. */
export const MaskedEmail = z.object({ maskedEmail: z.string() }).meta({ id: "MaskedEmail" });
export type MaskedEmail = z.output<typeof MaskedEmail>;

/** How a letter is sent; connectors and templates beyond our own are accepted and make no difference. */
export const messaging = {
  providerId: Name.optional(),
  templateId: Name.optional(),
};

/** What every operation that sends a letter shares. */
export const send = { kind: "mutation", aliases: LOGIN_ID_ALIASES, callsPerMinute: 120 } as const;

const signInInput = z.object({
  loginId: LoginId,
  loginOptions: LoginOptions.optional(),
  ssoAppId: Name.optional(),
  ...messaging,
});

export const otpSignUpEmail = defineOperation({
  ...send,
  routes: ["POST /v1/auth/otp/signup/email"],
  access: "project",
  summary: "Mail a code that signs up a new user",
  input: z.object({
    loginId: LoginId,
    // Two SDKs copy `user.email` here, empty or not.
    email: EmailOrEmpty.optional(),
    user: SignUpUser.optional(),
    loginOptions: SignUpOptions.optional(),
    ssoAppId: Name.optional(),
    ...messaging,
  }),
  output: MaskedEmail,
  errors: ["E011003", "E011004", "E062107", "E130429"],
});

export const otpSignInEmail = defineOperation({
  ...send,
  routes: ["POST /v1/auth/otp/signin/email"],
  access: "project",
  optionalSession: true,
  summary: "Mail a code that signs in",
  input: signInInput,
  output: MaskedEmail,
  errors: ["E011003", "E062108", "E062110", "E062130", "E062133", "E130429"],
});

export const otpSignUpOrInEmail = defineOperation({
  ...send,
  routes: ["POST /v1/auth/otp/signup-in/email"],
  access: "project",
  optionalSession: true,
  summary: "Mail a code that signs in, or signs up who is new",
  input: signInInput,
  output: MaskedEmail,
  errors: ["E011003", "E062110", "E062130", "E062133", "E130429"],
});

/** A six-digit code as people type and paste it, read wherever it stands; empty, and so a wrong one, where none can be read. */
export const Code = text(CODE_TEXT_MAX).transform(readCode);

export const otpVerifyEmail = defineOperation({
  routes: ["POST /v1/auth/otp/verify/email"],
  access: "project",
  kind: "mutation",
  summary: "Exchange a mailed code for a session",
  input: z.object({ loginId: LoginId, code: Code }),
  output: JWTResponse,
  errors: [
    "E011003",
    "E011001",
    "E061102",
    "E061103",
    "E061104",
    "E062107",
    "E062108",
    "E062110",
    "E062125",
    "E062130",
    "E062131",
    "E064001",
    "E130429",
  ],
  tokens: "issues",
  aliases: LOGIN_ID_ALIASES,
  callsPerMinute: 300,
});

/** What every change of address takes, by code or by link. */
export const updateEmailInput = {
  loginId: LoginId,
  email: Email,
  addToLoginIDs: z.boolean().optional(),
  onMergeUseExisting: z.boolean().optional(),
  failOnConflict: z.boolean().optional(),
  mfa: z.boolean().optional(),
  templateOptions: TemplateOptions.optional(),
  locale: Locale.optional(),
  ...messaging,
};

export const otpUpdateEmail = defineOperation({
  ...send,
  routes: ["POST /v1/auth/otp/update/email"],
  access: "signedIn",
  fresh: true,
  summary: "Mail a code that changes, or proves, the signed-in user's address",
  input: z.object(updateEmailInput),
  output: MaskedEmail,
  errors: ["E011003", "E062125", "E062130", "E130429"],
});
