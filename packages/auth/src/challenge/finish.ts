import { AuthError, type ErrorCode } from "@repo/contract/errors";
import type { JWTResponse } from "@repo/contract/session";
import type { ChallengeRecord } from "@repo/db/challenges";
import type { SessionRecord } from "@repo/db/sessions";
import type { StoreTransaction } from "@repo/db/store";
import type { Holder, NewUser, UserRecord } from "@repo/db/users";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import {
  type Authenticated,
  answerSignIn,
  type Refused,
  recallMode,
  type SignInMode,
  type StoredSignIn,
  storeSignIn,
} from "../session/complete-sign-in";
import { endResets } from "../session/end";
import { refuseEnded } from "../session/resolve";
import { announceEmailChange } from "../user/email-undo";
import { describeNewUser } from "../user/new-user";
import { goByAddress } from "../user/own-login-ids";
import { proveEmail } from "../user/prove-email";
import { releaseLoginId } from "../user/release-login-id";
import { requireUser } from "../user/require-user";
import type { ChallengeDetails } from "./details";
import { optionsToApply } from "./options";

/** Tells the former address of a change that is about to be made. Throws E064001 when the session that asked for it has ended. */
async function announceUpdate(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  { email }: ChallengeRecord,
  details: ChallengeDetails,
  before: UserRecord,
): Promise<void> {
  if (details.askedIn === undefined) throw new AuthError("E064001", "Expired due to logout");
  await refuseEnded(deps, tx, details.askedIn);
  if (before.email !== email) await announceEmailChange(deps, tx, caller, before);
}

/** Who is new: with the address that was shown to be theirs, or with what an application says of them. */
async function describeProven(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  { loginId, email }: ChallengeRecord,
  { user: details, managed }: ChallengeDetails,
  holder: Holder | null,
): Promise<NewUser> {
  const user = describeNewUser(deps, loginId, details);
  if (managed) {
    const verifiedEmail = managed.verifiedEmail === true && user.email !== "";
    const verifiedPhone = managed.verifiedPhone === true && user.phone !== "";
    return { ...user, verifiedEmail, verifiedPhone };
  }
  await releaseLoginId(deps, tx, caller, loginId, holder);
  return { ...user, email, verifiedEmail: true };
}

/** Uses the challenge up and does what the code or link was for, in this transaction. Answers whose it is. */
async function applyPurpose(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  challenge: ChallengeRecord,
  details: ChallengeDetails,
  { used, isOwner, holder: found }: Pick<Finish, "used" | "holder"> & { isOwner: boolean },
): Promise<Authenticated> {
  const { id, purpose, loginId, email } = challenge;
  const refusal = () => new AuthError(used.code, used.message);
  const holder = challenge.userId !== null ? null : found !== undefined ? found : await tx.users.findRecipient(loginId);
  const known = challenge.userId ?? (purpose === "signUp" ? null : (holder?.id ?? null));
  if (known === null) {
    const user = await describeProven(deps, tx, caller, challenge, details, holder);
    const created = await tx.users.create({ ...user, firstSeenAt: user.createdAt, challengeId: id });
    if (created === "challengeUsed") throw refusal();
    if (created === "loginIdTaken") throw new AuthError("E062107");
    return { userId: user.id, isNew: true };
  }
  if (!(await tx.challenges.consume(id, deps.clock.now()))) throw refusal();
  const before = await requireUser(tx, known);
  // An application vouches for who it is; nothing of theirs is proven.
  if (details.managed && email === "") return { userId: known, user: before };
  if (purpose === "update") await announceUpdate(deps, tx, caller, challenge, details, before);
  // The account has, or has got since, another address than the letter went to: its reader is nobody to let in, let alone to move it to.
  else if (before.email !== email) throw refusal();
  const user = await proveEmail(deps, tx, caller, before, email, { isOwner });
  if (details.goesByIt) await goByAddress(deps, tx, caller, before, email);
  else if (details.addToLoginIds) {
    const owner = await tx.users.findIdByLoginId(email);
    if (owner === null ? (await tx.users.addLoginId(known, email, deps.clock.now())) === "loginIdTaken" : owner !== known)
      throw new AuthError("E062125");
  }
  if (user === "same" && !details.addToLoginIds) return { userId: known, user: before };
  return { userId: known, setAside: user === "setAside" };
}

/**
 * At a page: the whole session that the reader of a letter shows, of the account that had it sent. A stranger may have asked, signed in
 * to an account that names the reader's address: who shows no session of it confirms nothing, and is signed in to nothing. Throws E062130.
 */
export async function requireOwnSession(caller: Caller, challenge: ChallengeRecord): Promise<SessionRecord> {
  const found = await caller.session();
  if (found.kind === "valid" && found.session.userId === challenge.userId) return found.session;
  throw new AuthError("E062130", "Sign in to the account that asked for this first");
}

/**
 * Who the proof is by, and what it is added to. What anybody could ask for proves the address of who shows it, and strengthens nobody's
 * session. What was asked for in a session belongs to that session: over REST no SDK shows one here, so there the letter's words stand
 * for it; at a page the reader's own counts. A page that proves an address keeps that session: a second one would only be a stray entry
 * among the devices.
 */
async function readSituation(
  deps: AuthDeps,
  tx: Pick<StoreTransaction, "sessions">,
  caller: Caller,
  challenge: ChallengeRecord,
  { mode, askedIn }: ChallengeDetails,
): Promise<{ isOwner: boolean; mode: SignInMode }> {
  if (askedIn === undefined) return { isOwner: false, mode: { kind: "signIn" } };
  if (caller.surface === "rest") return { isOwner: true, mode: await recallMode(deps, tx, mode) };
  const own = await requireOwnSession(caller, challenge);
  if (challenge.purpose === "update" && own.purpose === "signIn") return { isOwner: true, mode: { kind: "update", session: own } };
  if (mode && own.id === mode.sessionId) return { isOwner: true, mode: { kind: mode.kind, session: own } };
  throw new AuthError("E062130", "Open this where it was asked for");
}

/** What the audit trail calls what was mailed. */
const AUDIT_WORDS: Readonly<Record<string, string>> = { emailCode: "otp", magicLink: "magiclink", enchantedLink: "enchantedlink" };

interface Finish {
  /** What the caller is told when somebody else was faster. */
  used: { code: ErrorCode; message: string };
  /** Who has the challenge's login ID, where that was read in this transaction; null for nobody. */
  holder?: Holder | null | undefined;
  /** More to be stored with the success. */
  also?(tx: StoreTransaction): Promise<void>;
}

/** To be called before the transaction of `storeFinish`: looking the caller's session up may write, which waits for other transactions. */
export async function prepareFinish(caller: Caller): Promise<void> {
  if (caller.surface === "browser") await caller.session();
}

/** What `finishChallenge` does in its transaction, for who has one already; call `prepareFinish` before it, `answerSignIn` after it. */
export async function storeFinish(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  challenge: ChallengeRecord,
  { used, holder, also }: Finish,
): Promise<StoredSignIn | Refused> {
  const details: ChallengeDetails = JSON.parse(challenge.details);
  const { isOwner, mode } = await readSituation(deps, tx, caller, challenge, details);
  // Who comes by it is a member of what it came with; who was there before joins nothing by what a stranger may have asked.
  let mayJoin = details.askedIn !== undefined;
  const isEmbedded = details.managed !== undefined && challenge.email === "";
  return storeSignIn(deps, tx, caller, {
    method: isEmbedded ? "embedded" : "email",
    via: isEmbedded ? undefined : AUDIT_WORDS[challenge.channel],
    mode,
    options: optionsToApply(caller, details),
    isReset: challenge.purpose === "reset",
    isAside: challenge.purpose === "update",
    mayJoin: () => mayJoin,
    async authenticate() {
      const authenticated = await applyPurpose(deps, tx, caller, challenge, details, { used, holder, isOwner });
      const { userId, isNew = false } = authenticated;
      await also?.(tx);
      mayJoin ||= isNew;
      // What was made for a test user was mailed to nobody: it lets nobody in who has become a person since.
      if (challenge.generated && !(await requireUser(tx, userId)).test) throw new AuthError(used.code, used.message);
      // One reset at a time: those asked for before it, and those under way, are over.
      if (challenge.purpose === "reset") await endResets(deps, tx, await requireUser(tx, userId));
      return authenticated;
    },
  });
}

/**
 * Uses a proven challenge up and does what it was for, once: sign-up, sign-in, change of address or reset, with the options given when
 * it was asked for. Throws `used`, also where the letter went to another address than the account's; for what happened meanwhile: E062107
 * or E062125 the login ID was taken, E062110 disabled, E064001 the session that asked has ended; E011001 no such tenant; at a page
 * E062130 where a session asked and the reader does not show it, and E062131 where it takes the second factor to confirm.
 */
export async function finishChallenge(deps: AuthDeps, caller: Caller, challenge: ChallengeRecord, finish: Finish): Promise<JWTResponse> {
  await prepareFinish(caller);
  const stored = await deps.store.transaction((tx) => storeFinish(deps, tx, caller, challenge, finish));
  deps.outbox.wake();
  return answerSignIn(deps, stored);
}
