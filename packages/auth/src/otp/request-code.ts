import type { Input } from "@repo/contract/operation";
import type { MaskedEmail, otpSignInEmail, otpSignUpEmail, otpSignUpOrInEmail, otpUpdateEmail } from "@repo/contract/otp";
import type { Caller, SignedInCaller } from "../caller";
import { prepareSignIn, prepareSignUp, prepareUpdate } from "../challenge/prepare";
import type { AuthDeps } from "../deps";
import { sendCode } from "./send-code";

/** Mails a code that signs up a new user. Throws what `prepareSignUp` throws. */
export async function requestSignUpCode(deps: AuthDeps, input: Input<typeof otpSignUpEmail>, caller: Caller): Promise<MaskedEmail> {
  return sendCode(deps, caller, await prepareSignUp(deps, input, caller));
}

/** Mails a code that signs in. Throws what `prepareSignIn` throws. */
export async function requestSignInCode(deps: AuthDeps, input: Input<typeof otpSignInEmail>, caller: Caller): Promise<MaskedEmail> {
  return sendCode(deps, caller, await prepareSignIn(deps, input, caller, "signIn"));
}

/** As `requestSignInCode`, and signs up who is new. */
export async function requestSignUpOrInCode(deps: AuthDeps, input: Input<typeof otpSignUpOrInEmail>, caller: Caller): Promise<MaskedEmail> {
  return sendCode(deps, caller, await prepareSignIn(deps, input, caller, "signUpOrIn"));
}

/** Mails a code to a new address of the signed-in user. Throws what `prepareUpdate` throws. */
export async function requestUpdateCode(deps: AuthDeps, input: Input<typeof otpUpdateEmail>, caller: SignedInCaller): Promise<MaskedEmail> {
  return sendCode(deps, caller, await prepareUpdate(deps, input, caller));
}
