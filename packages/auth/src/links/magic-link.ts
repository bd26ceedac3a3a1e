import { AuthError } from "@repo/contract/errors";
import { LINK_MINUTES, RESET_LINK_MINUTES } from "@repo/contract/limits";
import type { magicLinkVerify } from "@repo/contract/links";
import type { Input } from "@repo/contract/operation";
import type { MaskedEmail } from "@repo/contract/otp";
import type { JWTResponse } from "@repo/contract/session";
import type { Caller } from "../caller";
import type { PreparedRequest } from "../challenge/details";
import { finishChallenge } from "../challenge/finish";
import { challengeRow, letterFacts, storeAndSend } from "../challenge/store";
import type { AuthDeps } from "../deps";
import { linkRequests } from "./requests";
import { withToken } from "./target";
import { findLink, isLinkSecret, newLink } from "./token";

const EXPIRED = "Failed to load magic link token";

/** Mails a link. Earlier ones stay valid, each for one use. */
export async function sendMagicLink(deps: AuthDeps, caller: Caller, prepared: PreparedRequest, target: URL): Promise<MaskedEmail> {
  const { id, token, digest } = newLink(deps);
  const url = withToken(target, token);
  const { maskedEmail } = await storeAndSend(deps, caller, prepared, {
    slots: [],
    make(request) {
      const { email: to, locale } = request;
      const minutes = request.purpose === "reset" ? RESET_LINK_MINUTES : LINK_MINUTES;
      const challenge = { ...challengeRow(deps, id, request, minutes * 60), channel: "magicLink", attemptsMax: 1, digest } as const;
      const props = { ...letterFacts(deps, caller, request), url, minutes };
      return { challenge, letter: { kind: "magicLink", to, locale, props } };
    },
  });
  return { maskedEmail };
}

const requests = linkRequests("/link", sendMagicLink);

/** Mails a link that signs up. */
export const requestSignUpLink = requests.signUp;

/** Mails a link that signs in. */
export const requestSignInLink = requests.signIn;

/** As `requestSignInLink`, and signs up who is new. */
export const requestSignUpOrInLink = requests.signUpOrIn;

/** Mails a link to a new address of the signed-in user. */
export const requestUpdateLink = requests.update;

/**
 * Exchanges a link's token for a session, once: sign-up, sign-in, change of address or the way into a reset. Throws E062504 unknown,
 * used, expired, or of another kind of link; and for what happened meanwhile what `finishChallenge` throws.
 */
export async function verifyMagicLink(deps: AuthDeps, input: Input<typeof magicLinkVerify>, caller: Caller): Promise<JWTResponse> {
  const found = await findLink(deps, input.token, "magicLink");
  if (!found || !isLinkSecret(deps, found.challenge, found.secret)) throw new AuthError("E062504", EXPIRED);
  return finishChallenge(deps, caller, found.challenge, { used: { code: "E062504", message: EXPIRED } });
}
