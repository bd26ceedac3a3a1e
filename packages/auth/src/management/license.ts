import type { license } from "@repo/contract/management/license";
import type { Output } from "@repo/contract/operation";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";

/** The tier is the vendor's; here it decides nothing. */
export async function showLicense(_deps: AuthDeps, _input: object, _caller: ManagementCaller): Promise<Output<typeof license>> {
  return { rateLimitTier: "tier1" };
}
