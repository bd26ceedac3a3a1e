import type { UserStatus } from "@repo/db/users";

const MAY_SIGN_IN: Record<UserStatus, boolean> = {
  enabled: true,
  // Becomes enabled by it.
  invited: true,
  disabled: false,
  expired: false,
};

/**
 * Whether a user of this status may sign in, be mailed a way to, and use the sessions that are open. A word that the database should not
 * hold is none that may.
 */
export function maySignIn({ status }: { status: UserStatus }): boolean {
  return MAY_SIGN_IN[status] === true;
}
