import { AuthError } from "@repo/contract/errors";
import type { Caller, ManagementKey, ShownKey } from "../caller";
import type { AuthDeps } from "../deps";
import { addressKey } from "../limiter";

/** Wrong or missing keys a minute from one client address. */
const FAILURES_PER_MINUTE = 20;

/** When a key was last used is told to the nearest minute, so that not every call writes. */
const TOUCH_MS = 60_000;

/** The one that MANAGEMENT_KEY names, which is in no table. */
const CONFIGURED: ManagementKey = { id: "environment", name: "MANAGEMENT_KEY", scope: "write" };

/** A full or locked database still lets keys in. */
async function touch({ store, clock }: AuthDeps, id: string, lastUsedAt: Date | null): Promise<void> {
  const now = clock.now();
  // Either way: a clock that ran ahead must not keep the time of the last use in the future.
  if (lastUsedAt && Math.abs(now.getTime() - lastUsedAt.getTime()) <= TOUCH_MS) return;
  await store.managementKeys.touch(id, now).catch(() => undefined);
}

async function find(deps: AuthDeps, { projectId, key }: ShownKey, isNoted: boolean): Promise<ManagementKey | null> {
  const { config, sealer, store, clock } = deps;
  // Digests are compared, in constant time: how much of a guess is right must not show.
  const isConfigured =
    config.managementKey !== "" && sealer.matches("management-key", key, sealer.digest("management-key", config.managementKey));
  if (projectId !== config.projectId) return null;
  if (isConfigured) return CONFIGURED;
  const found = await store.managementKeys.findByDigests(sealer.digests("management-key", key));
  if (!found || (found.expiresAt && found.expiresAt <= clock.now())) return null;
  if (isNoted) await touch(deps, found.id, found.lastUsedAt);
  const { id, name, scope } = found;
  return { id, name, scope };
}

/**
 * The management key that the caller shows. Throws E111119, the same for none, a wrong one, an expired one and one with another project, and
 * E130429 while the caller's address has shown too many such: before it is looked up, so that a right guess does not stand out.
 */
export async function findManagementKey(
  deps: AuthDeps,
  { shownKey, address, onlyReads }: Pick<Caller, "shownKey" | "address" | "onlyReads">,
): Promise<ManagementKey> {
  const failures = `management key:${addressKey(address)}`;
  const retryAfterSeconds = await deps.limiter.peek(failures, FAILURES_PER_MINUTE);
  if (retryAfterSeconds > 0) {
    const message = `Too many wrong management keys from this address. Try again in ${retryAfterSeconds} seconds`;
    throw new AuthError("E130429", message, { retryAfterSeconds });
  }
  const key = shownKey ? await find(deps, shownKey, onlyReads !== true) : null;
  if (key) return key;
  await deps.limiter.take(failures, FAILURES_PER_MINUTE);
  throw new AuthError("E111119", "A management key is required");
}
