import { AuthError } from "@repo/contract/errors";
import { LINK_MINUTES, RESET_LINK_MINUTES } from "@repo/contract/limits";
import type {
  magicLinkSignInEmail,
  magicLinkSignUpEmail,
  magicLinkSignUpOrInEmail,
  magicLinkUpdateEmail,
  magicLinkVerify,
} from "@repo/contract/links";
import type { Input } from "@repo/contract/operation";
import type { MaskedEmail } from "@repo/contract/otp";
import type { JWTResponse } from "@repo/contract/session";
import type { Caller, SignedInCaller } from "../caller";
import type { ChallengeRequest } from "../challenge/details";
import { finishChallenge } from "../challenge/finish";
import { prepareSignIn, prepareSignUp, prepareUpdate } from "../challenge/prepare";
import { challengeRow, letterFacts, storeAndSend } from "../challenge/store";
import type { AuthDeps } from "../deps";
import { newId, newToken } from "../ids";
import { linkTarget, withToken } from "./target";
import { findLink, isLinkSecret, linkDigest, linkToken } from "./token";

const EXPIRED = "Failed to load magic link token";

/** Mails a link. Earlier ones stay valid, each for one use. */
export async function sendMagicLink(deps: AuthDeps, caller: Caller, request: ChallengeRequest, target: URL): Promise<MaskedEmail> {
  const id = newId(deps.random, "C");
  const secret = newToken(deps.random);
  const { email: to, locale } = request;
  const minutes = request.purpose === "reset" ? RESET_LINK_MINUTES : LINK_MINUTES;
  const digest = linkDigest(deps, id, secret);
  const challenge = { ...challengeRow(deps, id, request, minutes * 60), channel: "magicLink", attemptsMax: 1, digest } as const;
  const url = withToken(target, linkToken(id, secret));
  const props = { ...letterFacts(deps, caller, request), url, minutes };
  await storeAndSend(deps, caller, request, challenge, { kind: "magicLink", to, locale, props });
  return { maskedEmail: request.maskedEmail };
}

/** Mails a link that signs up. Throws E011004 for a target that is not approved, and what `prepareSignUp` throws. */
export async function requestSignUpLink(deps: AuthDeps, input: Input<typeof magicLinkSignUpEmail>, caller: Caller): Promise<MaskedEmail> {
  const target = linkTarget(deps, input.URI, "/link");
  return sendMagicLink(deps, caller, await prepareSignUp(deps, input, caller), target);
}

/** Mails a link that signs in. Throws E011004 for a target that is not approved, and what `prepareSignIn` throws. */
export async function requestSignInLink(deps: AuthDeps, input: Input<typeof magicLinkSignInEmail>, caller: Caller): Promise<MaskedEmail> {
  const target = linkTarget(deps, input.URI, "/link");
  return sendMagicLink(deps, caller, await prepareSignIn(deps, input, caller, "signIn"), target);
}

/** As `requestSignInLink`, and signs up who is new. */
export async function requestSignUpOrInLink(
  deps: AuthDeps,
  input: Input<typeof magicLinkSignUpOrInEmail>,
  caller: Caller,
): Promise<MaskedEmail> {
  const target = linkTarget(deps, input.URI, "/link");
  return sendMagicLink(deps, caller, await prepareSignIn(deps, input, caller, "signUpOrIn"), target);
}

/** Mails a link to a new address of the signed-in user. Throws E011004 for the target, and what `prepareUpdate` throws. */
export async function requestUpdateLink(
  deps: AuthDeps,
  input: Input<typeof magicLinkUpdateEmail>,
  caller: SignedInCaller,
): Promise<MaskedEmail> {
  const target = linkTarget(deps, input.URI, "/link");
  return sendMagicLink(deps, caller, await prepareUpdate(deps, input, caller), target);
}

/**
 * Exchanges a link's token for a session, once: sign-up, sign-in, change of address or the way into a reset. Throws E062504 unknown,
 * used, expired, or of another kind of link; and for what happened meanwhile what `finishChallenge` throws.
 */
export async function verifyMagicLink(deps: AuthDeps, input: Input<typeof magicLinkVerify>, caller: Caller): Promise<JWTResponse> {
  const found = await findLink(deps, input.token, "magicLink");
  if (!found || !isLinkSecret(deps, found.challenge, found.secret)) throw new AuthError("E062504", EXPIRED);
  return finishChallenge(deps, caller, found.challenge, { used: { code: "E062504", message: EXPIRED } });
}
