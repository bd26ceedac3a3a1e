import type { Input } from "@repo/contract/operation";
import type { logout, logoutAll, revokeOtherSessions, revokeSession, SignedOut } from "@repo/contract/session";
import { recordEvent } from "../audit";
import type { SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { trustedDeviceId } from "../security/trusted-devices";
import { requireUser } from "../user/require-user";
import { endSessions } from "./end";

function signedOut(deps: AuthDeps): SignedOut {
  return { sessionJwt: "", refreshJwt: "", cookieDomain: deps.config.cookieDomain, cookiePath: "/", cookieMaxAge: 0, cookieExpiration: 0 };
}

/** Ends the caller's session. Session types (`logoutType`) are accepted and make no difference. */
export async function signOut(deps: AuthDeps, _input: Input<typeof logout>, caller: SignedInCaller): Promise<SignedOut> {
  const { session } = await caller.signedIn();
  await deps.store.transaction(async (tx) => {
    await tx.sessions.revoke(session.id, session.userId, deps.clock.now());
    await recordEvent(deps, tx, caller, { userId: session.userId, action: "Logout" });
  });
  return signedOut(deps);
}

/** Ends every session of the caller's user, the trust in their browsers, and the trust that others have in this one: it may be a shared one. */
export async function signOutEverywhere(deps: AuthDeps, _input: Input<typeof logoutAll>, caller: SignedInCaller): Promise<SignedOut> {
  const { session } = await caller.signedIn();
  await deps.store.transaction(async (tx) => {
    await endSessions(deps, tx, await requireUser(tx, session.userId));
    await tx.trustedDevices.endAll(session.userId);
    for (const { userId, trust } of caller.trust?.all() ?? []) await tx.trustedDevices.end(trustedDeviceId(trust), userId);
    await recordEvent(deps, tx, caller, { userId: session.userId, action: "LogoutAll" });
  });
  return signedOut(deps);
}

/** Ends one session of the caller's user, as the account page does. */
export async function signOutSession(
  deps: AuthDeps,
  input: Input<typeof revokeSession>,
  caller: SignedInCaller,
): Promise<Record<string, never>> {
  const { session } = await caller.signedIn();
  const { userId } = session;
  await deps.store.transaction(async (tx) => {
    if (!(await tx.sessions.revoke(input.id, userId, deps.clock.now()))) return;
    await recordEvent(deps, tx, caller, { userId, action: "SessionRevoked", data: { sessionId: input.id } });
  });
  return {};
}

/** Ends every session of the caller's user but the caller's own, and the trust in their other browsers. */
export async function signOutElsewhere(
  deps: AuthDeps,
  _input: Input<typeof revokeOtherSessions>,
  caller: SignedInCaller,
): Promise<Record<string, never>> {
  const { session } = await caller.signedIn();
  const { id, userId } = session;
  await deps.store.transaction(async (tx) => {
    await endSessions(deps, tx, await requireUser(tx, userId), id);
    await tx.trustedDevices.endAll(userId, trustedDeviceId(caller.trust?.shown(userId) ?? ""));
    await recordEvent(deps, tx, caller, { userId, action: "OtherSessionsRevoked" });
  });
  return {};
}
