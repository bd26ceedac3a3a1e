import { z } from "zod";
import { defineOperation } from "./operation";
import { text } from "./text";

/** A public signing key (RFC 7517). RSA only: two SDKs read nothing else. */
export const JWK = z
  .object({
    alg: z.literal("RS256"),
    e: z.string(),
    kid: z.string(),
    kty: z.literal("RSA"),
    n: z.string(),
    use: z.literal("sig"),
  })
  .meta({ id: "JWK" });
export type JWK = z.output<typeof JWK>;

const input = z.object({ projectId: text(200) });
const shared = { access: "public", kind: "query", input, errors: ["E010404"], cacheSeconds: 300 } as const;

/** The form every current SDK reads. */
export const publicKeys = defineOperation({
  ...shared,
  routes: ["GET /v2/keys/{projectId}"],
  summary: "The project's public signing keys, as a JWKS",
  output: z.object({ keys: z.array(JWK) }),
});

/** Kept for old SDKs. */
export const publicKeyList = defineOperation({
  ...shared,
  routes: ["GET /v1/keys/{projectId}"],
  summary: "The project's public signing keys, as a bare array",
  output: z.array(JWK),
});
