import { impersonate, stopImpersonation } from "@repo/auth/management/impersonation";
import { signInManaged, signUpManaged, signUpOrInManaged, startAnonymous, updateJwt } from "@repo/auth/management/jwt";
import {
  jwtAnonymous,
  jwtImpersonate,
  jwtSignIn,
  jwtSignUp,
  jwtSignUpOrIn,
  jwtStopImpersonation,
  jwtUpdate,
} from "@repo/contract/management/jwt";
import { mutation } from "../trpc";

/** `management.jwt`: tokens, which travel in the answer over each surface: whoever holds a management key is a program. */
export const jwts = {
  update: mutation(jwtUpdate, updateJwt),
  signIn: mutation(jwtSignIn, signInManaged),
  signUp: mutation(jwtSignUp, signUpManaged),
  signUpOrIn: mutation(jwtSignUpOrIn, signUpOrInManaged),
  anonymous: mutation(jwtAnonymous, startAnonymous),
  impersonate: mutation(jwtImpersonate, impersonate),
  stopImpersonation: mutation(jwtStopImpersonation, stopImpersonation),
};
