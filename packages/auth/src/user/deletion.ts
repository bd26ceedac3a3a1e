import { ERASURE_DAYS } from "@repo/contract/limits";
import type { Input, Output } from "@repo/contract/operation";
import type { deleteAccount } from "@repo/contract/security";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import type { Caller, SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { newId } from "../ids";
import { removeUsers } from "../management/user-delete";
import { endSessionsAndLetters } from "../session/end";
import { refuseEnded } from "../session/resolve";
import { queueNoticeTo } from "./notice";
import { requireUser } from "./require-user";

/** Accounts erased by one round: each is a transaction of its own. */
const ERASED_AT_ONCE = 50;

/**
 * Has the signed-in user's account erased in 14 days: until then it is as it was, signed out everywhere, and whoever signs in keeps it. Told
 * by mail. Throws E064001 when the session has ended meanwhile.
 */
export async function askForDeletion(
  deps: AuthDeps,
  _input: Input<typeof deleteAccount>,
  caller: SignedInCaller,
): Promise<Output<typeof deleteAccount>> {
  const { session } = await caller.signedIn();
  await deps.store.transaction(async (tx) => {
    await refuseEnded(deps, tx, session.id);
    const user = await requireUser(tx, session.userId);
    const now = deps.clock.now();
    await tx.accountDeletions.ask(user.id, now, new Date(now.getTime() + ERASURE_DAYS * 24 * 3600 * 1000));
    await endSessionsAndLetters(deps, tx, user);
    await queueNoticeTo(deps, tx, caller, user, "deletionAsked");
  });
  deps.outbox.wake();
  return {};
}

/** The account of a user who has just signed in, or got their address back, stays. Told by mail; call `deps.outbox.wake()` afterwards. */
export async function keepAccount(deps: AuthDeps, tx: StoreTransaction, caller: Caller, user: UserRecord): Promise<void> {
  if (await tx.accountDeletions.takeBack(user.id)) await queueNoticeTo(deps, tx, caller, user, "deletionTakenBack");
}

/** Erases one account with everything that is stored of its user; false where it was taken back meanwhile. */
async function erase(deps: AuthDeps, userId: string): Promise<boolean> {
  return deps.store.transaction(async (tx) => {
    const now = deps.clock.now();
    if (!(await tx.accountDeletions.comeDue(userId, now))) return false;
    const [owner] = await tx.userRemoval.listOwners([userId]);
    await removeUsers(deps, tx, [userId]);
    if (owner) await tx.accountDeletions.forget(owner);
    const nobody = { userId: "", actorId: "", device: "Unknown", method: "", remoteAddress: "", userAgent: "", deviceMark: "" };
    const nothing = { externalIds: [], tenants: [], data: {} };
    // That somebody has gone, and not who.
    await tx.audit.record({ ...nobody, ...nothing, id: newId(deps.random, "A"), action: "AccountErased", type: "info", occurredAt: now });
    return true;
  });
}

/**
 * Erases accounts whose time has come. What a product stores of its users goes with them where its tables refer to `User` with `onDelete:
 * Cascade`. Answers how many there were.
 */
export async function eraseDueAccounts(deps: AuthDeps): Promise<number> {
  let erased = 0;
  for (const userId of await deps.store.accountDeletions.listDue(deps.clock.now(), ERASED_AT_ONCE))
    if (await erase(deps, userId)) erased += 1;
  return erased;
}
