import { z } from "zod";
import { CODE_TEXT_MAX, readRecoveryCode } from "./code";
import { LoginId } from "./login-id";
import { LoginOptions } from "./login-options";
import { defineOperation, LOGIN_ID_ALIASES } from "./operation";
import { JWTResponse } from "./session";
import { text } from "./text";

export const recoveryCodesCreate = defineOperation({
  routes: ["POST /v1/auth/recovery-codes"],
  access: "signedIn",
  kind: "mutation",
  fresh: true,
  summary: "Make a new set of recovery codes; the former set is void",
  input: z.object({ loginId: LoginId }),
  output: z.object({ codes: z.array(z.object({ code: z.string() })) }),
  errors: ["E011003", "E062130", "E062135"],
  aliases: LOGIN_ID_ALIASES,
  callsPerMinute: 120,
});

export const recoverySignIn = defineOperation({
  routes: ["POST /v1/auth/recovery-codes/signin"],
  access: "project",
  optionalSession: true,
  kind: "mutation",
  summary: "Sign in with a recovery code, which is spent by it",
  input: z.object({ loginId: LoginId, code: text(CODE_TEXT_MAX).transform(readRecoveryCode), loginOptions: LoginOptions.optional() }),
  output: JWTResponse,
  errors: ["E011003", "E011001", "E061102", "E062108", "E062110", "E062130", "E130429"],
  tokens: "issues",
  aliases: LOGIN_ID_ALIASES,
  callsPerMinute: 300,
});
