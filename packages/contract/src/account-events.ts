// Names of what an account's history tells. No zod here: pages read it.

/** What somebody has shown, or tried to. `email`: a code or a link. */
export const SHOWN_WAYS = ["password", "code", "link", "email", "app", "recoveryCode", "vouched"] as const;
export type ShownWay = (typeof SHOWN_WAYS)[number];

/** What can have happened to an account; `changed` is what has no word of its own. */
export const ACCOUNT_EVENTS = [
  "signedIn",
  "firstStep",
  "resetBegun",
  "wrongPassword",
  "wrongCode",
  "disowned",
  "signedOutOne",
  "signedOutOthers",
  "signedOutAll",
  "passwordChanged",
  "passwordRemoved",
  "passwordExpired",
  "passwordKept",
  "emailChanged",
  "emailChangeUndone",
  "loginIdRemoved",
  "authenticatorAdded",
  "authenticatorReplaced",
  "authenticatorRemoved",
  "authenticatorKept",
  "recoveryCodesMade",
  "recoveryCodesRemoved",
  "recoveryCodeUsed",
  "secondFactorOn",
  "secondFactorOff",
  "deviceTrusted",
  "deviceTrustEnded",
  "profileChanged",
  "setUpBeforeRemoved",
  "deletionAsked",
  "deletionTakenBack",
  "actedFor",
  "changed",
] as const;
export type AccountEventName = (typeof ACCOUNT_EVENTS)[number];

/** The most that one call answers. */
export const HISTORY_PAGE_MAX = 50;
