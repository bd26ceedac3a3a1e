import type { accessKeyExchange } from "@repo/contract/access-key";
import { AuthError } from "@repo/contract/errors";
import type { Input, Output } from "@repo/contract/operation";
import type { AccessKeyRecord } from "@repo/db/management/access-keys";
import type { UserRecord } from "@repo/db/users";
import type { AccessKeyCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { addressKey } from "../limiter";
import { isPermitted } from "../management/permitted-ips";
import { accessKeyClaims, signSessionJwt } from "../session/tokens";
import { maySignIn } from "../user/status";

/** Keys that are not good, a minute from one client address. */
const FAILURES_PER_MINUTE = 20;

/** When a key was last used is told to the nearest minute, so that not every exchange writes. */
const TOUCH_MS = 60_000;

interface FoundKey {
  key: AccessKeyRecord;
  /** Whom it is bound to. */
  user: UserRecord | null;
}

async function find(deps: AuthDeps, caller: AccessKeyCaller): Promise<FoundKey | null> {
  const { store, sealer, clock } = deps;
  const key = await store.accessKeys.findByDigests(sealer.digests("access-key", caller.accessKey()));
  if (key?.status !== "active") return null;
  if (key.expiresAt && key.expiresAt <= clock.now()) return null;
  if (key.permittedIps.length > 0 && !isPermitted(caller.address, key.permittedIps)) return null;
  if (key.boundUserId === null) return { key, user: null };
  const user = await store.users.findById(key.boundUserId);
  return user && maySignIn(user) ? { key, user } : null;
}

/** A full or locked database still lets keys in. */
async function touch({ store, clock }: AuthDeps, { id, lastUsedAt }: AccessKeyRecord): Promise<void> {
  const now = clock.now();
  if (lastUsedAt && Math.abs(now.getTime() - lastUsedAt.getTime()) <= TOUCH_MS) return;
  await store.accessKeys.touch(id, now).catch(() => undefined);
}

/** Of a key that was made to do what its user may, what the user has at this moment. Nothing in a tenant that is disabled. */
function powersOf({ key, user }: FoundKey): Pick<AccessKeyRecord, "roleNames" | "permissions" | "tenants"> {
  const { roleNames, permissions, tenants } = user && key.inherits ? user : key;
  return { roleNames, permissions, tenants: tenants.filter(({ disabled }) => !disabled) };
}

/**
 * A session token for whoever shows an access key: what the key may do at this moment, in its tenants and no others. There is no session
 * behind it and no refresh token beside it. Throws E062803, the same for a key that there is not, one that is inactive or expired, one that
 * may not be used from this address, and one whose user may not sign in; E011004 (403) for a tenant that is none of the key's; E130429 while
 * the address has shown too many that are not good: before it is looked up, so that a right guess does not stand out.
 */
export async function exchangeAccessKey(
  deps: AuthDeps,
  { loginOptions: { customClaims = {}, selectedTenant = "" } = {} }: Input<typeof accessKeyExchange>,
  caller: AccessKeyCaller,
): Promise<Output<typeof accessKeyExchange>> {
  const failures = `access key:${addressKey(caller.address)}`;
  const retryAfterSeconds = await deps.limiter.peek(failures, FAILURES_PER_MINUTE);
  if (retryAfterSeconds > 0) {
    const message = `Too many wrong access keys from this address. Try again in ${retryAfterSeconds} seconds`;
    throw new AuthError("E130429", message, { retryAfterSeconds });
  }
  const found = await find(deps, caller);
  if (!found) {
    await deps.limiter.take(failures, FAILURES_PER_MINUTE);
    throw new AuthError("E062803");
  }
  const { key } = found;
  const powers = powersOf(found);
  if (selectedTenant !== "" && !powers.tenants.some(({ tenantId }) => tenantId === selectedTenant)) {
    throw new AuthError("E011004", "The selectedTenant names no tenant of this key", { status: 403 });
  }
  if (caller.onlyReads !== true) await touch(deps, key);
  const claims = accessKeyClaims(deps, {
    keyId: key.id,
    boundUserId: key.boundUserId,
    powers,
    selectedTenant: selectedTenant === "" ? null : selectedTenant,
    trustedClaims: key.customClaims,
    clientClaims: customClaims,
    expiresAt: key.expiresAt,
  });
  return { keyId: key.id, sessionJwt: await signSessionJwt(deps, claims), expiration: claims.exp };
}
