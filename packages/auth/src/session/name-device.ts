import type { Input } from "@repo/contract/operation";
import type { nameDevice } from "@repo/contract/session";
import type { SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";

/** Names the device of one of the caller's user's sessions, for later ones of the same browser too. Does nothing for one that is gone. */
export async function nameSessionDevice(
  deps: AuthDeps,
  { id, name }: Input<typeof nameDevice>,
  caller: SignedInCaller,
): Promise<Record<string, never>> {
  const { session } = await caller.signedIn();
  await deps.store.sessions.nameDevice(id, session.userId, name, deps.clock.now());
  return {};
}
