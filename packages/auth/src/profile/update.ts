import { AuthError } from "@repo/contract/errors";
import type { Input, Output } from "@repo/contract/operation";
import type { profileUpdate } from "@repo/contract/profile";
import { recordEvent } from "../audit";
import type { SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";

/**
 * Changes what the signed-in user says of themselves; what is left out stays. Another phone number than before is not verified, whatever
 * the former was. Whoever does so in their name is told in the audit trail. Throws E064002 when the user was deleted meanwhile.
 */
export async function updateProfile(
  deps: AuthDeps,
  profile: Input<typeof profileUpdate>,
  caller: SignedInCaller,
): Promise<Output<typeof profileUpdate>> {
  const { session } = await caller.signedIn();
  if (Object.keys(profile).length === 0) return {};
  const { userId } = session;
  await deps.store.transaction(async (tx) => {
    if (!(await tx.users.updateProfile(userId, profile, deps.clock.now()))) throw new AuthError("E064002");
    // What users say of themselves is no event. What somebody else says in their name is.
    if (caller.actorFor(userId) !== userId)
      await recordEvent(deps, tx, caller, { userId, action: "ProfileUpdated", data: { fields: Object.keys(profile) } });
  });
  return {};
}
