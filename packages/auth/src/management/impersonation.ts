import { AuthError } from "@repo/contract/errors";
import type { jwtImpersonate, jwtStopImpersonation, userUpdateImpersonationConsent } from "@repo/contract/management/jwt";
import type { Input, Output } from "@repo/contract/operation";
import type { UserRecord } from "@repo/db/users";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { findTokenSession } from "../session/resolve";
import { signRefreshJwt } from "../session/tokens";
import { maySignIn } from "../user/status";
import { changeUser } from "./change-user";
import { findManaged } from "./find";
import { tenantOf, vouchedSession } from "./vouched-session";
import { writeAs } from "./write-as";

function refuseWhoMayNot(user: UserRecord): void {
  if (!maySignIn(user)) throw new AuthError("E062110");
}

/** Until when the user has consented. Throws E112120 for a time that is over, and for none. */
function consentOf({ consentExpiresAt }: UserRecord, now: Date): Date {
  if (consentExpiresAt && consentExpiresAt > now) return consentExpiresAt;
  throw new AuthError("E112120");
}

/**
 * A refresh token of one user's for another, who acts in their name: every token of it says so (`act`). What protects the account is out of
 * its reach. It ends with the consent, where that is asked for, and when the one who acts may sign in no more. Throws E112102 for either,
 * E062110 disabled, E112120 without consent, E011001 for a tenant that is none of the user's.
 */
export async function impersonate(
  deps: AuthDeps,
  { impersonatorId, loginId, validateConsent = false, customClaims, selectedTenant, refreshDuration }: Input<typeof jwtImpersonate>,
  caller: ManagementCaller,
): Promise<Output<typeof jwtImpersonate>> {
  const session = await writeAs(deps, caller, async (tx) => {
    const impersonator = await findManaged(tx, impersonatorId);
    const user = await findManaged(tx, loginId);
    for (const either of [impersonator, user]) refuseWhoMayNot(either);
    const latestEnd = validateConsent ? consentOf(user, deps.clock.now()) : undefined;
    const tenantId = tenantOf(user, selectedTenant);
    const opened = vouchedSession(deps, caller, user, { customClaims, tenantId, refreshDuration, actorId: impersonator.id, latestEnd });
    await tx.sessions.create(opened);
    const data = { impersonatorId: impersonator.id, sessionId: opened.id, validateConsent };
    return {
      answer: opened,
      events: [{ action: "ImpersonationStarted", userId: user.id, loginIds: user.loginIds, tenantId, data }],
    };
  });
  return { jwt: await signRefreshJwt(deps, session) };
}

/**
 * Ends a session in another's name, shown by a token of it, and answers a refresh token of the one who acted; once. Throws E011004 for a
 * session of the user's own, E064001, E064002, E062110, E011001 for a tenant that is none of theirs.
 */
export async function stopImpersonation(
  deps: AuthDeps,
  { jwt, customClaims, selectedTenant, refreshDuration }: Input<typeof jwtStopImpersonation>,
  caller: ManagementCaller,
): Promise<Output<typeof jwtStopImpersonation>> {
  const { session } = await findTokenSession(deps, jwt);
  const { actorId } = session;
  if (actorId === null) throw new AuthError("E011004", "The jwt is of nobody who acts for another");
  const own = await writeAs(deps, caller, async (tx) => {
    if (!(await tx.sessions.revoke(session.id, session.userId, deps.clock.now()))) throw new AuthError("E064001", "Expired due to logout");
    const impersonator = await tx.users.findById(actorId);
    // Gone since the session was found.
    if (!impersonator) throw new AuthError("E064001", "Expired due to logout");
    refuseWhoMayNot(impersonator);
    const tenantId = tenantOf(impersonator, selectedTenant);
    const opened = vouchedSession(deps, caller, impersonator, { customClaims, tenantId, refreshDuration });
    await tx.sessions.create(opened);
    const data = { impersonatorId: impersonator.id, sessionId: session.id };
    return { answer: opened, events: [{ action: "ImpersonationStopped", userId: session.userId, data }] };
  });
  return { jwt: await signRefreshJwt(deps, own) };
}

/**
 * Until when others may act in a user's name; 0 takes it back, and ends what they do by then. Throws E112102, and E011004 for a time that is
 * over, as a number of seconds from now would be.
 */
export async function updateImpersonationConsent(
  deps: AuthDeps,
  { loginId, impersonationConsent }: Input<typeof userUpdateImpersonationConsent>,
  caller: ManagementCaller,
): Promise<Output<typeof userUpdateImpersonationConsent>> {
  const now = deps.clock.now();
  const consentExpiresAt = impersonationConsent === 0 ? null : new Date(impersonationConsent * 1000);
  if (consentExpiresAt && consentExpiresAt <= now) throw new AuthError("E011004", "The impersonationConsent is a time of the past");
  return changeUser(deps, caller, { loginId }, "ImpersonationConsentChanged", async (tx, user) => {
    if (consentExpiresAt === null) await tx.sessions.revokeImpersonations(user.id, now);
    else await tx.sessions.capImpersonations(user.id, consentExpiresAt);
    return { columns: { consentExpiresAt }, data: { consentExpiration: impersonationConsent } };
  });
}
