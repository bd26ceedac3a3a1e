import { AuthError } from "@repo/contract/errors";
import { CLAIMS_BYTES_MAX, CustomClaims } from "@repo/contract/login-options";

/** What tokens of ours say by themselves, or SDKs take for something that only we say: nobody's custom claims are called so. */
const RESERVED: ReadonlySet<string> = new Set([
  "iss",
  "sub",
  "aud",
  "exp",
  "nbf",
  "iat",
  "jti",
  "drn",
  "sid",
  "amr",
  "rexp",
  "dct",
  "nsec",
  "su",
  "act",
  "cnf",
  "dsub",
  "roles",
  "permissions",
  "tenants",
  "pending",
  "anonymous",
  "boundUserId",
]);

/** Claims of a trusted party without those that are reserved: whoever sends a whole token back changes what they may, and nothing else. */
export function withoutReserved(claims: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !RESERVED.has(name)));
}

const bytesOf = (claims: Record<string, unknown>) => Buffer.byteLength(JSON.stringify(claims));

/**
 * Throws E011003 for more claims than the tokens of a session may carry, in `nsec` and at the top level together: a refresh token is to fit
 * into a cookie.
 */
export function refuseLargeClaims(clientClaims: Record<string, unknown>, trustedClaims: Record<string, unknown>): void {
  if (bytesOf(clientClaims) + bytesOf(trustedClaims) <= CLAIMS_BYTES_MAX + 2) return;
  throw new AuthError("E011003", `The customClaims of this session may hold ${CLAIMS_BYTES_MAX} bytes together`);
}

/** What a session's tokens say at their top level once more is added. Throws E011003 for more than they may carry. */
export function joinClaims(
  clientClaims: Record<string, unknown>,
  before: Record<string, unknown>,
  asked: Record<string, unknown>,
): Record<string, unknown> {
  const joined = CustomClaims.safeParse({ ...before, ...withoutReserved(asked) });
  if (!joined.success) throw new AuthError("E011003", `The customClaims of this session ${joined.error.issues[0]?.message}`);
  refuseLargeClaims(clientClaims, joined.data);
  return joined.data;
}
