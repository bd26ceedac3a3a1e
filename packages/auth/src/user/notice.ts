import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import type { LetterOfKind, SecurityChange } from "@repo/emails/letter";
import { recordEvent } from "../audit";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { letterLanguage } from "../mail/letter-language";
import { HELD_SECONDS_MAX, queueLetter } from "../mail/outbox";

/** A notice that could not be delivered within a day is no news any more. */
export const NOTICE_LIFETIME_MS = 24 * 3600 * 1000;

/** How far apart letters of one kind to one user are. */
const APART_MS = HELD_SECONDS_MAX * 1000;

function after(time: Date, milliseconds: number): Date {
  return new Date(time.getTime() + milliseconds);
}

/**
 * When a letter of this kind may go out, and notes that one does: at once, or, soon after another, when ten minutes are over. Null while
 * one waits to go out, which speaks for all that comes until then: nothing that happens goes untold, so that nobody hides a change behind
 * one that its owner knows of.
 */
export async function takeNoticeTurn(deps: AuthDeps, tx: StoreTransaction, account: string): Promise<Date | null> {
  const key = `notice:${deps.sealer.digest("budget", account)}`;
  for (;;) {
    const now = deps.clock.now();
    const [seen] = await tx.budgets.listByKeys([key]);
    // Further ahead than any letter waits: the clock has been put right since.
    const last = seen && seen.windowAt <= after(now, APART_MS) ? seen.windowAt : null;
    if (last && last > now) return null;
    const at = last && after(last, APART_MS) > now ? after(last, APART_MS) : now;
    const next = { windowAt: at, count: 1, blockedUntil: null, expiresAt: after(at, APART_MS) };
    if (await tx.budgets.swapAll([{ ...next, key, version: seen?.version ?? 0 }])) return at;
  }
}

/** What the audit trail calls each change that is told by mail. */
export const NOTICE_ACTIONS: Readonly<Record<SecurityChange, string>> = {
  authenticatorAdded: "TotpAdded",
  authenticatorReplaced: "TotpReplaced",
  authenticatorRemoved: "TotpRemoved",
  recoveryCodesMade: "RecoveryCodesCreated",
  recoveryCodeUsed: "RecoveryCodeUsed",
  secondFactorOff: "SecondFactorDisabled",
  passwordChanged: "PasswordChanged",
  recoveryCodesRemoved: "RecoveryCodesRemoved",
  passwordExpired: "PasswordExpired",
  deviceTrusted: "DeviceTrusted",
  emailChanged: "EmailChanged",
  emailChangeUndone: "EmailChangeUndone",
  deletionAsked: "AccountDeletionAsked",
  deletionTakenBack: "AccountKept",
  loginIdRemoved: "LoginIdRemoved",
  signInNameRemoved: "LoginIdRemoved",
  setUpBeforeRemoved: "SetUpBeforeRemoved",
};

/** Whom a notice is for. */
export type Addressee = Pick<UserRecord, "id" | "email" | "verifiedEmail" | "test" | "language">;

/**
 * Records that the ways into an account have changed and queues word of it to the user, in the transaction that changes them; no
 * letter for a user without a proven address: whoever signs up can name anybody's, and would flood them; none for a test user. One letter
 * of a kind in ten minutes: what follows the first within that time is told together, when it is over. Call `deps.outbox.wake()` afterwards.
 *
 * @param to another address than the user's present one, which has received something from us
 */
export async function queueNotice(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  userId: string,
  what: SecurityChange,
  to?: string,
): Promise<void> {
  const user = await tx.users.findById(userId);
  if (user) await queueNoticeTo(deps, tx, caller, user, what, to);
  else await recordEvent(deps, tx, caller, { userId, action: NOTICE_ACTIONS[what] });
}

/** The same for a user who has been read in this transaction. */
export async function queueNoticeTo(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  user: Addressee,
  what: SecurityChange,
  to?: string,
): Promise<void> {
  await recordEvent(deps, tx, caller, { userId: user.id, action: NOTICE_ACTIONS[what] });
  await queueNoticeLetter(deps, tx, caller, user, what, to);
}

/** The same where somebody else has changed them, who records it: word of it alone. */
export async function queueNoticeLetter(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: Caller,
  user: Addressee,
  what: SecurityChange,
  to = user.verifiedEmail ? user.email : "",
  more: Pick<LetterOfKind<"securityNotice">["props"], "found" | "keepMinutes"> = {},
): Promise<void> {
  if (to === "" || user.test) return;
  const at = await takeNoticeTurn(deps, tx, `${user.id} ${what} ${to}`);
  if (at === null) return;
  const now = deps.clock.now();
  const askedBy = { userAgent: caller.userAgent, at: now.toISOString() };
  const props = { what, again: at > now, askedBy, templateOptions: {}, ...more };
  const locale = letterLanguage(caller, user);
  await queueLetter(deps, tx, { kind: "securityNotice", to, locale, props }, after(at, NOTICE_LIFETIME_MS), true, at);
}
