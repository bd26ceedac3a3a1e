import type { TotpKeyRecord } from "@repo/db/factors";
import { stepAt, WINDOW_STEPS } from "./key";

/** The steps that a key has accepted. */
type Steps = Pick<TotpKeyRecord, "lastStep" | "formerSteps">;

/** Accepted steps that are remembered: of the past, should the clock be put back, and of a future that a clock was in which ran ahead. */
const PAST_MAX = 50;
const FUTURE_MAX = 200;

/**
 * Whether a step may be accepted after those that were: each once, and none before the last (RFC 6238 §5.2). A last one that no right
 * clock could have accepted yet says only that the clock ran ahead: it is not waited for, or its owner would be kept out for as long as
 * the clock was ahead. The steps of that time stay spent one by one, also when the right clock comes to them.
 */
export function mayAcceptStep({ lastStep, formerSteps }: Steps, step: number, now: Date): boolean {
  const isFromAhead = lastStep > stepAt(now) + WINDOW_STEPS;
  const isSpent = step === lastStep || formerSteps.includes(step);
  return !isSpent && (isFromAhead || step > lastStep);
}

/** What is remembered once a step is accepted. */
export function afterStep({ lastStep, formerSteps }: Steps, step: number, now: Date): Steps {
  const isFuture = (one: number) => one > stepAt(now);
  const former = [lastStep, ...formerSteps];
  const past = former.filter((one) => !isFuture(one)).slice(0, PAST_MAX);
  return { lastStep: step, formerSteps: [...former.filter(isFuture).slice(0, FUTURE_MAX), ...past] };
}
