import { AuthError } from "@repo/contract/errors";
import { isEmail } from "@repo/contract/login-id";
import type { Input, Output } from "@repo/contract/operation";
import type { passwordPolicy, passwordReplace, passwordReset, passwordUpdate } from "@repo/contract/password";
import type { JWTResponse } from "@repo/contract/session";
import type { Caller, SignedInCaller } from "../caller";
import type { PreparedRequest } from "../challenge/details";
import { spendLetter } from "../challenge/prepare";
import type { AuthDeps } from "../deps";
import { sendMagicLink } from "../links/magic-link";
import { linkTarget } from "../links/target";
import { letterLanguage } from "../mail/letter-language";
import { maskEmail } from "../mail/mask-email";
import { isMasked } from "../masked";
import { sendCode } from "../otp/send-code";
import { completeSignIn, type SignInMode } from "../session/complete-sign-in";
import { endSessionsAndLetters } from "../session/end";
import { isSecondFactor } from "../session/methods";
import { isFresh, refuseEnded } from "../session/resolve";
import { isSomebodyElses } from "../user/release-login-id";
import { maySignIn } from "../user/status";
import { prepareNewPassword } from "./new-password";
import { projectRules, rulesOf } from "./settings";
import { provePassword } from "./sign-in";

/**
 * Mails a way to set a new password, by link or code as configured. Nothing changes until it is used; it proves the address then. Throws
 * E062108 unknown login ID and E062907 no proven address, E011004 for a target that is not approved, E130429. Masked, the answer is always
 * the same: an address without an account is mailed that, one that is not proven a way in like any other; nothing goes to a disabled user.
 */
export async function resetPassword(
  deps: AuthDeps,
  input: Input<typeof passwordReset>,
  caller: Caller,
): Promise<Output<typeof passwordReset>> {
  const { loginId, templateOptions = {}, locale } = input;
  const { resetMethod } = deps.config;
  const page = linkTarget(deps, input.redirectUrl, "/reset-password");
  const prepared: PreparedRequest = {
    loginId,
    async describe(tx, holder) {
      const user = holder && !isSomebodyElses(loginId, holder) ? holder : null;
      const masked = isMasked(deps, caller, "E062108");
      if (!user && !masked) throw new AuthError("E062108", "Cannot find user");
      const canReset = user !== null && user.email !== "" && maySignIn(user);
      // Where that is told. Where it is not, nobody is to wait in vain: whoever reads the letter proves the address by using it.
      if (!masked && !(canReset && user.verifiedEmail)) throw new AuthError("E062907", "The user has no proven email address to reset by");
      const mail = user ? (canReset ? "requested" : "nothing") : isEmail(loginId) ? "noAccount" : "nothing";
      const target = { loginId, typed: loginId, email: user?.email || loginId, recipient: user };
      const isLeft = !user?.test && (await spendLetter(deps, tx, caller, target));
      return {
        purpose: "reset",
        loginId,
        email: user?.email ?? loginId,
        userId: user?.id ?? null,
        details: { options: {} },
        mail: isLeft ? mail : "nothing",
        maskedEmail: maskEmail(masked ? loginId : (user?.email ?? "")),
        templateOptions,
        locale: letterLanguage(caller, user, locale),
      };
    },
  };
  const { maskedEmail } =
    resetMethod === "otp" ? await sendCode(deps, caller, prepared) : await sendMagicLink(deps, caller, prepared, page);
  return { resetMethod, maskedEmail };
}

/**
 * Sets or replaces the signed-in user's password. Other resets end with it; after one, whatever else lets in does:
 * the user's other sessions (R4), and links and codes that were mailed before. Throws E062130 when the login ID is not the
 * user's, E062901 policy, E062904 used before, E130429 changed too often.
 */
export async function updatePassword(
  deps: AuthDeps,
  { loginId, newPassword }: Input<typeof passwordUpdate>,
  caller: SignedInCaller,
): Promise<Record<string, never>> {
  const { session, user } = await caller.signedIn();
  if (!user.loginIds.includes(loginId)) throw new AuthError("E062130", "The loginId belongs to another user");
  await deps.turns.take(`user ${user.id}`, async () => {
    const store = await prepareNewPassword(deps, caller, user, newPassword);
    await deps.store.transaction(async (tx) => {
      await refuseEnded(deps, tx, session.id);
      await store(tx, session.id);
      if (session.purpose === "reset") await endSessionsAndLetters(deps, tx, user, session.id);
    });
  });
  deps.outbox.wake();
  return {};
}

/**
 * The session that an old password is added to, of who signs in with two steps: it proves one of them, and one of two changes nothing.
 * Throws E062131 unless the caller shows a session of theirs that has shown the second factor, E062132 when that is ten minutes ago.
 */
async function requireOtherFactor(deps: AuthDeps, caller: Caller, userId: string): Promise<SignInMode> {
  const found = await caller.session();
  const isOwn = found.kind === "valid" && found.session.userId === userId && found.session.purpose !== "reset";
  if (!isOwn || !found.session.methods.some(isSecondFactor)) throw new AuthError("E062131", "Show your second factor first");
  if (!isFresh(deps, found.session)) throw new AuthError("E062132", "Show your second factor again");
  // A whole session stays what it is; one that waited for a second factor, and had it first, is whole by this password.
  return { kind: found.session.purpose === "signIn" ? "update" : "mfa", session: found.session };
}

/**
 * Replaces a password by showing it, also one that is temporary or has expired, and signs in. Of who signs in with two
 * steps it takes a session besides that has shown the second factor within ten minutes: one that waits for the first will do, so that
 * nobody is shut out by a password that has expired. Throws E062906 wrong, E130429 slowed down or changed too often; after the old password matched: E062903
 * locked, E062901 policy, E062904 used before, E062110 disabled, E062131 without the second factor, E062132 when it was shown too long ago.
 */
export async function replacePassword(deps: AuthDeps, input: Input<typeof passwordReplace>, caller: Caller): Promise<JWTResponse> {
  const { loginId, oldPassword, newPassword, revokeOtherSessions = false } = input;
  return deps.turns.take(loginId, async () => {
    const { userId, insistUnchanged } = await provePassword(deps, caller, loginId, oldPassword);
    const user = await deps.store.users.findById(userId);
    if (!user) throw new AuthError("E062906");
    if (!maySignIn(user)) throw new AuthError("E062110");
    const mode: SignInMode = user.secondFactor ? await requireOtherFactor(deps, caller, userId) : { kind: "signIn" };
    const store = await prepareNewPassword(deps, caller, user, newPassword);
    const response = await completeSignIn(deps, caller, {
      method: "pwd",
      mode,
      options: { revokeOtherSessions },
      async authenticate(tx) {
        await insistUnchanged(tx);
        await store(tx);
        return { userId };
      },
    });
    deps.outbox.wake();
    return response;
  });
}

/** What a password must be, as far as a client can check it: of who shows a session theirs, else that of somebody new. */
export async function showPolicy(deps: AuthDeps, _input: object, caller: Caller): Promise<Output<typeof passwordPolicy>> {
  const found = await caller.peek();
  const rules = found.kind === "valid" ? await rulesOf(deps, found.session.userId) : await projectRules(deps);
  const { minLength, lowercase, uppercase, number, nonAlphanumeric, strength } = rules;
  return { minLength, lowercase, uppercase, number, nonAlphanumeric, strengthScoreEnabled: strength > 0, strengthScore: strength };
}
