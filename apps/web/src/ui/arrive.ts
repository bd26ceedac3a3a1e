import { leaveFor } from "./leave-for";

/**
 * Leaves for where a sign-in leads: to `next`; first to the second step of a user who asked for one; or, with a reset's way in, to the
 * new password, which is all that it is good for.
 *
 * @param answer what the operation that signed in has answered
 */
export function arrive(answer: { claims: Readonly<Record<string, unknown>> }, next: string): Promise<never> {
  const { pending } = answer.claims;
  if (pending === "reset") return leaveFor("/reset-password/new");
  return leaveFor(pending === "secondFactor" ? `/sign-in/second-step?next=${encodeURIComponent(next)}` : next);
}
