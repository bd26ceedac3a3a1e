import { z } from "zod";
import { CustomClaims, Name } from "../login-options";
import { defineOperation, LOGIN_ID_ALIASES } from "../operation";
import { JWTResponse } from "../session";
import { text } from "../text";
import { SignUpUser } from "../user";
import { emptyAsAbsent, LoginIdOrUserId, MANAGED_USER_ALIASES, TenantsWithRoles, UserResponse } from "./common";

const INT32_MAX = 2 ** 31 - 1;

/** How many seconds a session lives, where that is shorter than any does here; 0 for no other than any. */
const RefreshDuration = z
  .int()
  .min(0)
  .max(INT32_MAX)
  .transform((seconds) => (seconds > 0 ? seconds : undefined));

/** A token of ours, of either kind. */
const Jwt = text(16_384);

const SelectedTenant = emptyAsAbsent(Name);

const JwtAnswer = z.object({ jwt: z.string() });

/** What `sessionJwt` and `refreshJwt` come with, of nobody in particular. */
const AnonymousResponse = JWTResponse.omit({ user: true, firstSeen: true, idpResponse: true, tenantSSOID: true }).meta({
  id: "AnonymousResponse",
});

export const jwtUpdate = defineOperation({
  routes: ["POST /v1/mgmt/jwt/update"],
  access: "management",
  kind: "mutation",
  summary:
    "The same token with more claims, at its top level; of a refresh token in all tokens to come as well. Reserved claims stay as they are",
  input: z.object({ jwt: Jwt.min(1), customClaims: CustomClaims.optional(), refreshDuration: RefreshDuration.optional() }),
  output: JwtAnswer,
  errors: ["E011003", "E062110", "E062131", "E064001", "E064002"],
});

const options = {
  customClaims: CustomClaims.optional(),
  refreshDuration: RefreshDuration.optional(),
  ssoAppId: Name.optional(),
  selectedTenantId: SelectedTenant.optional(),
};

const signIn = {
  access: "management",
  kind: "mutation",
  output: JWTResponse,
  // `name` is none of them: that of a user stands in `user`.
  aliases: { ...LOGIN_ID_ALIASES, tenantId: "selectedTenantId" },
} as const;

const NewUser = z.object({
  loginId: LoginIdOrUserId,
  user: SignUpUser.extend({ verifiedEmail: z.boolean().optional(), verifiedPhone: z.boolean().optional() }).optional(),
  emailVerified: z.boolean().optional(),
  phoneVerified: z.boolean().optional(),
  userTenants: TenantsWithRoles.optional(),
  ...options,
});

export const jwtSignIn = defineOperation({
  ...signIn,
  routes: ["POST /v1/mgmt/auth/signin"],
  summary: "Sign a user in, without a factor",
  input: z.object({
    loginId: LoginIdOrUserId,
    stepup: z.boolean().optional(),
    mfa: z.boolean().optional(),
    revokeOtherSessions: z.boolean().optional(),
    jwt: emptyAsAbsent(Jwt).optional(),
    ...options,
  }),
  errors: ["E011001", "E011003", "E062110", "E062130", "E112102"],
});

export const jwtSignUp = defineOperation({
  ...signIn,
  routes: ["POST /v1/mgmt/auth/signup"],
  summary: "Create a user, and sign them in",
  input: NewUser,
  errors: ["E011001", "E011003", "E062107", "E112201", "E112303"],
});

export const jwtSignUpOrIn = defineOperation({
  ...signIn,
  routes: ["POST /v1/mgmt/auth/signup-in"],
  summary: "Sign a user in, whom this creates where there is none",
  input: NewUser,
  errors: ["E011001", "E011003", "E062110", "E112201", "E112303"],
});

/** What sessions are begun with that are no sign-in of a user's own. */
const newSession = {
  customClaims: CustomClaims.optional(),
  selectedTenant: SelectedTenant.optional(),
  refreshDuration: RefreshDuration.optional(),
};

export const jwtAnonymous = defineOperation({
  routes: ["POST /v1/mgmt/auth/anonymous"],
  access: "management",
  kind: "mutation",
  summary: "A session of nobody in particular, whose tokens say so (`anonymous`)",
  input: z.object({
    ...newSession,
  }),
  output: AnonymousResponse,
  errors: ["E011003", "E112201"],
});

export const jwtImpersonate = defineOperation({
  routes: ["POST /v1/mgmt/impersonate"],
  access: "management",
  kind: "mutation",
  summary: "A refresh token by which one user acts in the name of another; its tokens say so (`act`)",
  input: z.object({
    loginId: LoginIdOrUserId,
    impersonatorId: LoginIdOrUserId,
    validateConsent: z.boolean().optional(),
    ...newSession,
  }),
  output: JwtAnswer,
  errors: ["E011001", "E011003", "E062110", "E112102", "E112120"],
  aliases: MANAGED_USER_ALIASES,
});

export const jwtStopImpersonation = defineOperation({
  routes: ["POST /v1/mgmt/stop/impersonation"],
  access: "management",
  kind: "mutation",
  summary: "End a session in another's name, and answer a refresh token of the user who acted",
  input: z.object({
    jwt: Jwt.min(1),
    ...newSession,
  }),
  output: JwtAnswer,
  errors: ["E011001", "E011003", "E011004", "E062110", "E064001", "E064002"],
});

export const userUpdateImpersonationConsent = defineOperation({
  routes: ["POST /v1/mgmt/user/update/impersonationConsent"],
  access: "management",
  kind: "mutation",
  summary: "Until when a user lets others act in their name, in epoch seconds; 0 takes the consent back and ends what others do by it",
  input: z.object({ loginId: LoginIdOrUserId, impersonationConsent: z.int().min(0).max(INT32_MAX) }),
  output: UserResponse,
  errors: ["E011003", "E011004", "E112102"],
  aliases: MANAGED_USER_ALIASES,
});
