import type { StoreTransaction } from "@repo/db/store";
import { recordEvent } from "../audit";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import type { SecurityChange } from "../mail/letter";
import { queueLetter } from "../mail/outbox";

/** A notice that could not be delivered within a day is no news any more. */
const LIFETIME_MS = 24 * 3600 * 1000;

const AUDIT_ACTIONS: Record<SecurityChange, string> = {
  authenticatorAdded: "TotpAdded",
  authenticatorReplaced: "TotpReplaced",
  authenticatorRemoved: "TotpRemoved",
  recoveryCodesMade: "RecoveryCodesCreated",
  recoveryCodeUsed: "RecoveryCodeUsed",
  secondFactorOff: "SecondFactorDisabled",
  passwordChanged: "PasswordChanged",
  passwordRemoved: "PasswordRemoved",
  emailChanged: "EmailChanged",
  loginIdRemoved: "LoginIdRemoved",
};

/**
 * Records that the ways into an account have changed and queues word of it to the user, in the transaction that changes them; no
 * letter for a user without a proven address: whoever signs up can name anybody's, and would flood them (reliability.md 3.5). Call
 * `deps.outbox.wake()` afterwards.
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
  await recordEvent(deps, tx, caller, { userId, action: AUDIT_ACTIONS[what] });
  const user = to === undefined ? await tx.users.findById(userId) : null;
  const address = to ?? (user?.verifiedEmail ? user.email : "");
  if (address === "") return;
  const now = deps.clock.now();
  const askedBy = { userAgent: caller.userAgent, at: now.toISOString() };
  const letter = { kind: "securityNotice", to: address, locale: caller.locale, props: { what, askedBy, templateOptions: {} } } as const;
  await queueLetter(deps, tx, letter, new Date(now.getTime() + LIFETIME_MS));
}
