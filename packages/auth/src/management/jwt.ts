import { AuthError } from "@repo/contract/errors";
import type { jwtAnonymous, jwtSignIn, jwtSignUp, jwtUpdate } from "@repo/contract/management/jwt";
import type { Input, Output } from "@repo/contract/operation";
import type { JWTResponse } from "@repo/contract/session";
import type { SessionRecord } from "@repo/db/sessions";
import type { StoreTransaction } from "@repo/db/store";
import type { Caller, ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { newId } from "../ids";
import {
  answerWithTokens,
  type CompletedSignIn,
  completeSignIn,
  readMode,
  type SignInMode,
  sessionSeconds,
} from "../session/complete-sign-in";
import { createCaller, findTokenSession, refuseEnded, refusePartial, type ShownToken } from "../session/resolve";
import { signRefreshJwt, signSessionJwt } from "../session/tokens";
import { joinClaims, withoutReserved } from "../session/trusted-claims";
import { describeNewUser } from "../user/new-user";
import { requireUser } from "../user/require-user";
import { findAccess, putAccess } from "./access";
import { findManaged, refind } from "./find";
import { vouchedSession } from "./vouched-session";
import { actorOf, type ManagedEvent, writeAs } from "./write-as";

/** A program that calls over whichever surface is no page: its users' sessions are REST's. */
function asProgram(deps: AuthDeps, caller: ManagementCaller, jwt?: string): Caller {
  return createCaller(deps, {
    ...caller,
    surface: "rest",
    credential: jwt === undefined ? { kind: "none" } : { kind: "token", token: jwt },
  });
}

function updated({ id, userId, tenantId }: SessionRecord, claims: Record<string, unknown>): ManagedEvent {
  return { action: "TokenUpdated", userId, tenantId, data: { sessionId: id, claims: Object.keys(claims) } };
}

/** That one token, as long as it lives. */
async function amendSessionToken(
  deps: AuthDeps,
  { claims, session }: ShownToken,
  asked: Record<string, unknown>,
  caller: ManagementCaller,
): Promise<string> {
  const more = joinClaims(session.clientClaims, withoutReserved(claims), asked);
  const jwt = await signSessionJwt(deps, { ...claims, ...more });
  return writeAs(deps, caller, async (tx) => {
    await refuseEnded(deps, tx, session.id);
    return { answer: jwt, events: [updated(session, withoutReserved(asked))] };
  });
}

/** When the session ends: as soon as is asked for, no later than any of the user's does there, and in another's name no later than before. */
async function endOf(deps: AuthDeps, tx: StoreTransaction, session: SessionRecord, refreshDuration: number | undefined): Promise<Date> {
  const { expiresAt, actorId, userId, tenantId } = session;
  if (refreshDuration === undefined) return expiresAt;
  const seconds = sessionSeconds(deps, await requireUser(tx, userId), tenantId, refreshDuration);
  const end = new Date(deps.clock.now().getTime() + seconds * 1000);
  return actorId !== null && end > expiresAt ? expiresAt : end;
}

/** The session, and with it every token of it to come. */
async function amendSession(
  deps: AuthDeps,
  sessionId: string,
  { customClaims = {}, refreshDuration }: Input<typeof jwtUpdate>,
  caller: ManagementCaller,
): Promise<string> {
  const session = await writeAs(deps, caller, async (tx) => {
    const before = (await tx.sessions.find(sessionId))?.session;
    if (!before) throw new AuthError("E064002");
    const amended = {
      trustedClaims: joinClaims(before.clientClaims, before.trustedClaims, customClaims),
      expiresAt: await endOf(deps, tx, before, refreshDuration),
    };
    if (!(await tx.sessions.amend(sessionId, amended, deps.clock.now()))) throw new AuthError("E064001", "Expired due to logout");
    return { answer: { ...before, ...amended }, events: [updated(before, withoutReserved(customClaims))] };
  });
  return signRefreshJwt(deps, session);
}

/**
 * Adds claims to a token, at its top level. To a session token as long as that lives; by a refresh token to its session, in every token to
 * come. Only tokens of ours whose sessions live are taken: E064001, E064002, E062110, and E062131 for what is no whole sign-in. Reserved
 * claims are left as they are. Throws E011003 for more claims than a session may carry.
 */
export async function updateJwt(
  deps: AuthDeps,
  input: Input<typeof jwtUpdate>,
  caller: ManagementCaller,
): Promise<Output<typeof jwtUpdate>> {
  const shown = await findTokenSession(deps, input.jwt);
  refusePartial(deps, asProgram(deps, caller), shown);
  const isRefreshToken = shown.claims.drn === "DSR";
  return {
    jwt: isRefreshToken
      ? await amendSession(deps, shown.session.id, input, caller)
      : await amendSessionToken(deps, shown, input.customClaims ?? {}, caller),
  };
}

type SignInOptions = Pick<Input<typeof jwtSignIn>, "customClaims" | "refreshDuration" | "selectedTenantId" | "revokeOtherSessions">;

/** The end of each sign-in below. Claims are the client's, as those of any sign-in. */
function vouchFor(
  deps: AuthDeps,
  caller: ManagementCaller,
  options: SignInOptions,
  authenticate: CompletedSignIn["authenticate"],
  mode: SignInMode = { kind: "signIn" },
): Promise<JWTResponse> {
  const { customClaims, refreshDuration, selectedTenantId, revokeOtherSessions } = options;
  return completeSignIn(deps, asProgram(deps, caller), {
    method: null,
    mode,
    options: { customClaims, tenantId: selectedTenantId, revokeOtherSessions },
    actorId: actorOf(caller),
    refreshSeconds: refreshDuration,
    // Who may make members does so by saying it.
    mayJoin: () => false,
    authenticate,
  });
}

/**
 * Signs a user in whom the caller vouches for: no factor is shown, and where one is asked for, this counts as none. With `stepup` or `mfa`
 * it adds to the session of `jwt`, a refresh token of the same user. Throws E112102, E062110, E062130 without a good `jwt`, E011001 for a
 * tenant that is none of the user's.
 */
export async function signInManaged(deps: AuthDeps, input: Input<typeof jwtSignIn>, caller: ManagementCaller): Promise<JWTResponse> {
  const { loginId, stepup, mfa, jwt } = input;
  const { id } = await findManaged(deps.store, loginId);
  const mode = await readMode(asProgram(deps, caller, jwt), { stepup, mfa, customClaims: input.customClaims });
  return vouchFor(deps, caller, input, async () => ({ userId: id }), mode);
}

/** Makes the user that the call describes; null where the login ID is taken. Nothing is verified that the call does not say is. */
async function createFrom(deps: AuthDeps, tx: StoreTransaction, input: Input<typeof jwtSignUp>): Promise<string | null> {
  const { loginId, user: details = {}, userTenants } = input;
  const access = await findAccess(tx, { userTenants });
  const described = describeNewUser(deps, loginId, details);
  const created = await tx.users.create({
    ...described,
    verifiedEmail: Boolean(described.email) && (input.emailVerified ?? details.verifiedEmail ?? false),
    verifiedPhone: Boolean(described.phone) && (input.phoneVerified ?? details.verifiedPhone ?? false),
  });
  if (created === "loginIdTaken") return null;
  await putAccess(tx, described.id, access);
  return described.id;
}

/** Creates a user and signs them in. Throws E062107, E112201, E112303, E011001. */
export async function signUpManaged(deps: AuthDeps, input: Input<typeof jwtSignUp>, caller: ManagementCaller): Promise<JWTResponse> {
  return vouchFor(deps, caller, input, async (tx) => {
    const id = await createFrom(deps, tx, input);
    if (id === null) throw new AuthError("E062107");
    return { userId: id };
  });
}

/** Signs a user in, by login ID or user ID, or creates them first. What is said of the user is for a new one. Throws E062110, E112201, E112303, E011001. */
export async function signUpOrInManaged(deps: AuthDeps, input: Input<typeof jwtSignUp>, caller: ManagementCaller): Promise<JWTResponse> {
  return vouchFor(deps, caller, input, async (tx) => {
    const known = await tx.users.findByIdOrLoginId(input.loginId);
    return { userId: known?.id ?? (await createFrom(deps, tx, input)) ?? (await findManaged(tx, input.loginId)).id };
  });
}

/**
 * A session of nobody in particular: a user without a login ID stands behind it, who is in no list and goes with it. The tenant is a word in
 * its tokens; it makes no member. Throws E112201.
 */
export async function startAnonymous(
  deps: AuthDeps,
  { customClaims, selectedTenant, refreshDuration }: Input<typeof jwtAnonymous>,
  caller: ManagementCaller,
): Promise<Output<typeof jwtAnonymous>> {
  const now = deps.clock.now();
  const id = newId(deps.random, "U");
  const { user, session } = await writeAs(deps, caller, async (tx) => {
    if (selectedTenant !== undefined && !(await tx.tenants.find(selectedTenant))) throw new AuthError("E112201");
    await tx.users.create({ id, loginIds: [], anonymous: true, firstSeenAt: now, createdAt: now });
    const user = await refind(tx, { id });
    const session = vouchedSession(deps, caller, user, { customClaims, tenantId: selectedTenant ?? null, refreshDuration });
    await tx.sessions.create(session);
    return {
      answer: { user, session },
      events: [{ action: "AnonymousSession", userId: id, tenantId: session.tenantId, data: { sessionId: session.id } }],
    };
  });
  const {
    user: _,
    firstSeen: __,
    idpResponse: ___,
    tenantSSOID: ____,
    ...tokens
  } = await answerWithTokens(deps, user, session, {
    firstSeen: false,
    stepup: false,
  });
  return tokens;
}
