import { showAddress } from "@repo/auth/mail/show-address";
import type { User } from "@repo/contract/user";

/** The user as a page shows them: the address as people read it. Whatever is sent back to the server is spelled there. */
export function shownUser(user: User): User {
  return { ...user, email: showAddress(user.email) };
}

/** What the user goes by where there is room for one name: what they are called, else their email, else what they sign in with. */
export function calledBy({ name, email, loginIds }: Pick<User, "name" | "email" | "loginIds">): string {
  return name || email || (loginIds[0] ?? "");
}

/** Whether there is an address, and nobody has shown yet that it is theirs. */
export function isUnconfirmed({ email, verifiedEmail }: Pick<User, "email" | "verifiedEmail">): boolean {
  return email !== "" && !verifiedEmail;
}
