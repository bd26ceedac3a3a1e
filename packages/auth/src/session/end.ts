import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import type { AuthDeps } from "../deps";

// What ends together with what. A session is not all that lets in: so do letters that are out, and a link that was opened for a device
// which has not collected its session yet is as good as one.

type Owner = Pick<UserRecord, "id" | "loginIds" | "email">;

/** Ends every session of the user but `except`, and those that wait to be collected. Answers how many sessions there were. */
export async function endSessions(deps: AuthDeps, tx: StoreTransaction, user: Owner, except?: string): Promise<number> {
  const now = deps.clock.now();
  const ended = await tx.sessions.revokeAll(user.id, now, except);
  await tx.challenges.voidLetters(user, "approved", now);
  return ended;
}

/**
 * Ends every session of the user but `except`, every letter that would let in, and the trust in browsers: whoever had a way in before has
 * none now.
 */
export async function endSessionsAndLetters(deps: AuthDeps, tx: StoreTransaction, user: Owner, except?: string): Promise<void> {
  const now = deps.clock.now();
  await tx.sessions.revokeAll(user.id, now, except);
  await tx.challenges.voidLetters(user, "all", now);
  await tx.trustedDevices.endAll(user.id);
}

/** Ends every reset of the user's password, asked for or under way, but the one in the session `except`. */
export async function endResets(deps: AuthDeps, tx: StoreTransaction, user: Owner, except?: string): Promise<void> {
  const now = deps.clock.now();
  await tx.sessions.revokeResets(user.id, now, except);
  await tx.challenges.voidLetters(user, "resets", now);
}

/** Ends every letter that would let in, and the resets under way that such a letter has led to. Sessions go on. */
export async function endLetters(deps: AuthDeps, tx: StoreTransaction, user: Owner): Promise<void> {
  const now = deps.clock.now();
  await tx.sessions.revokeResets(user.id, now);
  await tx.challenges.voidLetters(user, "all", now);
}
