import type { ErrorCode } from "./errors";

/**
 * What the pages hide, and REST with MASK_ERRORS=on: errors that would tell a stranger whether a login ID exists. In their place the
 * operation answers what it answers when all is well, or, for a verification, that the code is wrong.
 *
 * Not here, because they answer at once and could not keep the secret: password and authenticator sign-up (E062107), limited per
 * client address instead.
 */
export const MASKED_ERRORS = {
  E062107: "sign-up for a login ID that is registered: its owner is told by mail where it names their address, else nobody is",
  E062108: "sign-in or a reset for a login ID that is not: where it is an address, that is told there by mail",
  E062110: "sending to a disabled user: nothing is mailed",
  E062120: "a code for a user without an authenticator: it is wrong, as for anyone else's",
  E062907: "resetting a password without a proven address: it is mailed all the same, and proves the address",
} as const satisfies Partial<Record<ErrorCode, string>>;
