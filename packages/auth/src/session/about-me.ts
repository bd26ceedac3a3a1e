import { AuthError } from "@repo/contract/errors";
import type { Input, Output } from "@repo/contract/operation";
import type { history, listSessions, me, myTenants, SignInRecord, sessionTimeLeft, validate } from "@repo/contract/session";
import type { User } from "@repo/contract/user";
import type { AuditRecord } from "@repo/db/audit";
import type { Caller, SessionTokenCaller, SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { presentUser } from "../user/present";
import { SIGN_IN_ACTION } from "./complete-sign-in";
import { idleEnd, isIdle } from "./resolve";
import { epochSeconds } from "./tokens";

/** Past sign-ins of one user, at most. */
export const HISTORY_MAX = 100;

/** The signed-in user. */
export async function showMe(deps: AuthDeps, _input: Input<typeof me>, caller: SignedInCaller): Promise<User> {
  const { user } = await caller.signedIn();
  return presentUser(deps, user);
}

/** The user's tenants: the selected one (`dct`), or those of `ids` they belong to. Throws E011002 when neither is asked for. */
export async function showMyTenants(
  _deps: AuthDeps,
  input: Input<typeof myTenants>,
  caller: SignedInCaller,
): Promise<Output<typeof myTenants>> {
  const { session, user } = await caller.signedIn();
  const wanted = input.dct ? [session.tenantId] : input.ids;
  // One SDK sends both keys, one of them empty.
  if (!wanted || (!input.dct && wanted.length === 0)) throw new AuthError("E011002", "One of dct and ids is required");
  return {
    tenants: user.tenants
      .filter((tenant) => wanted.includes(tenant.tenantId))
      .map(({ tenantId, tenantName, customAttributes }) => ({
        id: tenantId,
        name: tenantName,
        customAttributes: JSON.parse(customAttributes),
      })),
  };
}

/** One past sign-in. Where an address lies is not looked up: city and country are empty. */
export function presentSignIn(event: AuditRecord): SignInRecord {
  return {
    userId: event.userId,
    loginTime: epochSeconds(event.occurredAt),
    city: "",
    country: "",
    ip: event.remoteAddress,
    selectedTenant: event.tenants[0] ?? "",
  };
}

/** Past sign-ins, newest first. */
export async function showHistory(deps: AuthDeps, _input: Input<typeof history>, caller: SignedInCaller): Promise<Output<typeof history>> {
  const { session } = await caller.signedIn();
  const events = await deps.store.audit.listByUser(session.userId, SIGN_IN_ACTION, HISTORY_MAX);
  return events.map(presentSignIn);
}

/** Where the user is signed in, newest first. */
export async function showSessions(
  deps: AuthDeps,
  _input: Input<typeof listSessions>,
  caller: SignedInCaller,
): Promise<Output<typeof listSessions>> {
  const { session: own } = await caller.signedIn();
  const now = deps.clock.now();
  const sessions = await deps.store.sessions.listLive(own.userId, now);
  return sessions
    .filter((session) => !isIdle(session, now))
    .map((session) => ({
      id: session.id,
      current: session.id === own.id,
      userAgent: session.userAgent,
      address: session.address,
      methods: session.methods,
      createdTime: epochSeconds(session.createdAt),
      lastUsedTime: epochSeconds(session.lastUsedAt),
      name: session.deviceName,
      firstSeenTime: epochSeconds(session.deviceSince ?? session.createdAt),
    }));
}

/**
 * How long the user stays signed in, left alone and at most. It is looked up without using the session: pages ask before they warn, and
 * one that stays open would keep the session alive. Who is not signed in, or only half, has none left.
 */
export async function showTimeLeft(
  deps: AuthDeps,
  _input: Input<typeof sessionTimeLeft>,
  caller: Caller,
): Promise<Output<typeof sessionTimeLeft>> {
  const found = await caller.peek();
  if (found.kind !== "valid" || found.session.purpose !== "signIn") return { secondsLeft: 0, secondsAtMost: 0 };
  const { session } = found;
  const now = deps.clock.now().getTime();
  const secondsUntil = (end: number) => Math.max(0, Math.ceil((end - now) / 1000));
  const end = session.expiresAt.getTime();
  return { secondsLeft: secondsUntil(Math.min(end, idleEnd(session))), secondsAtMost: secondsUntil(end) };
}

/** The claims of a session token whose session still lives. Throws E064001, E064002, E062110. */
export async function validateSession(
  _deps: AuthDeps,
  _input: Input<typeof validate>,
  caller: SessionTokenCaller,
): Promise<Output<typeof validate>> {
  const { claims } = await caller.sessionToken();
  return claims;
}
