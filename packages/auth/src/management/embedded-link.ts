import { EMBEDDED_LINK_SECONDS } from "@repo/contract/limits";
import type { embeddedLinkSignIn, embeddedLinkSignUp } from "@repo/contract/management/embedded-link";
import type { Input, Output } from "@repo/contract/operation";
import type { StoreTransaction } from "@repo/db/store";
import type { ManagementCaller } from "../caller";
import { type ChallengeDetails, type ChallengeRequest, rememberOptions } from "../challenge/details";
import { challengeRow } from "../challenge/store";
import type { AuthDeps } from "../deps";
import { newLink } from "../links/token";
import { findManaged } from "./find";
import { nameOf } from "./test-user";
import { type ManagedEvent, writeAs } from "./write-as";

interface Embedded extends Pick<ChallengeRequest, "purpose" | "loginId" | "userId"> {
  details: ChallengeDetails;
}

/** A magic link's token that is mailed to nobody, and so proves no address. */
async function createToken(
  deps: AuthDeps,
  caller: ManagementCaller,
  describe: (tx: StoreTransaction) => Promise<Embedded>,
  timeout = EMBEDDED_LINK_SECONDS,
): Promise<{ token: string }> {
  const { id, token, digest } = newLink(deps);
  return writeAs(deps, caller, async (tx) => {
    const { details, ...request } = await describe(tx);
    await tx.challenges.create({
      ...challengeRow(deps, id, { ...request, email: "" }, timeout),
      channel: "magicLink",
      attemptsMax: 1,
      digest,
      details: JSON.stringify(details),
    });
    const { loginId, userId, purpose } = request;
    const event: ManagedEvent = { action: "EmbeddedLinkCreated", userId: userId ?? "", loginIds: [loginId], data: { purpose, timeout } };
    return { answer: { token }, events: [event] };
  });
}

/**
 * Makes a token that signs a user in, once, with claims under `nsec`. Whoever is handed it is the user: two-step sign-in takes it for the
 * first of two. Throws E112102.
 */
export async function createEmbeddedSignIn(
  deps: AuthDeps,
  { loginId, customClaims, timeout }: Input<typeof embeddedLinkSignIn>,
  caller: ManagementCaller,
): Promise<Output<typeof embeddedLinkSignIn>> {
  const describe = async (tx: StoreTransaction): Promise<Embedded> => {
    const user = await findManaged(tx, loginId);
    return { purpose: "signIn", loginId: nameOf(user, loginId), userId: user.id, details: { options: { customClaims }, managed: {} } };
  };
  return createToken(deps, caller, describe, timeout);
}

/** Makes a token that signs up who has no account of this login ID when it comes back, and signs in who has one. */
export async function createEmbeddedSignUp(
  deps: AuthDeps,
  {
    loginId,
    user,
    emailVerified: verifiedEmail,
    phoneVerified: verifiedPhone,
    loginOptions = {},
    timeout,
  }: Input<typeof embeddedLinkSignUp>,
  caller: ManagementCaller,
): Promise<Output<typeof embeddedLinkSignUp>> {
  const describe = async (tx: StoreTransaction): Promise<Embedded> => ({
    purpose: "signUpOrIn",
    loginId,
    userId: await tx.users.findIdByLoginId(loginId),
    details: { options: rememberOptions(loginOptions), user, managed: { verifiedEmail, verifiedPhone } },
  });
  return createToken(deps, caller, describe, timeout);
}
