import type { Input } from "@repo/contract/operation";
import type { totpRemove } from "@repo/contract/totp";
import type { SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { refuseEnded } from "../session/resolve";
import { queueNotice } from "../user/notice";
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
  const accept = await proveTotp(deps, caller, { typed: userId, userId }, code, "active");
  await deps.store.transaction(async (tx) => {
    await refuseEnded(deps, tx, session.id);
    await accept(tx);
    await tx.factors.removeTotp(userId);
    await tx.factors.removeRecoveryCodes(userId);
    await tx.factors.setSecondFactor(userId, false, deps.clock.now());
    await queueNotice(deps, tx, caller, userId, "authenticatorRemoved");
  });
  deps.outbox.wake();
  return {};
}
