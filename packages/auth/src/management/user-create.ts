import { AuthError } from "@repo/contract/errors";
import { isEmail, isPhone } from "@repo/contract/login-id";
import type { userCreate } from "@repo/contract/management/user";
import type { Input, Output } from "@repo/contract/operation";
import { profileOf } from "@repo/contract/profile";
import type { NewUser } from "@repo/db/users";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { newId } from "../ids";
import { presentUser } from "../user/present";
import { refind } from "./find";
import { writeAs } from "./write-as";

/**
 * The user that a management call describes. A login ID that is an address or a number becomes the email or phone where none is given; an
 * address counts as verified unless the call says otherwise. Invited until the first sign-in.
 */
export function describeManagedUser(deps: Pick<AuthDeps, "clock" | "random">, input: Input<typeof userCreate>): NewUser {
  const { loginId, displayName = "", givenName = "", middleName = "", familyName = "", picture = "", test = false } = input;
  const email = input.email ?? (isEmail(loginId) ? loginId : "");
  const phone = input.phone || (isPhone(loginId) ? loginId : "");
  return {
    ...profileOf({ name: displayName, givenName, middleName, familyName, phone, picture }),
    id: newId(deps.random, "U"),
    loginIds: [loginId],
    email,
    verifiedEmail: email !== "" && (input.verifiedEmail ?? true),
    verifiedPhone: phone !== "" && (input.verifiedPhone ?? true),
    status: "invited",
    test,
    createdAt: deps.clock.now(),
  };
}

/** Creates a user. Throws E062107 when the login ID is taken. */
export async function createUser(
  deps: AuthDeps,
  input: Input<typeof userCreate>,
  caller: ManagementCaller,
): Promise<Output<typeof userCreate>> {
  const user = describeManagedUser(deps, input);
  return writeAs(deps, caller, async (tx) => {
    if ((await tx.users.create(user)) === "loginIdTaken") throw new AuthError("E062107");
    return {
      answer: { user: presentUser(await refind(tx, user)), created: true },
      events: [{ action: "UserCreated", userId: user.id, loginIds: user.loginIds }],
    };
  });
}
