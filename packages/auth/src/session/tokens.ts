import { type KeyObject, sign as signBytes, verify as verifyBytes } from "node:crypto";
import { promisify } from "node:util";
import { AuthError } from "@repo/contract/errors";
import type { SessionRecord } from "@repo/db/sessions";
import type { UserRecord } from "@repo/db/users";
import type { AuthDeps } from "../deps";
import { toldMethods } from "./methods";
import { tenantLifetimes } from "./tenant-lifetimes";
import { withoutReserved } from "./trusted-claims";

/** `drn` of a session token and of a refresh token. */
type TokenKind = "DS" | "DSR";

type Claims = Record<string, unknown>;

/** The claims every token of ours carries. */
export interface TokenClaims extends Claims {
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

// On a thread of the pool: a signature takes as long as a hundred other calls, which are answered meanwhile.
const signOnPool = promisify<string, Buffer, KeyObject, Buffer>(signBytes);

/**
 * A compact JWS (RFC 7515, 3.1) by RS256, whose signature is PKCS #1 v1.5 over SHA-256 (RFC 7518, 3.3). By node:crypto and a key that is
 * made once: a library over Web Crypto takes a key, and both threads, for longer.
 */
async function sign(deps: AuthDeps, claims: Claims): Promise<string> {
  const { header, privateKey } = deps.keys.current();
  const content = `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}`;
  const signature = await signOnPool("sha256", Buffer.from(content), privateKey);
  return `${content}.${signature.toString("base64url")}`;
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
export function accessKeyClaims(deps: AuthDeps, facts: KeyTokenFacts): Claims & { exp: number } {
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
export async function signSessionJwt(deps: AuthDeps, claims: Claims): Promise<string> {
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
  return Number(String(claims.jti).split(".")[1]);
}

const ALL_KINDS: readonly unknown[] = ["DS", "DSR"] satisfies TokenKind[];

function isTokenClaims(claims: Claims, kind: TokenKind | undefined): claims is TokenClaims {
  const isKind = kind === undefined ? ALL_KINDS.includes(claims.drn) : claims.drn === kind;
  return isKind && typeof claims.sid === "string" && typeof claims.sub === "string";
}

/** A part of a token as the object that it is the JSON of; empty for anything else. */
function readPart(part: string): Claims {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString());
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Claims) : {};
  } catch {
    return {};
  }
}

/** What a token says whose signature is ours; empty for any other. */
async function readSigned(deps: AuthDeps, token: string): Promise<Claims> {
  const [header = "", body = "", signature = "", ...more] = token.split(".", 4);
  const { kid } = readPart(header);
  const key = typeof kid === "string" ? await deps.keys.find(kid) : null;
  // Only the key's ID is read from the header, and all of it has to be what we write: an algorithm, a key or an extension that the bearer
  // names is never looked at.
  if (key?.header !== header || more.length > 0) return {};
  const bytes = Buffer.from(signature, "base64url");
  // One spelling for each token: Buffer passes over what is not base64url.
  if (bytes.toString("base64url") !== signature) return {};
  // Here and now: it takes less time than to hand it to another thread.
  return verifyBytes("sha256", Buffer.from(`${header}.${body}`), key.publicKey, bytes) ? readPart(body) : {};
}

/** Whether it is for this project, has begun and has not ended (RFC 7519, 4.1). */
function isForNow({ config, clock }: AuthDeps, { iss, aud, exp, nbf = 0 }: Claims): boolean {
  const now = epochSeconds(clock.now());
  const isOurs = iss === config.projectId && (Array.isArray(aud) ? aud.includes(config.projectId) : aud === config.projectId);
  const isBegun = typeof nbf === "number" && nbf <= now + CLOCK_TOLERANCE_SECONDS;
  return isOurs && isBegun && typeof exp === "number" && exp > now - CLOCK_TOLERANCE_SECONDS;
}

/**
 * The claims of a token of ours: RS256 by a key of ours, this project, this kind (any, where none is said), not expired (5 s of tolerance). Whether its
 * session still lives is another question. Throws E064002.
 */
export async function verifyToken(deps: AuthDeps, token: string, kind?: TokenKind): Promise<TokenClaims> {
  const claims = await readSigned(deps, token);
  if (!isForNow(deps, claims) || !isTokenClaims(claims, kind)) throw new AuthError("E064002");
  return claims;
}
