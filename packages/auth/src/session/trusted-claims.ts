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
