import { AuthError } from "@repo/contract/errors";
import type { UserRecord } from "@repo/db/users";
import type { Caller } from "../caller";

/**
 * At pages, nothing more is set up on an account whose address was never confirmed: whoever shows later, from elsewhere, that they read its
 * mail ends what was (see `prove-email.ts`), and nobody is to lose an authenticator like that. Over REST applications decide. An account
 * without an address has none to confirm. Throws E062135.
 */
export function refuseUnconfirmed(caller: Caller, { email, verifiedEmail }: Pick<UserRecord, "email" | "verifiedEmail">): void {
  if (caller.surface !== "browser" || email === "" || verifiedEmail) return;
  throw new AuthError("E062135", "Confirm the email of this account first");
}
