import type { Route } from "next";
import { leaveFor } from "#forms/leave-for";
import { withNext } from "./next-path";

interface SignedIn {
  claims: Readonly<Record<string, unknown>>;
}

/** Where a new password leads after a reset, where it does not sign in. */
export const AFTER_RESET = "/sign-in?done=password";

/** The page where this user chooses a new password, once a reset's link or code was shown: it is about nobody else (R20). */
export function newPasswordPath(userId: string): Route {
  return `/reset-password/new?u=${encodeURIComponent(userId)}` as Route;
}

/**
 * Where a sign-in leads: to `next`; first to the second step of a user who asked for one, or to what had been set up before it confirmed the
 * email; or, with a reset's way in, to the new password, which is all that it is good for.
 *
 * @param answer what the operation that signed in has answered
 */
export function arrivalPath({ claims }: SignedIn, next: string): string {
  if (claims.pending === "reset") return newPasswordPath(String(claims.sub));
  if (claims.setAside === true) return withNext("/account/set-up-before", next);
  return claims.pending === "secondFactor" ? withNext("/sign-in/second-step", next) : next;
}

/** Leaves for where a sign-in leads. */
export function arrive(answer: SignedIn, next: string): Promise<never> {
  return leaveFor(arrivalPath(answer, next));
}
