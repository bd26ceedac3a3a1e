import { AuthError } from "@repo/contract/errors";
import type { Input } from "@repo/contract/operation";
import type { totpRemove } from "@repo/contract/totp";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import type { SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { findFactors } from "../second-factor";
import type { Refused } from "../session/complete-sign-in";
import { isFresh, refuseEnded } from "../session/resolve";
import { queueNoticeTo } from "../user/notice";
import { requireUser } from "../user/require-user";
import { proveTotp } from "./verify";

/** Whose authenticator a code is from. */
async function proveByCode(deps: AuthDeps, tx: StoreTransaction, caller: SignedInCaller, userId: string, code: string) {
  const { user, ...found } = await findFactors(deps, tx, caller, { userId });
  if (user === null) throw new AuthError("E064002");
  const proven = await proveTotp(deps, tx, caller, userId, code, { user, ...found, pending: null });
  if ("refusal" in proven) return proven;
  await proven.match();
  await proven.forgetTries();
  return user;
}

/**
 * Removes the signed-in user's authenticator and with it the recovery codes and the second step, and tells the user by mail. It is confirmed
 * by a code from it; whoever has lost it leaves that out, and has shown something else that counts as fresh proof in the last ten minutes: a
 * recovery code, or, where sign-ins take one step, the password or their mail. Over whichever surface: this is no step of an SDK's. Throws
 * E061102 wrong, E062120 none there, E062132 neither code nor fresh proof, E130429.
 */
export async function removeTotp(
  deps: AuthDeps,
  { code }: Input<typeof totpRemove>,
  caller: SignedInCaller,
): Promise<Record<string, never>> {
  const { session } = await caller.signedIn();
  const { userId } = session;
  if (code === undefined && !isFresh(deps, session)) throw new AuthError("E062132", "Confirm that it is you to go on");
  const refused = await deps.store.transaction(async (tx): Promise<Refused | null> => {
    await refuseEnded(deps, tx, session.id);
    const user: UserRecord | Refused =
      code === undefined ? await requireUser(tx, userId) : await proveByCode(deps, tx, caller, userId, code);
    if ("refusal" in user) return user;
    if (!(await tx.factors.removeTotp(userId))) throw new AuthError("E062120", "The user has no authenticator");
    await tx.factors.removeRecoveryCodes(userId);
    await tx.factors.setSecondFactor(userId, false, deps.clock.now());
    await queueNoticeTo(deps, tx, caller, user, "authenticatorRemoved");
    return null;
  });
  if (refused) throw refused.refusal;
  deps.outbox.wake();
  return {};
}
