import { AuthError } from "@repo/contract/errors";
import type { LoginOptions } from "@repo/contract/login-options";
import type { Input } from "@repo/contract/operation";
import type { JWTResponse } from "@repo/contract/session";
import type { totpVerify } from "@repo/contract/totp";
import type { ChallengeRecord } from "@repo/db/challenges";
import type { TotpKeyRecord } from "@repo/db/factors";
import type { StoreTransaction } from "@repo/db/store";
import { refundTries, spendTry } from "../budget";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { secondFactorLanes, type Target } from "../guessing";
import { isMasked, refuseUnknown } from "../masked";
import { completeSignIn, readMode, type SignInMode } from "../session/complete-sign-in";
import { refuseEnded } from "../session/resolve";
import { describeNewUser } from "../user/new-user";
import { queueNotice } from "../user/notice";
import { requireUser } from "../user/require-user";
import { type TotpDetails, totpSignUpSlot, totpUpdateSlot } from "./enrol";
import { findTotpStep } from "./key";
import { afterStep, mayAcceptStep } from "./steps";

const WRONG = "Failed to verify code";
/** A key that nobody has: for comparisons that only cost. */
const NOBODYS_SECRET = "A".repeat(32);

interface PendingKey {
  challenge: ChallengeRecord;
  details: TotpDetails;
  secret: string;
}

/** A pending set-up; null for none, one that is over, or one whose session has ended. */
async function findPending(deps: AuthDeps, slot: string): Promise<PendingKey | null> {
  const now = deps.clock.now();
  const challenge = await deps.store.challenges.findBySlot(slot);
  if (!challenge || challenge.usedAt || challenge.expiresAt <= now) return null;
  const details: TotpDetails = JSON.parse(challenge.details);
  if (details.askedIn !== undefined && !(await deps.store.sessions.isLive(details.askedIn, now))) return null;
  return { challenge, details, secret: deps.sealer.open("totp-key", challenge.id, challenge.sealedKey).toString() };
}

/** A confirmed key, sealed for the user it now belongs to. */
async function storeKey(deps: AuthDeps, tx: StoreTransaction, userId: string, secret: string, step: number): Promise<void> {
  await tx.factors.putTotp(userId, deps.sealer.seal("totp-key", userId, secret), step, deps.clock.now());
}

async function consume(deps: AuthDeps, tx: StoreTransaction, challenge: ChallengeRecord): Promise<void> {
  if (!(await tx.challenges.consume(challenge.id, deps.clock.now()))) throw new AuthError("E061102", WRONG);
}

/** Compares a code with nothing, at the price of a key. */
function compareNothing(deps: AuthDeps, code: string): Promise<unknown> {
  return findTotpStep(deps, NOBODYS_SECRET, code);
}

/** Refuses who has no account as it would refuse who has one, with the same statements before the try is counted and the same work after. */
async function refuseNobody(deps: AuthDeps, caller: Caller, loginId: string, code: string): Promise<never> {
  await deps.store.factors.findTotp(loginId);
  return refuseUnknown(deps, caller, loginId, () => compareNothing(deps, code));
}

/** Finishes a sign-up: the first code from the pending key makes the user. */
async function finishSignUp(deps: AuthDeps, input: Input<typeof totpVerify>, caller: Caller): Promise<JWTResponse> {
  const { loginId, code } = input;
  const pending = await findPending(deps, totpSignUpSlot(loginId));
  if (!pending) return refuseNobody(deps, caller, loginId, code);
  const { challenge, details, secret } = pending;
  if (!(await deps.store.challenges.countAttempt(challenge.id, challenge.attemptsMax, deps.clock.now()))) {
    throw new AuthError("E061103", "Too many wrong codes, start setting up the authenticator again");
  }
  const step = await findTotpStep(deps, secret, code);
  if (step === null) throw new AuthError("E061102", WRONG);
  return completeSignIn(deps, caller, {
    method: "totp",
    mode: { kind: "signIn" },
    options: { ...details.options, ...input.loginOptions },
    async authenticate(tx) {
      await consume(deps, tx, challenge);
      const user = describeNewUser(deps, loginId, details.user);
      if ((await tx.users.create(user)) === "loginIdTaken") throw new AuthError("E062107");
      await storeKey(deps, tx, user.id, secret, step);
      return { userId: user.id };
    },
  });
}

/** Signing in takes two steps from now on. Changes that wait for a code or a link were asked for with one, and are void. */
async function askForTwo(deps: AuthDeps, tx: StoreTransaction, userId: string): Promise<void> {
  const { loginIds } = await requireUser(tx, userId);
  await tx.factors.setSecondFactor(userId, true, deps.clock.now());
  await tx.challenges.endUpdates(loginIds, deps.clock.now());
}

/** What happens in the transaction that accepts a code. */
type Accept = (tx: StoreTransaction) => Promise<void>;

/** A code from the pending key puts it in the place of the active one; null for another code. */
async function matchPending(
  deps: AuthDeps,
  caller: Caller,
  userId: string,
  { challenge, details, secret }: PendingKey,
  isFirst: boolean,
  code: string,
): Promise<Accept | null> {
  const step = await findTotpStep(deps, secret, code);
  if (step === null) return null;
  return async (tx) => {
    await consume(deps, tx, challenge);
    if (details.askedIn !== undefined) await refuseEnded(deps, tx, details.askedIn);
    await storeKey(deps, tx, userId, secret, step);
    // From a page, adding an authenticator means asking for it: SDKs decide that by `loginOptions`.
    if (isFirst && caller.surface === "browser") await askForTwo(deps, tx, userId);
    await queueNotice(deps, tx, caller, userId, isFirst ? "authenticatorAdded" : "authenticatorReplaced");
  };
}

/** A code from the active key spends its time step; null for another code, and for one that is spent. */
async function matchActive(deps: AuthDeps, userId: string, active: TotpKeyRecord, code: string): Promise<Accept | null> {
  const step = await findTotpStep(deps, deps.sealer.open("totp-key", userId, active.sealedKey).toString(), code);
  const now = deps.clock.now();
  if (step === null || !mayAcceptStep(active, step, now)) return null;
  return async (tx) => {
    if (!(await tx.factors.acceptTotpStep(userId, active, afterStep(active, step, now), now))) throw new AuthError("E061102", WRONG);
  };
}

/** Where it is not told who exists, only the user learns that they have no authenticator. */
async function refuseKeyless(deps: AuthDeps, caller: Caller, userId: string, code: string): Promise<never> {
  await compareNothing(deps, code);
  const found = isMasked(deps, caller, "E062120") ? await caller.session() : null;
  const mayKnow = found === null || (found.kind === "valid" && found.session.userId === userId);
  throw mayKnow ? new AuthError("E062120", "The user has no authenticator") : new AuthError("E061102", WRONG);
}

/**
 * Counts a try against the user's second factors, then checks a code. Answers what has to happen in the transaction that accepts it.
 * Throws E130429 after ten tries in 15 minutes, E061102 wrong, and for any code after ten under the user's other names; E062120 no
 * authenticator (masked: E061102).
 *
 * @param keys whether a code from a key that is still to be confirmed counts, and confirms it
 */
export async function proveTotp(
  deps: AuthDeps,
  caller: Caller,
  target: Target & { userId: string },
  code: string,
  keys: "active" | "activeOrPending",
): Promise<Accept> {
  const { userId } = target;
  const pending = keys === "activeOrPending" ? await findPending(deps, totpUpdateSlot(userId)) : null;
  const active = await deps.store.factors.findTotp(userId);
  const { lane, isLetThrough } = await spendTry(deps, await secondFactorLanes(caller, target));
  if (!active && !pending) return refuseKeyless(deps, caller, userId, code);
  const accept =
    (pending && (await matchPending(deps, caller, userId, pending, active === null, code))) ??
    (active && (await matchActive(deps, userId, active, code)));
  if (!accept || !isLetThrough) throw new AuthError("E061102", WRONG);
  return async (tx) => {
    await accept(tx);
    await refundTries(deps, tx, lane);
  };
}

/** Setting up the authenticator from a page keeps the session it was asked from. */
async function modeFor(deps: AuthDeps, caller: Caller, userId: string, options: LoginOptions): Promise<SignInMode> {
  const mode = await readMode(caller, options);
  if (mode.kind !== "signIn" || caller.surface !== "browser") return mode;
  const found = await caller.session();
  const isSettingUp = found.kind === "valid" && found.session.userId === userId && found.session.purpose === "signIn";
  return isSettingUp && (await findPending(deps, totpUpdateSlot(userId))) ? { kind: "stepup", session: found.session } : mode;
}

/**
 * Exchanges an authenticator's code for a session: finishes a sign-up, finishes a change of key, or signs in. A code
 * is accepted once, by the server's clock and one step either way. Throws E061102 wrong or used, E061103 too many for a pending
 * sign-up, E062107 taken meanwhile, E062108 unknown (masked: E061102), E062110 disabled, E062120 no authenticator (masked:
 * E061102), E062130 `stepup` or `mfa` without the user's token, E130429 ten tries in 15 minutes, E011001 no such tenant.
 */
export async function verifyTotp(deps: AuthDeps, input: Input<typeof totpVerify>, caller: Caller): Promise<JWTResponse> {
  const { loginId, code, loginOptions: options = {} } = input;
  // Some of what follows asks for it and some does not. Where it is not told who exists, it is asked for in any case.
  if (isMasked(deps, caller, "E062108")) await caller.session();
  const userId = await deps.store.users.findIdByLoginId(loginId);
  if (userId === null) return finishSignUp(deps, input, caller);
  const mode = await modeFor(deps, caller, userId, options);
  const accept = await proveTotp(deps, caller, { typed: loginId, userId }, code, "activeOrPending");
  const response = await completeSignIn(deps, caller, {
    method: "totp",
    mode,
    options,
    async authenticate(tx) {
      await accept(tx);
      return { userId };
    },
  });
  deps.outbox.wake();
  return response;
}
