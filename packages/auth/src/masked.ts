import { AuthError } from "@repo/contract/errors";
import type { MASKED_ERRORS } from "@repo/contract/masking";
import type { Caller } from "./caller";
import type { AuthDeps } from "./deps";
import { addressKey } from "./limiter";

/** Whether this caller is not told of such an error: browsers never, REST by setting (the table in contract/masking says which). */
export function isMasked(deps: AuthDeps, caller: Caller, _code: keyof typeof MASKED_ERRORS): boolean {
  return caller.surface === "browser" || deps.config.maskErrors;
}

// Sign-ups that are refused at once tell who is registered. Only those count, each name once: people who sign up behind one address, or
// twice, disturb nobody.
const TAKEN = { calls: 10, minutes: 10 } as const;

function takenKey(caller: Caller): string {
  return `taken:${addressKey(caller.address)}`;
}

/**
 * Throws E130429 while the caller's address has been told of ten login IDs in ten minutes that they are taken. To be asked before one is
 * looked up: a free one is refused as well.
 */
export async function refuseTooManyTaken(deps: AuthDeps, caller: Caller): Promise<void> {
  const retryAfterSeconds = await deps.limiter.peek(takenKey(caller), TAKEN.calls, TAKEN.minutes);
  if (retryAfterSeconds === 0) return;
  const message = `Too many sign-ups for login IDs that are taken. Try again in ${retryAfterSeconds} seconds`;
  throw new AuthError("E130429", message, { retryAfterSeconds });
}

/** Refuses a sign-up for a login ID that is taken, and counts what the caller's address has been told by it. Throws E062107, or E130429. */
export async function refuseTaken(deps: AuthDeps, caller: Caller, loginId: string): Promise<never> {
  await refuseTooManyTaken(deps, caller);
  const isNews = (await deps.limiter.take(`${takenKey(caller)} ${loginId}`, 1, TAKEN.minutes)) === 0;
  if (isNews) await deps.limiter.take(takenKey(caller), TAKEN.calls, TAKEN.minutes);
  throw new AuthError("E062107");
}
