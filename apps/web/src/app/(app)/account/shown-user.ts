import { showAddress } from "@repo/auth/mail/show-address";
import type { User } from "@repo/contract/user";

/** The user as a page shows them: the address as people read it. Whatever is sent back to the server is spelled there. */
export function shownUser(user: User): User {
  return { ...user, email: showAddress(user.email) };
}

/** Whether there is an address, and nobody has shown yet that it is theirs. */
export function isUnconfirmed({ email, verifiedEmail }: Pick<User, "email" | "verifiedEmail">): boolean {
  return email !== "" && !verifiedEmail;
}
