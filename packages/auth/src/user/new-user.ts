import { AuthError } from "@repo/contract/errors";
import { isEmail, isPhone } from "@repo/contract/login-id";
import { profileSaid } from "@repo/contract/profile";
import { PROFILE_FIELDS } from "@repo/contract/profile-fields";
import type { SignUpUser } from "@repo/contract/user";
import type { NewUser } from "@repo/db/users";
import type { AuthDeps } from "../deps";
import { newId } from "../ids";

/**
 * The user that a sign-up describes. A login ID that is an address becomes the email, one that is a number the phone, where none is
 * given; neither counts as verified.
 */
export function describeNewUser(deps: Pick<AuthDeps, "clock" | "random">, loginId: string, details: SignUpUser = {}): NewUser {
  const { username, email } = details;
  const profile = profileSaid(PROFILE_FIELDS, details);
  return {
    ...profile,
    id: newId(deps.random, "U"),
    loginIds: [loginId],
    name: profile.name || username || "",
    email: email ?? (isEmail(loginId) ? loginId : ""),
    phone: profile.phone || (isPhone(loginId) ? loginId : ""),
    createdAt: deps.clock.now(),
  };
}

/**
 * A login ID that is an address is the user's address: nobody registers under somebody else's. A user name goes with any address. Throws
 * E011004.
 *
 * @param emails those that the request names, in whichever field
 */
export function refuseOtherAddress(loginId: string, ...emails: (string | undefined)[]): void {
  if (!isEmail(loginId) || emails.every((email) => email === undefined || email === loginId)) return;
  throw new AuthError("E011004", "The email must be the loginId where that is an address");
}
