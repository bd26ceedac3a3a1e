import { AuthError } from "@repo/contract/errors";
import { isEmail, isPhone } from "@repo/contract/login-id";
import type { SignUpUser } from "@repo/contract/user";
import type { NewUser } from "@repo/db/users";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { newId } from "../ids";

/**
 * The user that a sign-up describes. A login ID that is an address becomes the email, one that is a number the phone, where none is
 * given (contract §3); neither counts as verified.
 */
export function describeNewUser(deps: Pick<AuthDeps, "clock" | "random">, loginId: string, details: SignUpUser = {}): NewUser {
  const { username, icon, name, email, phone, givenName, middleName, familyName } = details;
  return {
    id: newId(deps.random, "U"),
    loginIds: [loginId],
    name: name || username || "",
    givenName: givenName ?? "",
    middleName: middleName ?? "",
    familyName: familyName ?? "",
    email: email ?? (isEmail(loginId) ? loginId : ""),
    phone: phone || (isPhone(loginId) ? loginId : ""),
    picture: icon ?? "",
    createdAt: deps.clock.now(),
  };
}

/**
 * At pages a login ID that is an address is the user's address: nobody registers under somebody else's. Over REST the wire contract
 * allows the difference, where only `email` with `verifiedEmail` says whose address it is. Throws E011003.
 */
export function refuseOtherAddress(caller: Caller, loginId: string, email: string | undefined): void {
  if (caller.surface !== "browser" || email === undefined || !isEmail(loginId) || email === loginId) return;
  throw new AuthError("E011003", "The email must be the loginId where that is an address");
}
