import { AuthError } from "@repo/contract/errors";
import type { Input } from "@repo/contract/operation";
import type { passwordSignUp } from "@repo/contract/password";
import type { JWTResponse } from "@repo/contract/session";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { refuseTaken, refuseTooManyTaken } from "../masked";
import { completeSignIn } from "../session/complete-sign-in";
import { describeNewUser, refuseOtherAddress } from "../user/new-user";
import { contextWords, newPassword, refuseWeak } from "./new-password";

/**
 * Creates a user with a password and opens a session. No mail is sent. Throws E062901 with the reasons when the
 * policy refuses the password, E062107 when the login ID is taken, E011001 for a tenant, which nobody new belongs to, E011004 for another
 * address than a login ID that is one.
 */
export async function signUpWithPassword(deps: AuthDeps, input: Input<typeof passwordSignUp>, caller: Caller): Promise<JWTResponse> {
  refuseOtherAddress(input.loginId, input.user?.email);
  const password = newPassword(input.password);
  const user = describeNewUser(deps, input.loginId, input.user);
  await refuseWeak(deps, password, contextWords(deps, user.loginIds, [user.name, user.email, user.givenName, user.familyName]));
  // One at a time looks, so that of many at once few hash. The unique login ID decides all the same.
  const passwordHash = await deps.turns.take(input.loginId, async () => {
    await refuseTooManyTaken(deps, caller);
    if (await deps.store.users.findIdByLoginId(input.loginId)) await refuseTaken(deps, caller, input.loginId);
    return deps.passwords.hash(password);
  });
  return completeSignIn(deps, caller, {
    method: "pwd",
    mode: { kind: "signIn" },
    options: input.loginOptions ?? {},
    async authenticate(tx) {
      const created = await tx.users.create({ ...user, passwordHash, firstSeenAt: user.createdAt });
      if (created === "loginIdTaken") throw new AuthError("E062107");
      return { userId: user.id, isNew: true };
    },
  });
}
