import { AuthError } from "@repo/contract/errors";
import type { Input, Output } from "@repo/contract/operation";
import type { JWTResponse, refresh, selectTenant, tryRefresh } from "@repo/contract/session";
import type { SessionRecord } from "@repo/db/sessions";
import type { Caller, LiveSession, SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { answerWithTokens, latestEnd } from "./complete-sign-in";

/** The session as it is stored now, which may be newer than what the caller was let in with. Throws E064001 when it was ended meanwhile. */
async function reread(deps: AuthDeps, session: SessionRecord): Promise<SessionRecord> {
  const found = await deps.store.sessions.find(session.id);
  if (!found || found.session.revokedAt) throw new AuthError("E064001", "Expired due to logout");
  return found.session;
}

/**
 * Moves the refresh token on where rotation is a setting. Whoever loses the race, and whoever comes with the spent token within the
 * grace time, gets the winner's successor: the row says everything that is in it.
 */
async function rotate(deps: AuthDeps, session: SessionRecord, isCurrent: boolean): Promise<SessionRecord> {
  if (isCurrent) await deps.store.sessions.rotate(session.id, session.refreshSerial, deps.clock.now());
  return reread(deps, session);
}

/**
 * A new session token with today's roles and claims. Without rotation the presented refresh token is handed back;
 * with it, its successor. Throws E064001 signed out, E064002 invalid, expired or spent, E062110 disabled.
 */
export async function refreshSession(deps: AuthDeps, _input: Input<typeof refresh>, caller: SignedInCaller): Promise<JWTResponse> {
  return answerRefresh(deps, caller, await caller.signedIn());
}

async function answerRefresh(deps: AuthDeps, caller: Caller, { session, user, refreshJwt, isCurrent }: LiveSession): Promise<JWTResponse> {
  // The successor would be lost with the body that HEAD goes without.
  if (!deps.config.refreshRotation || caller.onlyReads)
    return answerWithTokens(deps, user, session, { firstSeen: false, stepup: false, refreshJwt });
  const rotated = await rotate(deps, session, isCurrent);
  return answerWithTokens(deps, user, rotated, { firstSeen: false, stepup: false });
}

/** As `refreshSession`, but a caller without a live session is answered `{}`. */
export async function tryRefreshSession(
  deps: AuthDeps,
  _input: Input<typeof tryRefresh>,
  caller: Caller,
): Promise<Output<typeof tryRefresh>> {
  const found = await caller.session();
  return found.kind === "valid" ? answerRefresh(deps, caller, found) : {};
}

/**
 * Makes one of the user's tenants the current one, in new session and refresh tokens; an empty name clears the selection. The session ends no
 * later than the tenant's sessions do. Throws
 * E011004 with status 403 for a tenant the user does not belong to.
 */
export async function selectSessionTenant(deps: AuthDeps, input: Input<typeof selectTenant>, caller: SignedInCaller): Promise<JWTResponse> {
  const { session, user } = await caller.signedIn();
  const tenantId = input.tenant === "" ? null : input.tenant;
  if (tenantId !== null && !user.tenants.some((tenant) => tenant.tenantId === tenantId)) {
    throw new AuthError("E011004", "The tenant names no tenant of this user", { status: 403 });
  }
  const now = deps.clock.now();
  if (!(await deps.store.sessions.selectTenant(session.id, tenantId, now, latestEnd(deps, user, tenantId, now))))
    throw new AuthError("E064001", "Expired due to logout");
  return answerWithTokens(deps, user, await reread(deps, session), { firstSeen: false, stepup: false });
}
