import { z } from "zod";
import { LoginId } from "./login-id";
import { LoginOptions, Name, SignUpOptions } from "./login-options";
import { defineOperation, LOGIN_ID_ALIASES } from "./operation";
import { Code } from "./otp";
import { JWTResponse } from "./session";
import { SignUpUser } from "./user";

/** Three renderings of one secret. */
export const TotpKey = z
  .object({
    key: z.string().describe("the secret in base32, to type in by hand"),
    provisioningURL: z.string().describe("the same as an otpauth URI"),
    image: z.string().describe("the same as a QR code: a PNG in base64, without `data:` prefix"),
  })
  .meta({ id: "TotpKey" });
export type TotpKey = z.output<typeof TotpKey>;

export const totpSignUp = defineOperation({
  routes: ["POST /v1/auth/totp/signup"],
  access: "project",
  kind: "mutation",
  summary: "Start signing up a new user with an authenticator app",
  input: z.object({
    loginId: LoginId,
    user: SignUpUser.optional(),
    loginOptions: SignUpOptions.optional(),
    ssoAppId: Name.optional(),
  }),
  output: TotpKey,
  errors: ["E011003", "E011004", "E062107"],
  aliases: LOGIN_ID_ALIASES,
  callsPerMinute: 120,
});

/** Finishes a sign-up, finishes a change of key, signs in. */
export const totpVerify = defineOperation({
  routes: ["POST /v1/auth/totp/verify"],
  access: "project",
  optionalSession: true,
  kind: "mutation",
  summary: "Exchange an authenticator's code for a session",
  input: z.object({ loginId: LoginId, code: Code, loginOptions: LoginOptions.optional() }),
  output: JWTResponse,
  errors: ["E011003", "E011001", "E061102", "E061103", "E062107", "E062108", "E062110", "E062120", "E062130", "E130429"],
  tokens: "issues",
  aliases: LOGIN_ID_ALIASES,
  callsPerMinute: 300,
});

export const totpUpdate = defineOperation({
  routes: ["POST /v1/auth/totp/update"],
  access: "signedIn",
  kind: "mutation",
  fresh: true,
  summary: "Start adding, or replacing, the signed-in user's authenticator",
  input: z.object({ loginId: LoginId }),
  output: TotpKey,
  errors: ["E011003", "E062130", "E062135"],
  aliases: LOGIN_ID_ALIASES,
  callsPerMinute: 120,
});

/** Pages only. Whoever has lost the app has no code from it: then fresh proof of another kind does. */
export const totpRemove = defineOperation({
  routes: [],
  access: "signedIn",
  kind: "mutation",
  fresh: true,
  summary: "Remove the signed-in user's authenticator, confirmed by a code from it or by fresh proof",
  input: z.object({ code: Code.optional().describe("from the authenticator; without one, the proof has to be fresh, whoever calls") }),
  output: z.object({}),
  errors: ["E011003", "E061102", "E062120", "E062132", "E130429"],
  callsPerMinute: 120,
});
