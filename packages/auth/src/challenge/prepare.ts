import { AuthError, isApiError } from "@repo/contract/errors";
import { isEmail } from "@repo/contract/login-id";
import type { LoginOptions, SignUpOptions } from "@repo/contract/login-options";
import type { SignUpUser } from "@repo/contract/user";
import type { StoreTransaction } from "@repo/db/store";
import type { Holder, Recipient } from "@repo/db/users";
import { spendTry } from "../budget";
import type { Caller, SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { type LetterTarget, letterLanes } from "../guessing";
import { letterLanguage } from "../mail/letter-language";
import { maskEmail, maskLoginId } from "../mail/mask-email";
import { isMasked, refuseTaken, refuseTooManyTaken } from "../masked";
import { spendChange } from "../security/account-changes";
import { readMode, type SignInMode } from "../session/complete-sign-in";
import { refuseOtherAddress } from "../user/new-user";
import { isLeftBehind, isSomebodyElses } from "../user/release-login-id";
import { maySignIn } from "../user/status";
import { type ChallengeDetails, type ChallengeRequest, type PreparedRequest, rememberOptions } from "./details";

// Who a letter goes to, and what it does when it comes back: the same for codes, links and enchanted links.

/**
 * Takes one letter from an address's allowance, known or not: 5 in 15 minutes, 10 an hour (C9). Throws E130429 with the
 * time to wait. Where it is not told who exists, that goes by what was typed alone: a user name and an address that wear out together
 * would be told to belong together.
 *
 * @returns whether the letter may be mailed; where it may not, the answer is the same
 */
export async function spendLetter(deps: AuthDeps, tx: StoreTransaction, caller: Caller, target: LetterTarget): Promise<boolean> {
  const lanes = letterLanes(caller, target, { isMasked: isMasked(deps, caller, "E062108") });
  try {
    return (await spendTry(deps, lanes, { tx })).isLetThrough;
  } catch (error) {
    if (!isApiError(error) || error.code !== "E130429") throw error;
    const { message, retryAfterSeconds } = error;
    throw new AuthError("E130429", message, { limit: "letters", ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) });
  }
}

interface MailOptions {
  templateOptions?: Record<string, string>;
  locale?: string;
}

function mailing(caller: Caller, reader: Recipient | null, { templateOptions = {}, locale }: MailOptions) {
  return { templateOptions, locale: letterLanguage(caller, reader, locale) };
}

/** What of a mode survives until the code or link comes back. */
function rememberMode(mode: SignInMode): Pick<ChallengeDetails, "mode" | "askedIn"> {
  if (mode.kind !== "stepup" && mode.kind !== "mfa") return {};
  return { mode: { kind: mode.kind, sessionId: mode.session.id }, askedIn: mode.session.id };
}

/** `stepup` and `mfa` add to the caller's own session, nobody else's. Throws E062130. */
function refuseForeignMode(mode: SignInMode, user: Recipient | null): void {
  if (mode.kind !== "signIn" && mode.session.userId !== user?.id)
    throw new AuthError("E062130", "The refresh token belongs to another user");
}

/**
 * A letter adds to a session only where the account is known to be its reader's: else a stranger, signed in to an account that names
 * somebody's address, would have its owner strengthen it. Throws E062133.
 */
function refuseUnproven(mode: SignInMode, user: Recipient | null): void {
  if (mode.kind !== "signIn" && !user?.verifiedEmail) throw new AuthError("E062133", "Verify the email of this account first");
}

/** Whether the address that a sign-up names may be told that its login ID is registered: the owner's, nobody else's. */
function wordTo(owner: Recipient, email: string): "alreadyRegistered" | "nothing" {
  return owner.email === email ? "alreadyRegistered" : "nothing";
}

/**
 * A test user's sign-up, which as a user that is there is a sign-in. They are mailed nothing, and so as many letters as they like: what comes
 * back was made by the management API.
 */
function signInOfTestUser(
  caller: Caller,
  loginId: string,
  owner: Recipient,
  { email, options }: { email: string; options: SignUpOptions },
): ChallengeRequest {
  return {
    purpose: "signIn",
    loginId,
    email: owner.email,
    userId: owner.id,
    details: { options: rememberOptions(options) },
    mail: "nothing",
    maskedEmail: maskEmail(email),
    ...mailing(caller, owner, options),
  };
}

interface SignUpInput {
  loginId: string;
  email?: string;
  user?: SignUpUser;
  loginOptions?: SignUpOptions;
}

/**
 * A sign-up by letter. Its details wait with the challenge: the user appears when it comes back. Throws E062107 when the login ID is
 * registered; masked, the answer is the same, and its owner is told by mail if it is their address that was named. E011003: without an
 * address; E011004: with another than a login ID that is one. E130429: when the address has been sent enough; when another login ID has
 * been asked for often enough.
 */
export async function prepareSignUp(deps: AuthDeps, input: SignUpInput, caller: Caller): Promise<PreparedRequest> {
  const { loginId, loginOptions: options = {} } = input;
  const email = input.email ?? input.user?.email ?? (isEmail(loginId) ? loginId : undefined);
  if (email === undefined) throw new AuthError("E011003", "The email field is required: the loginId is not an address");
  refuseOtherAddress(loginId, input.email, input.user?.email);
  const masked = isMasked(deps, caller, "E062107");
  if (!masked) await refuseTooManyTaken(deps, caller);
  return {
    loginId,
    async describe(tx, holder) {
      const owner = holder && !isLeftBehind(loginId, holder) ? holder : null;
      if (owner?.test) return signInOfTestUser(caller, loginId, owner, { email, options });
      // Before the letter is taken: a stranger's refused sign-up must not use up what its owner may be sent.
      if (owner && !masked) await refuseTaken(deps, caller, loginId);
      const isLeft = await spendLetter(deps, tx, caller, { loginId, typed: email, email, recipient: null });
      const mail = owner ? wordTo(owner, email) : "requested";
      return {
        purpose: "signUp",
        loginId,
        email,
        userId: null,
        details: { options: rememberOptions(options), user: { ...input.user, email } },
        mail: isLeft ? mail : "nothing",
        maskedEmail: maskEmail(email),
        ...mailing(caller, owner, options),
      };
    },
  };
}

interface SignInInput {
  loginId: string;
  loginOptions?: LoginOptions;
}

/**
 * A sign-in by letter, with its options for when it comes back. Throws E062108 unknown login ID (masked: an address is
 * mailed that it has no account) and E062110 disabled (masked: nothing is mailed, and the answer is the same), E011003 when the user has no address, E062130 `stepup` or `mfa` without the user's own
 * session, E062133 those while the address is not proven, E130429 when the address has been sent enough. An address that an account
 * with another has as a login ID, and never proved, is unknown here: its reader is who may sign up with it, and that account's is
 * somebody else.
 *
 * @param purpose `signUpOrIn` also takes who is new
 */
export async function prepareSignIn(
  deps: AuthDeps,
  input: SignInInput,
  caller: Caller,
  purpose: "signIn" | "signUpOrIn",
): Promise<PreparedRequest> {
  const { loginId, loginOptions: options = {} } = input;
  const mode = await readMode(caller, options);
  return { loginId, describe: (tx, holder) => describeSignIn(deps, tx, caller, { loginId, options, purpose, mode }, holder) };
}

async function describeSignIn(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  { loginId, options, purpose, mode }: { loginId: string; options: LoginOptions; purpose: "signIn" | "signUpOrIn"; mode: SignInMode },
  holder: Holder | null,
): Promise<ChallengeRequest> {
  refuseForeignMode(mode, holder);
  refuseUnproven(mode, holder);
  const isHeldByAnother = holder !== null && mode.kind === "signIn" && isSomebodyElses(loginId, holder);
  const user = isHeldByAnother ? null : holder;
  const masked = isMasked(deps, caller, "E062108");
  const email = user ? user.email : isEmail(loginId) ? loginId : "";
  const mayBeNew = purpose === "signUpOrIn" && user === null;
  if (!masked) {
    if (!user && !mayBeNew) throw new AuthError("E062108", "Cannot find user");
    if (user && !maySignIn(user)) throw new AuthError("E062110");
    if (email === "") throw new AuthError("E011003", "The user has no email address to send to");
  }
  const isTest = user?.test === true;
  const isAllowed = isTest || (await spendLetter(deps, tx, caller, { loginId, typed: loginId, email: email || loginId, recipient: user }));
  const isMailed = isAllowed && !isTest && email !== "" && (user === null || maySignIn(user));
  // Whoever waits for a letter at an address that has no account gets one too.
  const mail = user === null && !mayBeNew ? "noAccount" : "requested";
  return {
    // Whoever reads the letter is no user yet, but for that account's.
    purpose: isHeldByAnother && purpose === "signUpOrIn" ? "signUp" : purpose,
    loginId,
    email,
    userId: user?.id ?? null,
    details: { options: rememberOptions(options), ...rememberMode(mode) },
    ...(mode.kind !== "signIn" && { asking: { account: maskLoginId(loginId), addsLoginId: false } }),
    mail: isMailed ? mail : "nothing",
    // Where it is not told who exists, the address behind a user name is not told either.
    maskedEmail: maskEmail(masked ? loginId : email),
    ...mailing(caller, user, options),
  };
}

interface UpdateInput {
  loginId: string;
  email: string;
  addToLoginIDs?: boolean;
  mfa?: boolean;
  templateOptions?: Record<string, string>;
  locale?: string;
}

/**
 * A change of the signed-in user's address, or a proof of the present one. Nothing changes until it comes back. At a page a login ID that
 * was the former address goes with it; over REST login IDs stay, as the vendor has it.
 * Throws E062130 when the login ID is not the user's, E062125 when the address is to become a login ID and is somebody else's:
 * accounts are never merged. E130429 when the address has been sent enough.
 */
export async function prepareUpdate(deps: AuthDeps, input: UpdateInput, caller: SignedInCaller): Promise<PreparedRequest> {
  const { loginId, email } = input;
  const { session, user } = await caller.signedIn();
  if (!user.loginIds.includes(loginId)) throw new AuthError("E062130", "The loginId belongs to another user");
  return {
    loginId,
    async describe(tx) {
      await spendChange(deps, user.id, "email", { tx });
      const goesByIt = caller.surface === "browser" && input.addToLoginIDs === true;
      const owner = input.addToLoginIDs ? await tx.users.findRecipient(email) : null;
      if (owner && owner.id !== user.id && !(goesByIt && isLeftBehind(email, owner))) throw new AuthError("E062125");
      const isLeft = !user.test && (await spendLetter(deps, tx, caller, { loginId, typed: email, email, recipient: user }));
      return {
        purpose: "update",
        loginId,
        email,
        userId: user.id,
        details: {
          options: {},
          askedIn: session.id,
          addToLoginIds: input.addToLoginIDs ?? false,
          ...(goesByIt && { goesByIt }),
          ...(input.mfa && { mode: { kind: "mfa", sessionId: session.id } }),
        },
        asking: { account: maskLoginId(loginId), addsLoginId: input.addToLoginIDs ?? false },
        mail: isLeft ? "requested" : "nothing",
        maskedEmail: maskEmail(email),
        ...mailing(caller, user, input),
      };
    },
  };
}
