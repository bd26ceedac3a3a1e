import { AuthError } from "@repo/contract/errors";
import type { SessionRecord } from "@repo/db/sessions";
import type { UserRecord } from "@repo/db/users";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { sessionSeconds } from "../session/complete-sign-in";
import { newSession } from "../session/new-session";
import { withoutReserved } from "../session/trusted-claims";

interface Vouched {
  /** Claims of the token's top level; reserved ones are left out. */
  customClaims?: Record<string, unknown>;
  tenantId: string | null;
  refreshDuration?: number;
  /** Who acts in the user's name. */
  actorId?: string;
  /** When it is over at the latest. */
  latestEnd?: Date;
}

/** A session that a management key vouches for, to be stored: no factor was shown for it. It is REST's wherever it was asked for. */
export function vouchedSession(deps: AuthDeps, caller: ManagementCaller, user: UserRecord, vouched: Vouched): SessionRecord {
  const { customClaims = {}, tenantId, refreshDuration, actorId = null, latestEnd } = vouched;
  const now = deps.clock.now();
  const end = now.getTime() + sessionSeconds(deps, user, tenantId, refreshDuration) * 1000;
  return newSession(deps, caller, {
    userId: user.id,
    surface: "rest",
    purpose: "signIn",
    methods: [],
    tenantId,
    clientClaims: {},
    trustedClaims: withoutReserved(customClaims),
    authenticatedAt: now,
    expiresAt: new Date(Math.min(end, latestEnd?.getTime() ?? end)),
    actorId,
  });
}

/** The tenant that is asked for: one where the user may act. Throws E011001. */
export function tenantOf({ tenants }: UserRecord, selected: string | undefined): string | null {
  if (selected === undefined) return null;
  if (tenants.some(({ tenantId, disabled }) => tenantId === selected && !disabled)) return selected;
  throw new AuthError("E011001", "The selectedTenant names no tenant of this user");
}
