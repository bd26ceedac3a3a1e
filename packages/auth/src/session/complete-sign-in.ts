import { AuthError } from "@repo/contract/errors";
import type { LoginOptions, SignUpOptions } from "@repo/contract/login-options";
import type { JWTResponse } from "@repo/contract/session";
import type { SessionRecord } from "@repo/db/sessions";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import { recordEvent } from "../audit";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { newId } from "../ids";
import { presentUser } from "../user/present";
import { refuseEnded } from "./resolve";
import { epochSeconds, sessionClaims, signRefreshJwt, signSessionJwt } from "./tokens";

/** `amr` of each way to sign in (contract §2.4). */
export type Method = "pwd" | "email" | "totp" | "recovery";

/** What the user is doing: signing in, or adding to the session they have. */
export type SignInMode =
  | { kind: "signIn" }
  | { kind: "stepup"; session: SessionRecord }
  | { kind: "mfa"; session: SessionRecord }
  /** A page changes something about the account it is signed in to: its session stays as it is. */
  | { kind: "update"; session: SessionRecord };

/** How long a sign-in waits for its second factor. */
const PARTIAL_SECONDS = 15 * 60;

/** The audit action that `me/history` lists. */
export const SIGN_IN_ACTION = "LoginSucceed";

export interface CompletedSignIn {
  method: Method;
  mode: SignInMode;
  options: LoginOptions | SignUpOptions;
  /**
   * What must be true together with the new session (a code consumed, a user created), in the same transaction. Answers the user's
   * ID; throws to let nothing have happened.
   */
  authenticate(tx: StoreTransaction): Promise<string>;
  /** Whether `options.tenantId` makes the user a member (sign-up) or demands that they are one (sign-in). */
  joinsTenant?: boolean;
  /** Whether this is a password reset's way in. */
  isReset?: boolean;
}

/**
 * Reads `stepup` and `mfa` from the options of a sign-in. Both add to an existing session, so both demand its refresh token.
 * Throws E062130 without a live one. That it belongs to the same user is checked when the user is known.
 */
export async function readMode(caller: Caller, options: LoginOptions | undefined): Promise<SignInMode> {
  const kind = options?.mfa ? "mfa" : options?.stepup ? "stepup" : "signIn";
  if (kind === "signIn") return { kind };
  const found = await caller.session();
  const isUsable =
    found.kind === "valid" && (found.session.purpose === "signIn" || (kind === "mfa" && found.session.purpose === "secondFactor"));
  if (!isUsable) throw new AuthError("E062130");
  return { kind, session: found.session };
}

/** The mode that was remembered with a challenge. Throws E064001 when its session has ended meanwhile. */
export async function recallMode(deps: AuthDeps, mode: { kind: "stepup" | "mfa"; sessionId: string } | undefined): Promise<SignInMode> {
  if (!mode) return { kind: "signIn" };
  const found = await deps.store.sessions.find(mode.sessionId);
  if (!found || found.session.revokedAt || found.session.expiresAt <= deps.clock.now())
    throw new AuthError("E064001", "Expired due to logout");
  return { kind: mode.kind, session: found.session };
}

const SECOND_FACTORS: readonly string[] = ["totp", "recovery"] satisfies Method[];

function combineMethods(before: readonly string[], method: Method): string[] {
  const methods = [...before.filter((name) => name !== "mfa" && name !== method), method];
  return methods.length > 1 ? [...methods, "mfa"] : methods;
}

/** Something known or mailed, and something held: an authenticator and its recovery code are one factor, not two. */
function isTwoFactors(methods: readonly string[]): boolean {
  const others = methods.filter((name) => name !== "mfa" && !SECOND_FACTORS.includes(name));
  return others.length > 0 && methods.some((name) => SECOND_FACTORS.includes(name));
}

/** Where second factors are asked for: by pages always, over REST by setting (SDKs compose factors themselves). */
export function asksForTwo(deps: AuthDeps, caller: Caller): boolean {
  return caller.surface === "browser" || deps.config.mfaEnforcement === "everywhere";
}

/** Whether this user's sign-in takes two factors here. */
export function needsSecondFactor(deps: AuthDeps, caller: Caller, user: UserRecord): boolean {
  return user.secondFactor && asksForTwo(deps, caller);
}

async function selectTenant(tx: StoreTransaction, user: UserRecord, { options, joinsTenant }: CompletedSignIn): Promise<string | null> {
  const tenantId = options.tenantId;
  if (!tenantId) return null;
  const isMember = user.tenants.some((tenant) => tenant.tenantId === tenantId);
  if (isMember || (joinsTenant && (await tx.users.joinTenant(user.id, tenantId)))) return tenantId;
  throw new AuthError("E011001", "The tenantId names no tenant of this user");
}

/** The user as they are within the transaction. Throws E064002 for one who was deleted meanwhile. */
export async function requireUser(tx: StoreTransaction, userId: string): Promise<UserRecord> {
  const user = await tx.users.findById(userId);
  if (!user) throw new AuthError("E064002");
  return user;
}

/** The same session, fresh again. Read once more: another tab may have moved its refresh token on while the factor was checked. */
async function stepUpSession(tx: StoreTransaction, sessionId: string, tenantId: string | null, now: Date): Promise<SessionRecord> {
  const isLive = await tx.sessions.markAuthenticated(sessionId, now);
  if (tenantId !== null) await tx.sessions.selectTenant(sessionId, tenantId, now);
  const found = await tx.sessions.find(sessionId);
  if (!isLive || !found) throw new AuthError("E064001", "Expired due to logout");
  return found.session;
}

async function openSession(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  user: UserRecord,
  signIn: CompletedSignIn,
  tenantId: string | null,
): Promise<SessionRecord> {
  const { mode, options, method } = signIn;
  const now = deps.clock.now();
  if (mode.kind === "update") {
    await refuseEnded(deps, tx, mode.session.id);
    return mode.session;
  }
  const isWhole = mode.kind !== "signIn" && mode.session.purpose === "signIn";
  // A page that asks again asks for the stronger factor of an account that has one, whichever option it comes with.
  if (isWhole && needsSecondFactor(deps, caller, user) && !SECOND_FACTORS.includes(method))
    throw new AuthError("E062131", "Confirm with your authenticator app or a recovery code");
  if (mode.kind === "stepup") return stepUpSession(tx, mode.session.id, tenantId, now);
  const methods = mode.kind === "mfa" ? combineMethods(mode.session.methods, method) : [method];
  const isPartial = needsSecondFactor(deps, caller, user) && !isTwoFactors(methods);
  const isRestricted = signIn.isReset ? asksForTwo(deps, caller) : isPartial;
  const lifetimeSeconds = isRestricted ? PARTIAL_SECONDS : deps.config.refreshTtlSeconds;
  const session: SessionRecord = {
    id: newId(deps.random, "S"),
    userId: user.id,
    surface: caller.surface,
    purpose: signIn.isReset ? "reset" : isPartial ? "secondFactor" : "signIn",
    methods,
    tenantId: tenantId ?? (mode.kind === "mfa" ? mode.session.tenantId : null),
    clientClaims: { ...(mode.kind === "mfa" && mode.session.clientClaims), ...options.customClaims },
    trustedClaims: {},
    userAgent: caller.userAgent.slice(0, 500),
    address: caller.address,
    refreshSerial: 0,
    refreshIssuedAt: now,
    createdAt: now,
    authenticatedAt: now,
    lastUsedAt: now,
    expiresAt: new Date(now.getTime() + lifetimeSeconds * 1000),
    revokedAt: null,
  };
  // A stronger session takes the place of the one it grew from (security.md S2).
  if (mode.kind === "mfa" && !(await tx.sessions.revoke(mode.session.id, user.id, now))) {
    throw new AuthError("E064001", "Expired due to logout");
  }
  await tx.sessions.create(session);
  return session;
}

/** A history of sign-ins lists those, and neither confirmations nor first halves. */
function auditAction(mode: SignInMode, session: SessionRecord): string {
  if (mode.kind === "stepup" || mode.kind === "update") return "StepUp";
  return session.purpose === "secondFactor" ? "LoginFirstFactor" : SIGN_IN_ACTION;
}

/**
 * The end of every sign-up and sign-in, whatever the method: in one transaction the method's own effect, the user's first time, the
 * tenant, the session and its record; then the tokens. Throws E062110 disabled, E062130 token of another user, E062131 confirmed with
 * the weaker factor, E011001 not a tenant of the user's, E064001 the session to add to has ended, and what `authenticate` throws.
 */
export async function completeSignIn(deps: AuthDeps, caller: Caller, signIn: CompletedSignIn): Promise<JWTResponse> {
  const { mode, options, method } = signIn;
  const { user, session, firstSeen } = await deps.store.transaction(async (tx) => {
    const now = deps.clock.now();
    const userId = await signIn.authenticate(tx);
    const before = await requireUser(tx, userId);
    if (before.status === "disabled" || before.status === "expired") throw new AuthError("E062110");
    if (mode.kind !== "signIn" && mode.session.userId !== userId)
      throw new AuthError("E062130", "The refresh token belongs to another user");
    const tenantId = await selectTenant(tx, before, signIn);
    const firstSeen = before.firstSeenAt === null && (await tx.users.markFirstSeen(userId, now));
    if (before.status === "invited") await tx.users.acceptInvitation(userId, now);
    const session = await openSession(deps, tx, caller, before, signIn, tenantId);
    // One factor of two ends nobody's sessions.
    if (options.revokeOtherSessions && session.purpose === "signIn") await tx.sessions.revokeAll(userId, now, session.id);
    await recordEvent(deps, tx, caller, {
      userId,
      action: auditAction(mode, session),
      method,
      loginIds: before.loginIds,
      tenantId: session.tenantId,
      data: { mode: mode.kind, purpose: session.purpose, methods: session.methods, firstSeen },
    });
    const changed = before.status === "invited" || tenantId !== null;
    return { user: changed ? await requireUser(tx, userId) : before, session, firstSeen };
  });
  return answerWithTokens(deps, user, session, { firstSeen, stepup: mode.kind === "stepup" });
}

interface TokenFacts {
  firstSeen: boolean;
  stepup: boolean;
  /** The refresh token to hand back unchanged; without one, the session's current one is signed. */
  refreshJwt?: string | null;
}

/** The JWT response of contract §2.7 for a stored session. */
export async function answerWithTokens(deps: AuthDeps, user: UserRecord, session: SessionRecord, facts: TokenFacts): Promise<JWTResponse> {
  const claims = sessionClaims(deps, session, user, facts);
  const [sessionJwt, refreshJwt] = await Promise.all([signSessionJwt(deps, claims), facts.refreshJwt ?? signRefreshJwt(deps, session)]);
  const cookieExpiration = epochSeconds(session.expiresAt);
  return {
    sessionJwt,
    refreshJwt,
    cookieDomain: deps.config.cookieDomain,
    cookiePath: "/",
    cookieMaxAge: Math.max(0, cookieExpiration - epochSeconds(deps.clock.now())),
    cookieExpiration,
    sessionExpiration: claims.exp,
    claims,
    user: presentUser(user),
    firstSeen: facts.firstSeen,
    idpResponse: null,
    tenantSSOID: "",
  };
}
