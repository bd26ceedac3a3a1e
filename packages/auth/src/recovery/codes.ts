import { readRecoveryCode } from "@repo/contract/code";
import { AuthError } from "@repo/contract/errors";
import { RECOVERY_CODES } from "@repo/contract/limits";
import type { Input, Output } from "@repo/contract/operation";
import type { recoveryCodesCreate, recoverySignIn } from "@repo/contract/recovery";
import type { JWTResponse } from "@repo/contract/session";
import type { Caller, SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { newRecoveryCode } from "../ids";
import { isMasked } from "../masked";
import { findFactors, judgeCode } from "../second-factor";
import { spendChange } from "../security/account-changes";
import { completeSignIn, readMode } from "../session/complete-sign-in";
import { refuseEnded } from "../session/resolve";
import { queueNotice, queueNoticeTo } from "../user/notice";
import { refuseUnconfirmed } from "../user/refuse-unconfirmed";

/** As people read it off paper: the letters that look like digits are those digits. */
function normaliseRecoveryCode(code: string): string {
  return readRecoveryCode(code).replace(/[il]/g, "1").replace(/o/g, "0");
}

function digestInput(userId: string, code: string): string {
  return `${userId}:${normaliseRecoveryCode(code)}`;
}

/**
 * Makes ten recovery codes, shown this once; the former set is void. Only their keyed digests are kept. Throws
 * E062130 when the login ID is not the signed-in user's, E062135 at pages before the email is confirmed, E130429 after twenty sets in 15 minutes.
 */
export async function createRecoveryCodes(
  deps: AuthDeps,
  { loginId }: Input<typeof recoveryCodesCreate>,
  caller: SignedInCaller,
): Promise<Output<typeof recoveryCodesCreate>> {
  const { session, user } = await caller.signedIn();
  if (!user.loginIds.includes(loginId)) throw new AuthError("E062130", "The loginId belongs to another user");
  refuseUnconfirmed(caller, user);
  await spendChange(deps, user.id, "recoveryCodes");
  const codes = Array.from({ length: RECOVERY_CODES }, () => newRecoveryCode(deps.random));
  const digests = codes.map((code) => deps.sealer.digest("recovery-code", digestInput(user.id, code)));
  await deps.store.transaction(async (tx) => {
    await refuseEnded(deps, tx, session.id);
    await tx.factors.putRecoveryCodes(user.id, digests, deps.clock.now());
    await queueNotice(deps, tx, caller, user.id, "recoveryCodesMade");
  });
  deps.outbox.wake();
  return { codes: codes.map((code) => ({ code })) };
}

/**
 * Signs in with a recovery code, which is spent by it, and tells the user by mail. Throws E061102 wrong or spent,
 * E062108 unknown (masked: E061102), E062110 disabled, E062130, E130429 ten tries of second factors in 15 minutes, E011001.
 */
export async function signInWithRecoveryCode(deps: AuthDeps, input: Input<typeof recoverySignIn>, caller: Caller): Promise<JWTResponse> {
  const { loginId, code, loginOptions: options = {} } = input;
  // For whoever it is, and before the transaction: to look it up may write.
  await caller.session();
  const mode = await readMode(caller, options);
  const response = await completeSignIn(deps, caller, {
    method: "recovery",
    mode,
    options,
    async authenticate(tx) {
      const { user, tried } = await findFactors(deps, tx, caller, { loginId });
      if (user === null && !isMasked(deps, caller, "E062108")) return { refusal: new AuthError("E062108", "Cannot find user") };
      // The same statements for a login ID that nobody has.
      const digests = deps.sealer.digests("recovery-code", digestInput(user?.id ?? loginId, code));
      const proven = await judgeCode(deps, tx, caller, {
        target: { typed: loginId, userId: user?.id ?? null },
        method: "recovery",
        tried,
        // Its 80 bits are guessed by nobody, however many tries run beside each other.
        async compare(isLetThrough) {
          const isSpent = await tx.factors.spendRecoveryCode(user?.id ?? loginId, isLetThrough ? digests : [], deps.clock.now());
          return isSpent ? user : null;
        },
      });
      if ("refusal" in proven) return proven;
      await proven.forgetTries();
      await queueNoticeTo(deps, tx, caller, proven.match, "recoveryCodeUsed");
      return { userId: proven.match.id, user: proven.match };
    },
  });
  deps.outbox.wake();
  return response;
}
