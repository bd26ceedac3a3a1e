import { AuthError } from "@repo/contract/errors";
import type { BudgetRecord } from "@repo/db/budgets";
import type { StoreTransaction } from "@repo/db/store";
import type { AuthDeps } from "./deps";

/** Decides what one more try does to a counter. */
interface BudgetRule {
  purpose: string;
  /** The counter after this try. `seen` is null for the first, and when the last one has been forgotten. */
  afterTry(seen: BudgetRecord | null, now: Date): Pick<BudgetRecord, "count" | "windowAt" | "blockedUntil" | "expiresAt">;
}

function secondsAfter(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000);
}

/** Some tries are free; from then on each doubles the wait, up to a limit. A counter untouched for `forgetSeconds` starts again. */
function growingWait(purpose: string, rule: { free: number; waitSecondsMax: number; forgetSeconds: number }): BudgetRule {
  return {
    purpose,
    afterTry(seen, now) {
      const count = (seen?.count ?? 0) + 1;
      const wait = count < rule.free ? 0 : Math.min(rule.waitSecondsMax, 2 ** Math.min(count - rule.free, 30));
      return {
        count,
        windowAt: seen?.windowAt ?? now,
        blockedUntil: wait > 0 ? secondsAfter(now, wait) : null,
        expiresAt: secondsAfter(now, rule.forgetSeconds),
      };
    },
  };
}

/** So many tries in a window that opens with the first; then none until it closes. */
function perWindow(purpose: string, rule: { triesMax: number; windowSeconds: number }): BudgetRule {
  return {
    purpose,
    afterTry(seen, now) {
      const windowAt = seen?.windowAt ?? now;
      const count = (seen?.count ?? 0) + 1;
      const end = secondsAfter(windowAt, rule.windowSeconds);
      return { count, windowAt, blockedUntil: count >= rule.triesMax ? end : null, expiresAt: end };
    },
  };
}

/** Failed password sign-ins: five free, then 1 s, doubling to 15 minutes; never for good (security.md E4). */
export const PASSWORD_FAILURES = growingWait("password", { free: 5, waitSecondsMax: 900, forgetSeconds: 12 * 3600 });

/** New passwords of one user, refused ones too: each is compared with those before it. */
export const PASSWORD_CHANGES = perWindow("passwordChange", { triesMax: 20, windowSeconds: 3600 });

/** Wrong codes by mail, whichever code they were meant for: a resend gives no new tries (security.md C5). */
export const EMAIL_CODE_FAILURES = perWindow("emailCode", { triesMax: 10, windowSeconds: 3600 });

/** Codes of an authenticator and recovery codes, together, by user (security.md F7). */
export const SECOND_FACTOR_TRIES = perWindow("secondFactor", { triesMax: 10, windowSeconds: 15 * 60 });

/** Letters to one address, known or not (security.md C9). */
export const LETTERS_SHORT = perWindow("letters15", { triesMax: 5, windowSeconds: 15 * 60 });
export const LETTERS_LONG = perWindow("letters60", { triesMax: 10, windowSeconds: 3600 });

/** Letters asked for by one login ID or address, as it was typed. */
export const REQUESTS_SHORT = perWindow("requests15", { triesMax: 5, windowSeconds: 15 * 60 });
export const REQUESTS_LONG = perWindow("requests60", { triesMax: 10, windowSeconds: 3600 });

function keyOf(deps: AuthDeps, rule: BudgetRule, account: string): string {
  // A digest: what strangers type does not pile up in the database in clear, and the key has one length.
  return `${rule.purpose}:${deps.sealer.digest("budget", account)}`;
}

function secondsLeft(seen: BudgetRecord | null, now: Date): number {
  if (!seen?.blockedUntil || seen.blockedUntil <= now || seen.expiresAt <= now) return 0;
  return Math.ceil((seen.blockedUntil.getTime() - now.getTime()) / 1000);
}

function refuseWhileSlowedDown(seen: BudgetRecord | null, now: Date): void {
  const retryAfterSeconds = secondsLeft(seen, now);
  if (retryAfterSeconds === 0) return;
  throw new AuthError("E130429", `Too many tries. Try again in ${retryAfterSeconds} seconds`, { retryAfterSeconds });
}

/** Throws E130429 with the seconds left while the account is slowed down. `account` is whatever was typed; it need not exist. */
export async function refuseSlowedDown(deps: AuthDeps, rule: BudgetRule, account: string): Promise<void> {
  refuseWhileSlowedDown(await deps.store.budgets.find(keyOf(deps, rule, account)), deps.clock.now());
}

async function count(deps: AuthDeps, rule: BudgetRule, account: string, { isTold }: { isTold: boolean }): Promise<boolean> {
  const key = keyOf(deps, rule, account);
  for (;;) {
    const now = deps.clock.now();
    const seen = await deps.store.budgets.find(key);
    if (isTold) refuseWhileSlowedDown(seen, now);
    const remembered = seen && seen.expiresAt > now ? seen : null;
    const isCounted = secondsLeft(remembered, now) === 0;
    const next = isCounted || !remembered ? rule.afterTry(remembered, now) : remembered;
    // A lost round means that somebody else's try was written, of which there are only so many at once.
    if (await deps.store.budgets.swap({ ...next, key, version: seen?.version ?? 0 })) return isCounted;
  }
}

/** Counts one try against the account. Throws E130429, and counts nothing, while the account is slowed down. */
export async function spendTry(deps: AuthDeps, rule: BudgetRule, account: string): Promise<void> {
  await count(deps, rule, account, { isTold: true });
}

/**
 * Counts one try against an account of which the caller is to learn nothing; answers whether it was counted, which it is not while the
 * account is slowed down. The row is written either way, so that time does not tell.
 */
export function spendTryUntold(deps: AuthDeps, rule: BudgetRule, account: string): Promise<boolean> {
  return count(deps, rule, account, { isTold: false });
}

/** Forgets the tries of an account that has just proved itself. */
export async function refundTries(deps: AuthDeps, tx: StoreTransaction, rule: BudgetRule, account: string): Promise<void> {
  await tx.budgets.clear(keyOf(deps, rule, account));
}
