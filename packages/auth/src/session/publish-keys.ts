import { AuthError } from "@repo/contract/errors";
import type { JWK } from "@repo/contract/keys";
import type { AuthDeps } from "../deps";

/** The project's public keys as a JWKS (RFC 7517). Throws E010404 for another project. */
export async function publishKeySet(deps: AuthDeps, input: { projectId: string }): Promise<{ keys: JWK[] }> {
  if (input.projectId !== deps.config.projectId) throw new AuthError("E010404", "No such project");
  return { keys: [...deps.keys.published()] };
}

/** The same keys as a bare list, for old SDKs. */
export async function publishKeyList(deps: AuthDeps, input: { projectId: string }): Promise<JWK[]> {
  return (await publishKeySet(deps, input)).keys;
}
