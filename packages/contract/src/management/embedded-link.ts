import { z } from "zod";
import { EMBEDDED_LINK_SECONDS, EMBEDDED_LINK_SECONDS_MAX } from "../limits";
import { LoginId } from "../login-id";
import { CustomClaims, SignUpOptions } from "../login-options";
import { defineOperation, LOGIN_ID_ALIASES } from "../operation";
import { SignUpUser } from "../user";
import { LoginIdOrUserId, MANAGED_USER_ALIASES } from "./common";

/** Seconds that the token lives. Go sends 0 for none. */
const timeout = z
  .int()
  .min(0)
  .max(EMBEDDED_LINK_SECONDS_MAX)
  .transform((seconds) => seconds || EMBEDDED_LINK_SECONDS)
  .optional();

/** Verified as the token of a magic link. */
const output = z.object({ token: z.string() });

export const embeddedLinkSignIn = defineOperation({
  routes: ["POST /v1/mgmt/user/signin/embeddedlink"],
  access: "management",
  kind: "mutation",
  summary: "Make a token that signs a user in, once, for your application to hand out",
  input: z.object({ loginId: LoginIdOrUserId, customClaims: CustomClaims.optional(), timeout }),
  output,
  errors: ["E011003", "E112102"],
  aliases: MANAGED_USER_ALIASES,
});

export const embeddedLinkSignUp = defineOperation({
  routes: ["POST /v1/mgmt/user/signup/embeddedlink"],
  access: "management",
  kind: "mutation",
  summary: "Make a token that signs somebody up, or in who has an account by then",
  input: z.object({
    loginId: LoginId,
    user: SignUpUser.optional(),
    emailVerified: z.boolean().optional(),
    phoneVerified: z.boolean().optional(),
    loginOptions: SignUpOptions.optional(),
    timeout,
  }),
  output,
  errors: ["E011003"],
  aliases: LOGIN_ID_ALIASES,
});
