import type { AuditRecord } from "@repo/db/audit";
import type { StoreTransaction } from "@repo/db/store";
import { describeEvent } from "../audit";
import { type Counting, type Lane, spendTry, type Verdict } from "../budget";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import type { Target } from "../guessing";
import { queueSignInAlert } from "./sign-in-alert";

/** What the audit trail calls a wrong password or code. */
export const FAILED_ACTION = "LoginFailed";

/** So many wrong tries, before a right one, are many. */
const MANY = 10;
const DAY_MS = 24 * 3600 * 1000;

/** Whether word of many tries may go out: once a day. Asked for a login ID that nobody has as well. */
async function takeDay(deps: AuthDeps, tx: StoreTransaction, account: string): Promise<boolean> {
  const key = `failedTries:${deps.sealer.digest("budget", account)}`;
  const now = deps.clock.now();
  const [seen] = await tx.budgets.listByKeys([key]);
  // Further ahead than a day: the clock has been put right since.
  const isTaken = seen && seen.expiresAt > now && seen.expiresAt.getTime() <= now.getTime() + DAY_MS;
  if (isTaken) return false;
  const next = { key, version: seen?.version ?? 0, count: 1, windowAt: now, blockedUntil: null };
  return tx.budgets.swapAll([{ ...next, expiresAt: new Date(now.getTime() + DAY_MS) }]);
}

/** A try that is wrong. */
export interface FailedTry {
  target: Target;
  /** As the audit trail calls it. */
  method: "password" | "otp" | "totp" | "recovery";
}

/** As long as it, and nothing of it: a login ID that nobody has may be a password, typed into the wrong field. */
function blank(typed: string): string {
  return "-".repeat(typed.length);
}

/** The event of a wrong password or code: so many as are let through and no more, and about nobody for a login ID that nobody has. */
export function failedTryEvent(deps: AuthDeps, caller: Caller, { target, method }: FailedTry, { isLetThrough }: Verdict): AuditRecord {
  const userId = (isLetThrough && target.userId) || "";
  const loginIds = [userId === "" ? blank(target.typed) : target.typed];
  // Nobody has shown who it was.
  return { ...describeEvent(deps, caller, { userId, actorId: "", action: FAILED_ACTION, method, loginIds }), type: "warn" };
}

/**
 * Tells the owner by mail of many wrong tries, in the transaction that counts this one. For a login ID that nobody has the same statements are
 * run. The letter goes out when the outbox looks next: nobody waits for it.
 */
export async function tellOfManyTries(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  { typed, userId }: Target,
  { tries }: Verdict,
): Promise<void> {
  if (tries % MANY !== 0) return;
  const user = await tx.users.findById(userId ?? typed);
  if (!(await takeDay(deps, tx, userId ?? `nobody ${typed}`))) return;
  await queueSignInAlert(deps, tx, caller, "failedTries", { loginId: user ? typed : blank(typed), user }, deps.clock.now());
}

/**
 * Counts a wrong password or code in this transaction, writes it down by the same statement, and tells of many by mail. Throws E130429 with the
 * seconds left, and counts nothing, while there is no room.
 *
 * @param counting.read what is stored under `keysOf` these lanes, where that has been read already
 */
export async function spendFailedTry(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  failed: FailedTry,
  { lanes, read }: Pick<Counting, "read"> & { lanes: readonly Lane[] },
): Promise<void> {
  const verdict = await spendTry(deps, lanes, {
    tx,
    read,
    tells: ([judged]) => (judged ? failedTryEvent(deps, caller, failed, judged) : undefined),
  });
  await tellOfManyTries(deps, tx, caller, failed.target, verdict);
}
