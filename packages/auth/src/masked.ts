import { AuthError } from "@repo/contract/errors";
import type { MASKED_ERRORS } from "@repo/contract/masking";
import { SECOND_FACTOR_TRIES, spendTry } from "./budget";
import type { Caller } from "./caller";
import type { AuthDeps } from "./deps";

/** Whether this caller is not told of such an error: browsers never, REST by setting (the table in contract/masking says which). */
export function isMasked(deps: AuthDeps, caller: Caller, _code: keyof typeof MASKED_ERRORS): boolean {
  return caller.surface === "browser" || deps.config.maskErrors;
}

/**
 * Refuses a login ID that nobody has where an authenticator's or recovery code was expected. Throws E062108; masked E061102, and E130429
 * after as many tries as a user has: a stranger's login ID wears out like any other.
 */
export async function refuseUnknown(deps: AuthDeps, caller: Caller, loginId: string): Promise<never> {
  if (!isMasked(deps, caller, "E062108")) throw new AuthError("E062108", "Cannot find user");
  await spendTry(deps, SECOND_FACTOR_TRIES, loginId);
  throw new AuthError("E061102", "Failed to verify code");
}
