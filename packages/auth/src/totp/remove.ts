import { AuthError } from "@repo/contract/errors";
import type { Input } from "@repo/contract/operation";
import type { totpRemove } from "@repo/contract/totp";
import type { SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { findFactors } from "../second-factor";
import { refuseEnded } from "../session/resolve";
import { queueNoticeTo } from "../user/notice";
import { proveTotp } from "./verify";

/**
 * Removes the signed-in user's authenticator and with it the recovery codes and the second step, confirmed by a code from it, and
 * tells the user by mail. Throws E061102 wrong, E062120 none there, E130429.
 */
export async function removeTotp(
  deps: AuthDeps,
  { code }: Input<typeof totpRemove>,
  caller: SignedInCaller,
): Promise<Record<string, never>> {
  const { session } = await caller.signedIn();
  const { userId } = session;
  const refused = await deps.store.transaction(async (tx) => {
    await refuseEnded(deps, tx, session.id);
    const { user, ...found } = await findFactors(deps, tx, caller, { userId });
    if (user === null) throw new AuthError("E064002");
    const proven = await proveTotp(deps, tx, caller, userId, code, { user, ...found, pending: null });
    if ("refusal" in proven) return proven;
    await proven.match();
    await proven.forgetTries();
    await tx.factors.removeTotp(userId);
    await tx.factors.removeRecoveryCodes(userId);
    await tx.factors.setSecondFactor(userId, false, deps.clock.now());
    await queueNoticeTo(deps, tx, caller, user, "authenticatorRemoved");
    return null;
  });
  if (refused) throw refused.refusal;
  deps.outbox.wake();
  return {};
}
