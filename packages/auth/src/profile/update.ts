import { AuthError } from "@repo/contract/errors";
import type { Input, Output } from "@repo/contract/operation";
import type { profileUpdate } from "@repo/contract/profile";
import type { SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";

/**
 * Changes what the signed-in user says of themselves; what is left out stays. Another phone number than before is not verified, whatever
 * the former was. Throws E064002 when the user was deleted meanwhile.
 */
export async function updateProfile(
  deps: AuthDeps,
  profile: Input<typeof profileUpdate>,
  caller: SignedInCaller,
): Promise<Output<typeof profileUpdate>> {
  const { session } = await caller.signedIn();
  if (Object.keys(profile).length === 0) return {};
  if (!(await deps.store.users.updateProfile(session.userId, profile, deps.clock.now()))) throw new AuthError("E064002");
  return {};
}
