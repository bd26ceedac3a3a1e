import { spellAddress } from "@repo/contract/address";
import { mainLoginId } from "@repo/contract/login-id";
import type { User } from "@repo/contract/user";

/** How the signed-in user can show that it is them. */
export interface Identity {
  /** The one to call operations with. */
  loginId: string;
  /** Empty for none. */
  email: string;
  /** Whether the email is confirmed: until then it confirms nothing. */
  hasEmail: boolean;
  hasPassword: boolean;
  hasApp: boolean;
  recoveryCodesLeft: number;
  /** Then a password or an email alone does not do. */
  twoStep: boolean;
  /** Then it is the password or the email that this sign-in has yet to show. */
  lacksFirstFactor: boolean;
}

interface Security {
  totp: object | null;
  recoveryCodesLeft: number;
  secondFactor: boolean;
  lacksFirstFactor: boolean;
}

/** What a page's own operations and `ConfirmDialog` have to know of the user. */
export function identify(user: User, { totp, recoveryCodesLeft, secondFactor, lacksFirstFactor }: Security): Identity {
  return {
    loginId: mainLoginId({ loginIds: user.loginIds, email: spellAddress(user.email) ?? "" }),
    email: user.email,
    hasEmail: user.verifiedEmail && user.email !== "",
    hasPassword: user.password,
    hasApp: totp !== null,
    recoveryCodesLeft,
    twoStep: secondFactor,
    lacksFirstFactor,
  };
}

/** A way to confirm, in the order they are offered. */
export type Confirmation = "password" | "app" | "email" | "recovery";

/** The ways in which this user can confirm that it is them, the handiest first. */
export function confirmationsOf(identity: Identity): Confirmation[] {
  const { hasEmail, hasPassword, hasApp, recoveryCodesLeft, twoStep, lacksFirstFactor } = identity;
  const takesFirst = !twoStep || lacksFirstFactor;
  const takesSecond = !lacksFirstFactor;
  const able: Record<Confirmation, boolean> = {
    password: hasPassword && takesFirst,
    app: hasApp && takesSecond,
    email: hasEmail && takesFirst,
    recovery: hasApp && recoveryCodesLeft > 0 && takesSecond,
  };
  return (["password", "app", "email", "recovery"] as const).filter((way) => able[way]);
}
