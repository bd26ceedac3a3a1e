import { ACCOUNT_CHANGES, type Counting, spendTry } from "../budget";
import type { AuthDeps } from "../deps";

/**
 * Counts one more change that an account asks for, of one kind. Throws E130429 after twenty in 15 minutes. What ends sessions is counted by
 * address alone: nobody may keep an owner from that.
 */
export async function spendChange(
  deps: AuthDeps,
  userId: string,
  what: "authenticator" | "recoveryCodes" | "secondFactor" | "trustedDevice" | "email" | "picture",
  counting?: Counting,
): Promise<void> {
  await spendTry(deps, [{ told: [{ rule: ACCOUNT_CHANGES, account: `${what} ${userId}` }] }], counting);
}
