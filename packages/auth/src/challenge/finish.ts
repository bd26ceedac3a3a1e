import { AuthError, type ErrorCode } from "@repo/contract/errors";
import type { JWTResponse } from "@repo/contract/session";
import type { ChallengeRecord } from "@repo/db/challenges";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { completeSignIn, recallMode, requireUser, type SignInMode } from "../session/complete-sign-in";
import { describeNewUser } from "../user/new-user";
import { queueNotice } from "../user/notice";
import { proveEmail } from "../user/prove-email";
import type { ChallengeDetails } from "./details";

/** Tells the former address of a change that is about to be made. Throws E064001 when the session that asked for it has ended. */
async function announceUpdate(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  { email }: ChallengeRecord,
  details: ChallengeDetails,
  before: UserRecord,
): Promise<void> {
  if (details.askedIn === undefined || !(await tx.sessions.isLive(details.askedIn, deps.clock.now())))
    throw new AuthError("E064001", "Expired due to logout");
  // A former address that nobody proved may be anybody's.
  if (before.verifiedEmail && before.email !== "" && before.email !== email)
    await queueNotice(deps, tx, caller, before.id, "emailChanged", before.email);
}

/** What the code or link was for, done in the transaction that uses it up. Answers the user's ID. */
async function applyPurpose(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  challenge: ChallengeRecord,
  details: ChallengeDetails,
  { used, isOwner }: { used: Finish["used"]; isOwner: boolean },
): Promise<string> {
  const { purpose, loginId, email } = challenge;
  const known = challenge.userId ?? (purpose === "signUp" ? null : await tx.users.findIdByLoginId(loginId));
  if (known === null) {
    const user = { ...describeNewUser(deps, loginId, details.user), email, verifiedEmail: true };
    if ((await tx.users.create(user)) === "loginIdTaken") throw new AuthError("E062107");
    return user.id;
  }
  const before = await requireUser(tx, known);
  if (purpose === "update") await announceUpdate(deps, tx, caller, challenge, details, before);
  // The user has moved to another address since: who reads the former one's mail is nobody to let in, let alone to move back to.
  else if (challenge.userId !== null && before.email !== email) throw new AuthError(used.code, used.message);
  await proveEmail(deps, tx, caller, known, email, { isOwner });
  if (details.addToLoginIds) {
    const owner = await tx.users.findIdByLoginId(email);
    if (owner === null ? (await tx.users.addLoginId(known, email)) === "loginIdTaken" : owner !== known) throw new AuthError("E062125");
  }
  return known;
}

/**
 * Whether the proof is the signed-in user's own: who changes an address, or adds to a session, is in the account already. A page has to
 * show the session too, since a stranger may have asked for the letter that its reader answers; over REST no SDK sends one here.
 */
async function isByOwner(caller: Caller, challenge: ChallengeRecord, details: ChallengeDetails): Promise<boolean> {
  if (challenge.purpose !== "update" && details.mode === undefined) return false;
  if (caller.surface === "rest") return true;
  const found = await caller.session();
  return found.kind === "valid" && found.session.userId === challenge.userId;
}

/** A page that proves an address keeps the session it was asked from: a second one would only be a stray entry among the devices. */
async function modeFor(deps: AuthDeps, caller: Caller, challenge: ChallengeRecord, details: ChallengeDetails): Promise<SignInMode> {
  if (challenge.purpose !== "update" || caller.surface !== "browser") return recallMode(deps, details.mode);
  const found = await caller.session();
  const isOwn = found.kind === "valid" && found.session.userId === challenge.userId && found.session.purpose === "signIn";
  return isOwn ? { kind: "update", session: found.session } : recallMode(deps, details.mode);
}

interface Finish {
  /** What the caller is told when somebody else was faster. */
  used: { code: ErrorCode; message: string };
  /** More to be stored with the success. */
  also?(tx: StoreTransaction): Promise<void>;
}

/**
 * Uses a proven challenge up and does what it was for, once: sign-up, sign-in, change of address or reset, with the options given when
 * it was asked for. Throws `used`, also where the letter went to a former address; for what happened meanwhile: E062107 or E062125 the
 * login ID was taken, E062110 disabled, E064001 the session that asked has ended; E011001 no such tenant, and E062131 where a page asks
 * for the second factor to confirm.
 */
export async function finishChallenge(
  deps: AuthDeps,
  caller: Caller,
  challenge: ChallengeRecord,
  { used, also }: Finish,
): Promise<JWTResponse> {
  const details: ChallengeDetails = JSON.parse(challenge.details);
  const isOwner = await isByOwner(caller, challenge, details);
  const response = await completeSignIn(deps, caller, {
    method: "email",
    mode: await modeFor(deps, caller, challenge, details),
    options: details.options,
    // `signUpOrIn` of who is registered is a sign-in, which joins nothing.
    joinsTenant: challenge.purpose === "signUp" || (challenge.purpose === "signUpOrIn" && challenge.userId === null),
    isReset: challenge.purpose === "reset",
    async authenticate(tx) {
      if (!(await tx.challenges.consume(challenge.id, deps.clock.now()))) throw new AuthError(used.code, used.message);
      await also?.(tx);
      return applyPurpose(deps, tx, caller, challenge, details, { used, isOwner });
    },
  });
  deps.outbox.wake();
  return response;
}
