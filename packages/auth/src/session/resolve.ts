import { AuthError, isApiError } from "@repo/contract/errors";
import type { SessionRecord } from "@repo/db/sessions";
import type { StoreTransaction } from "@repo/db/store";
import type { Caller, CallerSession, Credential, LiveSession, ManagementKey } from "../caller";
import type { AuthDeps } from "../deps";
import { findManagementKey } from "../management/keys";
import { withoutDisabledTenants } from "../user/require-user";
import { maySignIn } from "../user/status";
import { isTwoFactors } from "./methods";
import { refreshSerial, type TokenClaims, verifyToken } from "./tokens";

/** How long after a rotation the spent refresh token still gets the same successor: parallel tabs, lost answers. */
const ROTATION_GRACE_MS = 10_000;
/** A browser session unused for this long is over (S4). REST keeps the vendor's lifetimes. */
const BROWSER_IDLE_MS = 7 * 24 * 3600 * 1000;
/** "Last used" is told to the nearest few minutes, so that reading does not write each time. */
const TOUCH_MS = 5 * 60 * 1000;

/** Whether a browser's session was left alone for too long. */
export function isIdle(session: SessionRecord, now: Date): boolean {
  return now.getTime() > idleEnd(session);
}

/** When a session that is left alone from now on is over, by its idle limit; in milliseconds, Infinity without one. */
export function idleEnd({ surface, lastUsedAt }: SessionRecord): number {
  return surface === "browser" ? lastUsedAt.getTime() + BROWSER_IDLE_MS : Number.POSITIVE_INFINITY;
}

/** A session that has not ended, and whose it is. */
type KnownSession = Pick<LiveSession, "session" | "user">;

/** A live session by its ID. Throws E064002 unknown or over, E064001 revoked, E062110 user disabled or expired. */
async function findLive(deps: AuthDeps, sessionId: string): Promise<KnownSession> {
  const found = await deps.store.sessions.find(sessionId);
  if (!found) throw new AuthError("E064002");
  const { session, user, actorStatus } = found;
  const now = deps.clock.now();
  if (session.revokedAt) throw new AuthError("E064001", "Expired due to logout");
  if (session.expiresAt <= now) throw new AuthError("E064002");
  if (isIdle(session, now)) throw new AuthError("E064002");
  if (!maySignIn(user)) throw new AuthError("E062110");
  // Who acts in the user's name is gone, or may sign in no more.
  if (session.actorId !== null && (actorStatus === null || !maySignIn({ status: actorStatus })))
    throw new AuthError("E064001", "Expired due to logout");
  return { session, user: withoutDisabledTenants(user) };
}

/** A spent refresh token outside the grace time has been copied: whoever holds its successor may be the thief, so all of them die. */
async function refuseSpent(deps: AuthDeps, session: SessionRecord, serial: number): Promise<void> {
  if (serial === session.refreshSerial) return;
  const now = deps.clock.now();
  const isPrevious = serial === session.refreshSerial - 1;
  // Either way: a clock that ran ahead when the token was rotated must not make the grace as long as it was ahead.
  if (isPrevious && Math.abs(now.getTime() - session.refreshIssuedAt.getTime()) <= ROTATION_GRACE_MS) return;
  await deps.store.sessions.revoke(session.id, session.userId, now);
  throw new AuthError("E064002", "This refresh token was used before; its session has been ended");
}

type ShownCredential = Exclude<Credential, { kind: "none" }>;

async function findByCredential(deps: AuthDeps, credential: ShownCredential): Promise<LiveSession> {
  if (credential.kind === "sealed") {
    return { kind: "valid", ...(await findLive(deps, credential.sessionId)), refreshJwt: null, isCurrent: true };
  }
  const claims = await verifyToken(deps, credential.token, "DSR");
  const live = await findLive(deps, claims.sid);
  const serial = refreshSerial(claims);
  await refuseSpent(deps, live.session, serial);
  return { kind: "valid", ...live, refreshJwt: credential.token, isCurrent: serial === live.session.refreshSerial };
}

/** A full or locked database still answers who is signed in: that the time of the last use is not noted turns nobody away. */
async function touch(deps: AuthDeps, sessionId: string, now: Date): Promise<void> {
  await deps.store.sessions.touch(sessionId, now, new Date(now.getTime() + TOUCH_MS)).catch(() => undefined);
}

async function peek(deps: AuthDeps, credential: Credential): Promise<CallerSession> {
  if (credential.kind === "none") return { kind: "none" };
  try {
    return await findByCredential(deps, credential);
  } catch (error) {
    if (isApiError(error)) return { kind: "invalid", error };
    throw error;
  }
}

async function resolve(deps: AuthDeps, credential: Credential): Promise<CallerSession> {
  const found = await peek(deps, credential);
  if (found.kind !== "valid") return found;
  const now = deps.clock.now();
  if (Math.abs(now.getTime() - found.session.lastUsedAt.getTime()) > TOUCH_MS) await touch(deps, found.session.id, now);
  return found;
}

/** Who does what is done to this user's account in a session: whoever acts in their name there, else they themselves. */
export function actorIn(session: SessionRecord | undefined, userId: string): string {
  return session?.userId === userId ? (session.actorId ?? userId) : userId;
}

/** A caller whose session and management key are looked up when first asked for, and once. */
export function createCaller(deps: AuthDeps, caller: Omit<Caller, "session" | "peek" | "actorFor" | "managementKey">): Caller {
  let session: Promise<CallerSession> | undefined;
  let known: SessionRecord | undefined;
  let managementKey: Promise<ManagementKey> | undefined;
  return {
    ...caller,
    session() {
      session ??= (caller.onlyReads ? peek : resolve)(deps, caller.credential).then((found) => {
        if (found.kind === "valid") known = found.session;
        return found;
      });
      return session;
    },
    peek: () => peek(deps, caller.credential),
    actorFor: (userId) => actorIn(known, userId),
    managementKey() {
      managementKey ??= findManagementKey(deps, caller);
      return managementKey;
    },
  };
}

/** Sensitive changes ask for a factor again after this long (F8). */
const FRESH_MS = 10 * 60 * 1000;

/** Whether a factor that says who it is was shown within the last ten minutes; not in a future that a clock was put right from. */
export function isFresh(deps: AuthDeps, { authenticatedAt }: SessionRecord): boolean {
  return Math.abs(deps.clock.now().getTime() - authenticatedAt.getTime()) <= FRESH_MS;
}

/**
 * Throws E062131 for a session that is no whole sign-in: one that waits for its second factor, and, wherever two factors are asked
 * for, one that a reset link has made, which is good for a new password and nothing else.
 *
 * @param accepts kinds that are good enough here
 */
export function refusePartial(
  deps: AuthDeps,
  caller: Caller,
  { session, user: { secondFactor } }: KnownSession,
  accepts: readonly string[] = [],
): void {
  if (session.purpose === "signIn" || accepts.includes(session.purpose)) return;
  const asksForTwo = secondFactor && deps.config.mfaEnforcement === "everywhere";
  // REST composes its flows itself: after a reset it has a session like any other.
  if (session.purpose === "reset" && caller.surface === "rest" && !asksForTwo) return;
  const message = session.purpose === "reset" ? "Set the new password, then sign in" : "Finish signing in with your second factor first";
  throw new AuthError("E062131", message);
}

/**
 * Refuses a change of what protects the account in a session that is not good enough for it. Of whoever acts in the user's name: E062134. At pages, ten minutes after the last factor:
 * E062132. Of a user who signs in with two steps, over REST too: E062132 ten minutes after the second factor, E062131 in a session that
 * has not shown two (at pages E062132: they ask for what is missing). Of other users REST asks for nothing more, since SDKs compose step-up
 * themselves. A reset's session cannot be confirmed anew, and is good for what accepts it as long as it lives.
 *
 * @param accepts kinds that are good enough here
 */
export function refuseStale(
  deps: AuthDeps,
  caller: Caller,
  { session, user: { secondFactor } }: KnownSession,
  accepts: readonly string[] = [],
): void {
  if (session.actorId !== null) throw new AuthError("E062134", "Whoever acts in another's name leaves what protects the account alone");
  if (session.purpose === "reset" && accepts.includes("reset")) return;
  const isRest = caller.surface === "rest";
  if (isRest && !secondFactor) return;
  const isWeak = secondFactor && !isTwoFactors(session.methods);
  if (isWeak && isRest) throw new AuthError("E062131", "Show both factors first: add the missing one to this session");
  if (isWeak || !isFresh(deps, session)) throw new AuthError("E062132", "Confirm that it is you to go on");
}

/** The caller's live session. Throws E064002 without one, or what is wrong with the one shown (E064001, E064002, E062110). */
export async function requireSession(caller: Caller): Promise<LiveSession> {
  const found = await caller.session();
  if (found.kind === "valid") return found;
  throw found.kind === "invalid" ? found.error : new AuthError("E064002", "A refresh token is required");
}

/** A token of ours, and its session. */
export interface ShownToken extends KnownSession {
  claims: TokenClaims;
}

/** What a token of either kind says, whose session lives. Throws E064002, E064001, E062110. */
export async function findTokenSession(deps: AuthDeps, token: string): Promise<ShownToken> {
  const claims = await verifyToken(deps, token);
  const live = await findLive(deps, claims.sid);
  if (claims.drn === "DSR") await refuseSpent(deps, live.session, refreshSerial(claims));
  return { claims, ...live };
}

/**
 * Throws E064001 when a session has ended since it was found. To be asked in the transaction that stores what the session allows: a call
 * that was under way while its session was ended changes nothing any more.
 */
export async function refuseEnded(deps: AuthDeps, tx: StoreTransaction, sessionId: string): Promise<void> {
  if (!(await tx.sessions.isLive(sessionId, deps.clock.now()))) throw new AuthError("E064001", "Expired due to logout");
}

/**
 * Checks the session token that the caller shows, and that its session still lives. Throws E064001, E064002, E062110, E062131.
 *
 * @param accepts kinds of sessions that are no whole sign-in and good enough here
 */
export async function requireSessionToken(deps: AuthDeps, caller: Caller, accepts: readonly string[] = []) {
  if (caller.credential.kind !== "token") throw new AuthError("E064002", "A session token is required");
  const claims = await verifyToken(deps, caller.credential.token, "DS");
  const live = await findLive(deps, claims.sid);
  refusePartial(deps, caller, live, accepts);
  return { claims, ...live };
}
