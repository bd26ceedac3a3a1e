import { z } from "zod";
import { LoginId } from "./login-id";
import { Locale, LoginOptions, Name, SessionTypes, SignUpOptions, TemplateOptions } from "./login-options";
import { defineOperation, LOGIN_ID_ALIASES } from "./operation";
import { messaging } from "./otp";
import { JWTResponse } from "./session";
import { BODY_TEXT_MAX, text } from "./text";
import { SignUpUser } from "./user";

/** Whatever was typed: what is too long for a password is refused by the policy, or is a wrong one (E062906), after one hash. */
export const Password = text(BODY_TEXT_MAX).min(1);

export const passwordSignUp = defineOperation({
  routes: ["POST /v1/auth/password/signup"],
  hashes: true,
  access: "project",
  kind: "mutation",
  summary: "Sign up a new user with a password",
  input: z.object({
    loginId: LoginId,
    password: Password,
    user: SignUpUser.optional(),
    loginOptions: SignUpOptions.optional(),
    ssoAppId: Name.optional(),
  }),
  output: JWTResponse,
  errors: ["E011003", "E011001", "E011004", "E062107", "E062901"],
  tokens: "issues",
  aliases: LOGIN_ID_ALIASES,
  callsPerMinute: 300,
});

export const passwordSignIn = defineOperation({
  routes: ["POST /v1/auth/password/signin"],
  hashes: true,
  access: "project",
  optionalSession: true,
  kind: "mutation",
  summary: "Sign in with a password",
  input: z.object({
    loginId: LoginId,
    password: Password,
    loginOptions: LoginOptions.optional(),
    ssoAppId: Name.optional(),
  }),
  output: JWTResponse,
  errors: ["E011003", "E011001", "E062903", "E062906", "E062909", "E062110", "E062130", "E062131"],
  tokens: "issues",
  aliases: LOGIN_ID_ALIASES,
  callsPerMinute: 300,
});

export const passwordReset = defineOperation({
  routes: ["POST /v1/auth/password/reset"],
  access: "project",
  kind: "mutation",
  summary: "Mail a way to set a new password",
  input: z.object({
    loginId: LoginId,
    redirectUrl: text(2048).optional(),
    templateOptions: TemplateOptions.optional(),
    locale: Locale.optional(),
    ...messaging,
  }),
  output: z.object({ resetMethod: z.enum(["magiclink", "otp"]), maskedEmail: z.string() }),
  errors: ["E011003", "E011004", "E062108", "E062907", "E130429"],
  aliases: LOGIN_ID_ALIASES,
  callsPerMinute: 120,
});

export const passwordUpdate = defineOperation({
  routes: ["POST /v1/auth/password/update"],
  hashes: true,
  access: "signedIn",
  kind: "mutation",
  accepts: ["reset"],
  fresh: true,
  summary: "Set or replace the signed-in user's password",
  input: z.object({ loginId: LoginId, newPassword: Password }),
  output: z.object({}),
  errors: ["E011003", "E062130", "E062901", "E062904"],
  aliases: LOGIN_ID_ALIASES,
  callsPerMinute: 120,
});

/** With two-step sign-in it takes a session that has shown the second factor, too: the old password is one factor only. */
export const passwordReplace = defineOperation({
  routes: ["POST /v1/auth/password/replace"],
  hashes: true,
  access: "project",
  optionalSession: true,
  kind: "mutation",
  summary: "Replace a password by showing it, also one that has expired; with two-step sign-in, beside a session that has shown the second",
  input: z.object({
    loginId: LoginId,
    oldPassword: Password,
    newPassword: Password,
    revokeOtherSessions: z.boolean().optional(),
    revokeOtherSessionsTypes: SessionTypes.optional(),
  }),
  output: JWTResponse,
  errors: ["E011003", "E062110", "E062131", "E062132", "E062901", "E062903", "E062904", "E062906"],
  tokens: "issues",
  aliases: LOGIN_ID_ALIASES,
  callsPerMinute: 300,
});

/** The part of the policy that a client can check: of who shows a session, that of their tenants. */
export const passwordPolicy = defineOperation({
  routes: ["GET /v1/auth/password/policy"],
  access: "project",
  optionalSession: true,
  kind: "query",
  summary: "What a password must be",
  input: z.object({}),
  output: z.object({
    minLength: z.int(),
    lowercase: z.boolean(),
    uppercase: z.boolean(),
    number: z.boolean(),
    nonAlphanumeric: z.boolean(),
    strengthScoreEnabled: z.boolean(),
    strengthScore: z.int().describe("0 to 4, as zxcvbn counts"),
  }),
  errors: [],
});
