import { type ApiError, AuthError } from "@repo/contract/errors";
import { CustomClaims, type LoginOptions, type SignUpOptions } from "@repo/contract/login-options";
import type { JWTResponse } from "@repo/contract/session";
import type { SessionRecord } from "@repo/db/sessions";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import { type AuditEntry, describeEvent, recordEvent } from "../audit";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { queueSignInAlert } from "../security/sign-in-alert";
import { isTrustedDevice } from "../security/trusted-devices";
import { keepAccount } from "../user/deletion";
import { takeNoticeTurn } from "../user/notice";
import { presentUser } from "../user/present";
import { requireUser, withoutDisabledTenants } from "../user/require-user";
import { maySignIn } from "../user/status";
import { deviceMark, knownDevice } from "./device";
import { endSessions } from "./end";
import { auditWord, combineMethods, hasFirstFactor, isSecondFactor, isTwoFactors, type Method } from "./methods";
import { newSession } from "./new-session";
import { actorIn } from "./resolve";
import { tenantLifetimes } from "./tenant-lifetimes";
import { epochSeconds, sessionClaims, signRefreshJwt, signSessionJwt } from "./tokens";
import { refuseLargeClaims } from "./trusted-claims";

/** What the user is doing: signing in, or adding to the session they have. */
export type SignInMode =
  | { kind: "signIn" }
  | { kind: "stepup"; session: SessionRecord }
  | { kind: "mfa"; session: SessionRecord }
  /** Something about the account is changed in a session, which stays as it is. */
  | { kind: "update"; session: SessionRecord };

/** How long a sign-in waits for its second factor. */
const PARTIAL_SECONDS = 15 * 60;

/** The audit action that `me/history` lists. */
export const SIGN_IN_ACTION = "LoginSucceed";

/** Whom a sign-in is of. */
export interface Authenticated {
  userId: string;
  /** They were made just now, and stored as seen. */
  isNew?: boolean;
  /** As they are in this transaction, where they have been read already. */
  user?: UserRecord;
  /** What had been set up on the account before is set aside, and the page that comes next asks about it. */
  setAside?: boolean;
  /** Where what they showed decides it, and what was asked for does not. */
  mode?: SignInMode;
  options?: LoginOptions | SignUpOptions;
}

/** A refusal that leaves what the transaction has written: a wrong code is counted, and told when it is. */
export interface Refused {
  refusal: ApiError;
}

export interface CompletedSignIn {
  /** Null where no factor was shown: a trusted party says who it is. Its sign-in is whole, and is no proof for what asks for one. */
  method: Method | null;
  /** What the audit trail calls it, where that is not the method's own word. */
  via?: string;
  /** Who says so, where that is not the user. */
  actorId?: string;
  /** How long the session lives, where that is shorter than any. */
  refreshSeconds?: number;
  mode: SignInMode;
  options: LoginOptions | SignUpOptions;
  /**
   * What must be true together with the new session (a code consumed, a user created), in the same transaction. Answers who it is, or a
   * refusal to be thrown once what was written is stored; throws to let nothing have happened.
   */
  authenticate(tx: StoreTransaction): Promise<Authenticated | Refused>;
  /** Whether this is a password reset's way in. */
  isReset?: boolean;
  /** Whether something else is the point, and the factor is only added: nobody has asked to confirm that it is still them. */
  isAside?: boolean;
  /** Whether naming a tenant may join it: not by options that may be a stranger's. Asked after `authenticate`; without it, it may. */
  mayJoin?(): boolean;
}

/** What a session that grows carries: claims pile up in every token, so all together are bounded as those of one request are. Throws E011003. */
function combineClaims(session: SessionRecord, asked: LoginOptions["customClaims"]): Record<string, unknown> {
  const parsed = CustomClaims.safeParse({ ...session.clientClaims, ...asked });
  if (parsed.success) {
    refuseLargeClaims(parsed.data, session.trustedClaims);
    return parsed.data;
  }
  throw new AuthError("E011003", `The customClaims of this session and of loginOptions ${parsed.error.issues[0]?.message}`);
}

/**
 * Reads `stepup` and `mfa` from the options of a sign-in. Both add to an existing session, so both demand its refresh token.
 * Throws E062130 without a live one, E011003 for more claims than a session may carry. That it belongs to the same user is checked when the
 * user is known.
 */
export async function readMode(caller: Caller, options: LoginOptions | undefined): Promise<SignInMode> {
  const kind = options?.mfa ? "mfa" : options?.stepup ? "stepup" : "signIn";
  if (kind === "signIn") return { kind };
  const found = await caller.session();
  // At a page the person is told why: they were signed out, or their time was over.
  if (found.kind === "invalid" && caller.surface === "browser") throw found.error;
  const isUsable =
    found.kind === "valid" && (found.session.purpose === "signIn" || (kind === "mfa" && found.session.purpose === "secondFactor"));
  if (!isUsable) throw new AuthError("E062130");
  if (kind === "mfa") combineClaims(found.session, options?.customClaims);
  return { kind, session: found.session };
}

/** The mode that was remembered with a challenge. Throws E064001 when its session has ended meanwhile. */
export async function recallMode(
  deps: AuthDeps,
  { sessions }: Pick<StoreTransaction, "sessions">,
  mode: { kind: "stepup" | "mfa"; sessionId: string } | undefined,
): Promise<SignInMode> {
  if (!mode) return { kind: "signIn" };
  const found = await sessions.find(mode.sessionId);
  if (!found || found.session.revokedAt || found.session.expiresAt <= deps.clock.now())
    throw new AuthError("E064001", "Expired due to logout");
  return { kind: mode.kind, session: found.session };
}

/** Whether this user's sign-in takes two factors here: at pages always, over REST unless the setting says `browser`. */
function needsSecondFactor(deps: AuthDeps, caller: Caller, user: UserRecord): boolean {
  return user.secondFactor && (caller.surface === "browser" || deps.config.mfaEnforcement === "everywhere");
}

/**
 * The tenant that the options select: one that the user belongs to. Naming a tenant makes nobody a member, unless the tenant takes whoever
 * has proven an address of its domains, and it is they who named it.
 */
async function selectTenant(
  tx: StoreTransaction,
  user: UserRecord,
  { options: { tenantId }, mayJoin = () => true }: CompletedSignIn,
): Promise<string | null> {
  if (!tenantId) return null;
  if (user.tenants.some((tenant) => tenant.tenantId === tenantId)) return tenantId;
  const domain = mayJoin() && user.verifiedEmail ? user.email.slice(user.email.lastIndexOf("@") + 1) : "";
  if (domain !== "" && (await tx.users.joinTenant(user.id, tenantId, domain))) return tenantId;
  throw new AuthError("E011001", "The tenantId names no tenant of this user");
}

/** The session as it is now: another tab may have moved its refresh token on meanwhile. Throws E064001 when it has ended. */
async function reread(tx: StoreTransaction, sessionId: string, now: Date): Promise<SessionRecord> {
  const found = await tx.sessions.find(sessionId);
  if (!found || found.session.revokedAt || found.session.expiresAt <= now) throw new AuthError("E064001", "Expired due to logout");
  return found.session;
}

/** What a sign-in or a confirmation has shown: which factors altogether, and when the one that counts was shown last. */
interface Shown {
  methods: string[];
  authenticatedAt: Date;
}

/**
 * For who signs in with two steps only the second of them says that it is still them: a password may have been guessed by whoever stole
 * the session.
 */
function shownBy(user: UserRecord, { mode, method }: CompletedSignIn, now: Date): Shown {
  if (mode.kind === "signIn") return { methods: method === null ? [] : [method], authenticatedAt: now };
  const { methods: before, authenticatedAt } = mode.session;
  // Over REST a step-up changes nothing that its refresh token says, where nobody has asked for two steps.
  const isAdded = mode.kind === "mfa" || (user.secondFactor && method !== null);
  const isProof = !user.secondFactor || (method !== null && isSecondFactor(method));
  return { methods: isAdded ? combineMethods(before, method) : before, authenticatedAt: isProof ? now : authenticatedAt };
}

/** When a session that moves into this tenant now is over at the latest; null where the tenant does not say. */
export function latestEnd(deps: Pick<AuthDeps, "config">, user: UserRecord, tenantId: string | null, now: Date): Date | null {
  const { refreshSeconds } = tenantLifetimes(user, tenantId);
  return refreshSeconds === undefined ? null : new Date(now.getTime() + sessionSeconds(deps, user, tenantId) * 1000);
}

/** The same session, confirmed. */
async function stepUpSession(
  deps: Pick<AuthDeps, "config">,
  tx: StoreTransaction,
  user: UserRecord,
  sessionId: string,
  shown: Shown,
  tenantId: string | null,
  now: Date,
): Promise<SessionRecord> {
  const confirmed = await tx.sessions.confirm(sessionId, shown, now);
  if (!confirmed) throw new AuthError("E064001", "Expired due to logout");
  if (tenantId === null) return confirmed;
  await tx.sessions.selectTenant(sessionId, tenantId, now, latestEnd(deps, user, tenantId, now));
  return reread(tx, sessionId, now);
}

/**
 * How long a session of the user in this tenant lives: as long as any there, or as short as is asked for. Keys that sign tokens are kept for
 * no longer than any lives.
 */
export function sessionSeconds({ config }: Pick<AuthDeps, "config">, user: UserRecord, tenantId: string | null, asked?: number): number {
  const { refreshSeconds } = tenantLifetimes(user, tenantId);
  return Math.min(config.refreshTtlSeconds, refreshSeconds ?? Number.POSITIVE_INFINITY, asked ?? Number.POSITIVE_INFINITY);
}

/** The session that a sign-in leads to. */
interface Led {
  session: SessionRecord;
  /** Whether it is to be stored. */
  isNew: boolean;
  /** The one in whose place it comes. */
  replaces: string | null;
  /** What the device is recognised by from now on, where somebody comes in. */
  deviceMark: string;
  /** Whether a trusted browser has stood in for the second factor. */
  isTrusted: boolean;
}

/** Of a session for which nobody has shown what counts as proof that it is them. */
const NEVER = new Date(0);

async function leadToSession(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  user: UserRecord,
  signIn: CompletedSignIn,
  tenantId: string | null,
): Promise<Led> {
  const { mode, options, method } = signIn;
  const now = deps.clock.now();
  const same = (session: SessionRecord): Led => ({ session, isNew: false, replaces: null, deviceMark: "", isTrusted: false });
  if (mode.kind === "update") return same(await reread(tx, mode.session.id, now));
  const shown = shownBy(user, signIn, now);
  const { methods, authenticatedAt } = shown;
  const isWhole = mode.kind !== "signIn" && mode.session.purpose === "signIn";
  const isMissing = isWhole && !isTwoFactors(mode.session.methods) && isTwoFactors(methods);
  const needsTwo = method !== null && needsSecondFactor(deps, caller, user);
  // Who asks again asks for the stronger factor of an account that has one, unless it is the other that this session has never shown.
  if (isWhole && !signIn.isAside && needsTwo && !isSecondFactor(method) && !isMissing)
    throw new AuthError("E062131", "Confirm with your authenticator app or a recovery code");
  if (mode.kind === "stepup") return same(await stepUpSession(deps, tx, user, mode.session.id, shown, tenantId, now));
  const lacksSecond = needsTwo && !isTwoFactors(methods);
  const mayTrust = lacksSecond && mode.kind === "signIn" && hasFirstFactor(methods) && signIn.isReset !== true;
  const isTrusted = mayTrust && (await isTrustedDevice(deps, tx, caller, user.id));
  const isPartial = lacksSecond && !isTrusted;
  const isRestricted = isPartial || (signIn.isReset === true && caller.surface === "browser");
  const currentTenantId = tenantId ?? (mode.kind === "mfa" ? mode.session.tenantId : null);
  const lifetimeSeconds = isRestricted ? PARTIAL_SECONDS : sessionSeconds(deps, user, currentTenantId, signIn.refreshSeconds);
  const end = now.getTime() + lifetimeSeconds * 1000;
  const session = newSession(deps, caller, {
    userId: user.id,
    surface: caller.surface,
    purpose: signIn.isReset ? "reset" : isPartial ? "secondFactor" : "signIn",
    methods,
    tenantId: currentTenantId,
    clientClaims: mode.kind === "mfa" ? combineClaims(mode.session, options.customClaims) : (options.customClaims ?? {}),
    trustedClaims: mode.kind === "mfa" ? mode.session.trustedClaims : {},
    // Only the second factor says that it is still them, and a browser shows none.
    authenticatedAt: isTrusted ? NEVER : authenticatedAt,
    expiresAt: new Date(mode.kind === "mfa" && mode.session.actorId !== null ? Math.min(end, mode.session.expiresAt.getTime()) : end),
    actorId: mode.kind === "mfa" ? mode.session.actorId : null,
    former: mode.kind === "mfa" ? mode.session : undefined,
  });
  // Not where they add to a whole session, and not by the word of somebody trusted.
  const comesIn = session.purpose === "signIn" && method !== null && !isWhole;
  // A stronger session takes the place of the one it grew from (S2).
  return {
    session,
    isNew: true,
    replaces: mode.kind === "mfa" ? mode.session.id : null,
    deviceMark: comesIn ? deviceMark(caller) : "",
    isTrusted,
  };
}

/**
 * Stores the session where it is new, and what is told of it in any case. Answers whether it is at a new device. Throws E064001 when the one
 * that it replaces has ended.
 */
async function storeLed(deps: AuthDeps, tx: StoreTransaction, caller: Caller, led: Led, entry: AuditEntry): Promise<boolean> {
  const { session, isNew, replaces, deviceMark } = led;
  if (!isNew) {
    await recordEvent(deps, tx, caller, entry);
    return false;
  }
  const asked = knownDevice(caller, session.userId) ? "" : deviceMark;
  const opened = await tx.sessions.open(session, describeEvent(deps, caller, { ...entry, deviceMark }), replaces, asked);
  if (!opened) throw new AuthError("E064001", "Expired due to logout");
  return !opened.isKnownDevice;
}

/** A history of sign-ins lists those, and neither confirmations nor first halves. */
function auditAction(mode: SignInMode, session: SessionRecord): string {
  if (mode.kind === "stepup" || mode.kind === "update") return "StepUp";
  return session.purpose === "secondFactor" ? "LoginFirstFactor" : SIGN_IN_ACTION;
}

/** A sign-in that is stored, and not answered yet. */
export interface StoredSignIn {
  user: UserRecord;
  session: SessionRecord;
  firstSeen: boolean;
  stepup: boolean;
  setAside: boolean;
  /** Word of it goes out by mail. */
  isNewDevice: boolean;
}

/** What `completeSignIn` does in its transaction, for who has one already; `answerSignIn` is what comes after the commit. */
export async function storeSignIn(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  asked: CompletedSignIn,
): Promise<StoredSignIn | Refused> {
  const now = deps.clock.now();
  const authenticated = await asked.authenticate(tx);
  if ("refusal" in authenticated) return authenticated;
  const { userId, isNew = false, user: read, setAside = false } = authenticated;
  const { mode = asked.mode, options = asked.options } = authenticated;
  const signIn: CompletedSignIn = { ...asked, mode, options };
  const before = read ? withoutDisabledTenants(read) : await requireUser(tx, userId);
  if (!maySignIn(before)) throw new AuthError("E062110");
  if (mode.kind !== "signIn" && mode.session.userId !== userId) throw new AuthError("E062130", "The refresh token belongs to another user");
  const tenantId = await selectTenant(tx, before, signIn);
  const firstSeen = isNew || (before.firstSeenAt === null && (await tx.users.markFirstSeen(userId, now)));
  if (before.status === "invited") await tx.users.acceptInvitation(userId, now);
  const hasJoined = tenantId !== null && !before.tenants.some((tenant) => tenant.tenantId === tenantId);
  const led = await leadToSession(deps, tx, caller, hasJoined ? await requireUser(tx, userId) : before, signIn, tenantId);
  const { session } = led;
  const isNewDevice = await storeLed(deps, tx, caller, led, {
    userId,
    actorId: signIn.actorId ?? actorIn(session, userId),
    action: auditAction(mode, session),
    method: signIn.via ?? auditWord(signIn.method),
    loginIds: before.loginIds,
    tenantId: session.tenantId,
    data: {
      mode: mode.kind,
      purpose: session.purpose,
      methods: session.methods,
      firstSeen,
      ...(led.isTrusted && { trustedDevice: true }),
    },
  });
  // Who signs in wants the account to stay. A trusted party that opens a session in their name says nothing of that.
  if (before.isToBeErased && signIn.method !== null && session.purpose === "signIn") await keepAccount(deps, tx, caller, before);
  // One factor of two ends nobody's sessions.
  if (options.revokeOtherSessions && session.purpose === "signIn") await endSessions(deps, tx, before, session.id);
  if (isNewDevice) await tellOfNewDevice(deps, tx, caller, before);
  if (caller.language && session.purpose === "signIn") caller.language.chosen = before.language;
  const changed = before.status === "invited" || tenantId !== null;
  return {
    user: changed ? await requireUser(tx, userId) : before,
    session,
    firstSeen,
    stepup: mode.kind === "stepup",
    setAside,
    isNewDevice,
  };
}

/** The tokens of a sign-in that is stored. Throws what it was refused for. */
export async function answerSignIn(deps: AuthDeps, stored: StoredSignIn | Refused): Promise<JWTResponse> {
  if ("refusal" in stored) throw stored.refusal;
  const { user, session, isNewDevice, ...facts } = stored;
  // Letters say that the account stays, and that the device is new.
  if (user.isToBeErased || isNewDevice) deps.outbox.wake();
  return answerWithTokens(deps, user, session, facts);
}

/**
 * The end of every sign-up and sign-in, whatever the method: in one transaction the method's own effect, the user's first time, the
 * tenant, the session and its record; then the tokens. Throws E062110 disabled, E062130 token of another user, E062131 confirmed with
 * the weaker factor, E011001 not a tenant of the user's, E064001 the session to add to has ended, and what `authenticate` throws or answers.
 */
export async function completeSignIn(deps: AuthDeps, caller: Caller, signIn: CompletedSignIn): Promise<JWTResponse> {
  return answerSignIn(deps, await deps.store.transaction((tx) => storeSignIn(deps, tx, caller, signIn)));
}

/** Word by mail, one letter in ten minutes; none to an address that nobody has proven. */
async function tellOfNewDevice(deps: AuthDeps, tx: StoreTransaction, caller: Caller, user: UserRecord): Promise<void> {
  if (!user.verifiedEmail || user.email === "" || user.test) return;
  const at = await takeNoticeTurn(deps, tx, `${user.id} newDevice ${user.email}`);
  if (at !== null) await queueSignInAlert(deps, tx, caller, "newDevice", { loginId: user.loginIds[0] ?? user.email, user }, at);
}

interface TokenFacts {
  firstSeen: boolean;
  stepup: boolean;
  /** Told to the page, in no token. */
  setAside?: boolean;
  /** The refresh token to hand back unchanged; without one, the session's current one is signed. */
  refreshJwt?: string | null;
}

/** The answer to a completed sign-in, for a stored session. */
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
    claims: facts.setAside ? { ...claims, setAside: true } : claims,
    user: presentUser(deps, user),
    firstSeen: facts.firstSeen,
    idpResponse: null,
    tenantSSOID: "",
  };
}
