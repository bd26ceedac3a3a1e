import { AuthError } from "@repo/contract/errors";
import { AUTHENTICATOR_KEY_MINUTES } from "@repo/contract/limits";
import type { Input } from "@repo/contract/operation";
import type { TotpKey, totpSignUp, totpUpdate } from "@repo/contract/totp";
import type { SignUpUser } from "@repo/contract/user";
import type { ChallengeRecord } from "@repo/db/challenges";
import type { Caller, SignedInCaller } from "../caller";
import { type RememberedOptions, rememberOptions } from "../challenge/details";
import type { AuthDeps } from "../deps";
import { newId } from "../ids";
import { refuseTaken, refuseTooManyTaken } from "../masked";
import { spendChange } from "../security/account-changes";
import { refuseOtherAddress } from "../user/new-user";
import { refuseUnconfirmed } from "../user/refuse-unconfirmed";
import { newTotpSecret, presentTotpKey } from "./key";

const ATTEMPTS_MAX = 5;

/** What waits with a pending key. */
export interface TotpDetails {
  user?: SignUpUser;
  options: RememberedOptions;
  /** The session that asked for another key. Once it has ended the key is void: a thief may have asked. */
  askedIn?: string;
}

/** The slot of a pending sign-up: by login ID, since there is no user yet. */
export function totpSignUpSlot(loginId: string): string {
  return `totp:new:${loginId}`;
}

/** The slot of a pending key of a user. Another namespace: what was set up for a login ID never becomes somebody's key. */
export function totpUpdateSlot(userId: string): string {
  return `totp:user:${userId}`;
}

type Pending = Pick<ChallengeRecord, "loginId" | "userId"> & { slot: string; details: TotpDetails };

async function startEnrolment(deps: AuthDeps, { loginId, userId, slot, details }: Pending): Promise<TotpKey> {
  const now = deps.clock.now();
  const id = newId(deps.random, "C");
  const secret = newTotpSecret(deps);
  await deps.store.transaction((tx) =>
    tx.challenges.replace({
      id,
      channel: "totp",
      purpose: userId === null ? "signUp" : "update",
      loginId,
      slot,
      userId,
      email: "",
      digest: "",
      sealedKey: deps.sealer.seal("totp-key", id, secret),
      details: JSON.stringify(details),
      attempts: 0,
      attemptsMax: ATTEMPTS_MAX,
      createdAt: now,
      expiresAt: new Date(now.getTime() + AUTHENTICATOR_KEY_MINUTES * 60 * 1000),
      usedAt: null,
      pendingRef: null,
      approvedAt: null,
    }),
  );
  return presentTotpKey(deps, secret, loginId);
}

/**
 * Starts a sign-up with an authenticator. Nobody is registered until a code from it is verified; starting again
 * replaces the key and the details. Throws E062107 when the login ID is registered, E011004 for another address than a login ID that is
 * one.
 */
export async function signUpWithTotp(deps: AuthDeps, input: Input<typeof totpSignUp>, caller: Caller): Promise<TotpKey> {
  const { loginId, user, loginOptions: options = {} } = input;
  refuseOtherAddress(loginId, user?.email);
  await refuseTooManyTaken(deps, caller);
  if (await deps.store.users.findIdByLoginId(loginId)) await refuseTaken(deps, caller, loginId);
  return startEnrolment(deps, {
    loginId,
    userId: null,
    slot: totpSignUpSlot(loginId),
    details: { options: rememberOptions(options), ...(user && { user }) },
  });
}

/**
 * Starts adding or replacing the signed-in user's authenticator. The former one works until a code from the new one
 * is verified. Throws E062130 when the login ID is not the user's, E062135 at pages before the email is confirmed, E130429 after twenty in 15 minutes.
 */
export async function updateTotp(deps: AuthDeps, { loginId }: Input<typeof totpUpdate>, caller: SignedInCaller): Promise<TotpKey> {
  const { session, user } = await caller.signedIn();
  if (!user.loginIds.includes(loginId)) throw new AuthError("E062130", "The loginId belongs to another user");
  refuseUnconfirmed(caller, user);
  await spendChange(deps, user.id, "authenticator");
  return startEnrolment(deps, { loginId, userId: user.id, slot: totpUpdateSlot(user.id), details: { options: {}, askedIn: session.id } });
}
