import { AuthError } from "@repo/contract/errors";
import type { SessionRecord } from "@repo/db/sessions";
import type { UserRecord } from "@repo/db/users";
import { type JWTPayload, errors as joseErrors, jwtVerify, SignJWT } from "jose";
import type { AuthDeps } from "../deps";
import { toldMethods } from "./methods";
import { tenantLifetimes } from "./tenant-lifetimes";
import { withoutReserved } from "./trusted-claims";

/** `drn` of a session token and of a refresh token. */
type TokenKind = "DS" | "DSR";

/** The claims every token of ours carries. */
export interface TokenClaims extends JWTPayload {
  sub: string;
  /** Which session row the token belongs to. */
  sid: string;
  exp: number;
  drn: TokenKind;
}

const CLOCK_TOLERANCE_SECONDS = 5;

/** Epoch seconds, as the wire counts. */
export function epochSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

async function sign(deps: AuthDeps, claims: JWTPayload): Promise<string> {
  const { kid, privateKey } = deps.keys.current();
  return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid, typ: "JWT" }).sign(privateKey);
}

function registeredClaims(deps: AuthDeps, session: SessionRecord) {
  const { projectId } = deps.config;
  return {
    ...withoutReserved(session.trustedClaims),
    iss: projectId,
    aud: [projectId],
    sub: session.userId,
    sid: session.id,
    amr: toldMethods(session.methods),
    ...(session.actorId !== null && { act: { sub: session.actorId } }),
    ...(session.tenantId !== null && { dct: session.tenantId }),
    ...(Object.keys(session.clientClaims).length > 0 && { nsec: session.clientClaims }),
  };
}

/** Whoever or whatever a token says may do something: a user, an access key. */
type Powers = Pick<UserRecord, "roleNames" | "permissions"> & {
  tenants: readonly Pick<UserRecord["tenants"][number], "tenantId" | "roleNames" | "permissions">[];
};

function powersOf(user: Powers) {
  return {
    roles: user.roleNames,
    permissions: user.permissions,
    tenants: Object.fromEntries(
      user.tenants.map(({ tenantId, roleNames, permissions }) => [tenantId, roleNames.length > 0 ? { roles: roleNames, permissions } : {}]),
    ),
  };
}

/** The session, in the tenant that it was opened in if its user may still act there. Nobody in particular is a member of any. */
function inUsableTenant(session: SessionRecord, { anonymous, tenants }: UserRecord): SessionRecord {
  return anonymous || tenants.some(({ tenantId }) => tenantId === session.tenantId) ? session : { ...session, tenantId: null };
}

/** The claims of a session token made now: who, how, and what they may do at this moment. */
export function sessionClaims(deps: AuthDeps, session: SessionRecord, user: UserRecord, options: { stepup: boolean }): TokenClaims {
  const now = epochSeconds(deps.clock.now());
  const end = epochSeconds(session.expiresAt);
  const { sessionSeconds, stepupSeconds } = tenantLifetimes(user, session.tenantId);
  const lifetimeSeconds = (options.stepup ? stepupSeconds : undefined) ?? sessionSeconds ?? deps.config.sessionTtlSeconds;
  // One factor of two: whoever reads the token locally finds nothing in it that lets anyone do anything.
  const powers = session.purpose === "signIn" ? powersOf(user) : { roles: [], permissions: [], tenants: {}, pending: session.purpose };
  return {
    ...registeredClaims(deps, inUsableTenant(session, user)),
    drn: "DS",
    iat: now,
    exp: Math.min(now + lifetimeSeconds, end),
    rexp: `${session.expiresAt.toISOString().slice(0, 19)}Z`,
    ...powers,
    ...(user.anonymous && { anonymous: true }),
    ...(options.stepup && { su: true }),
  };
}

/** What an access key's token says. */
export interface KeyTokenFacts {
  keyId: string;
  boundUserId: string | null;
  powers: Powers;
  selectedTenant: string | null;
  /** Of the key's definition, and of who exchanges it. */
  trustedClaims: Record<string, unknown>;
  clientClaims: Record<string, unknown>;
  /** When the key ends; null for never. */
  expiresAt: Date | null;
}

/**
 * The claims of a token made for an access key now. It names no session (`sid`): nothing here takes it for a user's, and it lives until its end.
 */
export function accessKeyClaims(deps: AuthDeps, facts: KeyTokenFacts): JWTPayload & { exp: number } {
  const { projectId, sessionTtlSeconds } = deps.config;
  const now = epochSeconds(deps.clock.now());
  const end = now + sessionTtlSeconds;
  return {
    ...withoutReserved(facts.trustedClaims),
    iss: projectId,
    aud: [projectId],
    sub: facts.keyId,
    drn: "DS",
    iat: now,
    exp: facts.expiresAt ? Math.min(end, epochSeconds(facts.expiresAt)) : end,
    amr: [],
    ...powersOf(facts.powers),
    ...(facts.selectedTenant !== null && { dct: facts.selectedTenant }),
    ...(facts.boundUserId !== null && { boundUserId: facts.boundUserId }),
    ...(Object.keys(facts.clientClaims).length > 0 && { nsec: facts.clientClaims }),
  };
}

/** Signs a session token. */
export async function signSessionJwt(deps: AuthDeps, claims: JWTPayload): Promise<string> {
  return sign(deps, claims);
}

/**
 * The session's current refresh token. It follows from the row and nothing else, and RS256 is deterministic: signing it again gives
 * the same token, which is what a parallel tab gets within the grace time of a rotation. Its `jti` names the session and the
 * serial, so nothing about it needs to be stored.
 */
export async function signRefreshJwt(deps: AuthDeps, session: SessionRecord): Promise<string> {
  return sign(deps, {
    ...registeredClaims(deps, session),
    drn: "DSR",
    jti: `${session.id}.${session.refreshSerial}`,
    iat: epochSeconds(session.refreshIssuedAt),
    exp: epochSeconds(session.expiresAt),
  });
}

/** Which refresh token of its session this is. */
export function refreshSerial(claims: TokenClaims): number {
  return Number(claims.jti?.split(".")[1]);
}

const ALL_KINDS: readonly unknown[] = ["DS", "DSR"] satisfies TokenKind[];

function isTokenClaims(claims: JWTPayload, kind: TokenKind | undefined): claims is TokenClaims {
  const isKind = kind === undefined ? ALL_KINDS.includes(claims.drn) : claims.drn === kind;
  return isKind && typeof claims.sid === "string" && typeof claims.sub === "string" && typeof claims.exp === "number";
}

/**
 * The claims of a token of ours: RS256 by a key of ours, this project, this kind (any, where none is said), not expired (5 s of tolerance). Whether its
 * session still lives is another question. Throws E064002.
 */
export async function verifyToken(deps: AuthDeps, token: string, kind?: TokenKind): Promise<TokenClaims> {
  const { projectId } = deps.config;
  try {
    const { payload } = await jwtVerify(
      token,
      async ({ kid }) => {
        // Only the key ID is read from the header: `jwk`, `jku` and `x5u` are the bearer's words about themselves.
        const key = kid === undefined ? null : await deps.keys.find(kid);
        if (!key) throw new joseErrors.JWKSNoMatchingKey();
        return key;
      },
      {
        algorithms: ["RS256"],
        issuer: projectId,
        audience: projectId,
        currentDate: deps.clock.now(),
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      },
    );
    if (isTokenClaims(payload, kind)) return payload;
  } catch (cause) {
    if (!(cause instanceof joseErrors.JOSEError)) throw cause;
    throw new AuthError("E064002", undefined, { cause });
  }
  throw new AuthError("E064002");
}
