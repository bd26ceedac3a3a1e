import { AuthError } from "@repo/contract/errors";
import type { Input, Output } from "@repo/contract/operation";
import type { disownSignIn as operation } from "@repo/contract/security";
import type { ChallengeRecord } from "@repo/db/challenges";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import { recordEvent } from "../audit";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { findLink, isLinkSecret } from "../links/token";
import { completeSignIn } from "../session/complete-sign-in";
import { endSessionsAndLetters } from "../session/end";
import { requireUser } from "../user/require-user";

/** Ends what lets in, and unlearns the devices that have signed in since the letter, in the transaction that uses the link up. */
async function disown(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  challenge: ChallengeRecord,
  userId: string,
): Promise<UserRecord> {
  if (!(await tx.challenges.consume(challenge.id, deps.clock.now()))) throw new AuthError("E062504");
  const user = await requireUser(tx, userId);
  await endSessionsAndLetters(deps, tx, user);
  await tx.audit.forgetDevices(userId, challenge.createdAt);
  await recordEvent(deps, tx, caller, { userId, action: "SignInDisowned" });
  return user;
}

/**
 * Says that a sign-in, or tries at one, that a letter told of were somebody else's: ends every session of the account and every letter that
 * would let in. Of an account with a password it is the way into a reset, as that of the letter for one is, as long as the account has the
 * address that the letter went to; else nobody is signed in. Throws E062504 unknown, used or older than a day, E062110 disabled.
 */
export async function disownSignIn(deps: AuthDeps, { token }: Input<typeof operation>, caller: Caller): Promise<Output<typeof operation>> {
  const found = await findLink(deps, token, "disown");
  const userId = found?.challenge.userId;
  if (!found || !userId || !isLinkSecret(deps, found.challenge, found.secret)) throw new AuthError("E062504");
  const { challenge } = found;
  const { user, password } = await deps.store.users.findWithPassword(userId);
  if (!user) throw new AuthError("E062504");
  if (!password || !user.verifiedEmail || user.email !== challenge.email) {
    await deps.store.transaction((tx) => disown(deps, tx, caller, challenge, userId));
    return {};
  }
  return completeSignIn(deps, caller, {
    method: "email",
    via: "magiclink",
    mode: { kind: "signIn" },
    options: {},
    isReset: true,
    async authenticate(tx) {
      return { userId, user: await disown(deps, tx, caller, challenge, userId) };
    },
  });
}
