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
  /** They have come in by a recovery code: the app is the last to ask for. */
  isWithoutApp: boolean;
}

interface Security {
  totp: object | null;
  recoveryCodesLeft: number;
  secondFactor: boolean;
  lacksFirstFactor: boolean;
  isWithoutApp: boolean;
}

/** What a page's own operations and `ConfirmDialog` have to know of the user. */
export function identify(user: User, { totp, recoveryCodesLeft, secondFactor, lacksFirstFactor, isWithoutApp }: Security): Identity {
  return {
    loginId: mainLoginId({ loginIds: user.loginIds, email: spellAddress(user.email) ?? "" }),
    email: user.email,
    hasEmail: user.verifiedEmail && user.email !== "",
    hasPassword: user.password,
    hasApp: totp !== null,
    recoveryCodesLeft,
    twoStep: secondFactor,
    lacksFirstFactor,
    isWithoutApp,
  };
}

/** A way to confirm, in the order they are offered. */
export type Confirmation = "password" | "app" | "email" | "recovery";

const HANDIEST: readonly Confirmation[] = ["password", "app", "email", "recovery"];
const WITHOUT_APP: readonly Confirmation[] = ["password", "email", "recovery", "app"];

/** The ways in which this user can confirm that it is them, the handiest first. */
export function confirmationsOf(identity: Identity): Confirmation[] {
  const { hasEmail, hasPassword, hasApp, recoveryCodesLeft, twoStep, lacksFirstFactor, isWithoutApp } = identity;
  const takesFirst = !twoStep || lacksFirstFactor;
  const takesSecond = !lacksFirstFactor;
  const able: Record<Confirmation, boolean> = {
    password: hasPassword && takesFirst,
    app: hasApp && takesSecond,
    email: hasEmail && takesFirst,
    recovery: hasApp && recoveryCodesLeft > 0 && takesSecond,
  };
  return (isWithoutApp ? WITHOUT_APP : HANDIEST).filter((way) => able[way]);
}

/** Whether the app is all that this user can confirm with: who has lost it has to ask for help. */
export function hasOnlyApp(identity: Identity): boolean {
  const ways = confirmationsOf(identity);
  return ways.length === 1 && ways[0] === "app";
}
