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
}

interface Security {
  totp: object | null;
  recoveryCodesLeft: number;
  secondFactor: boolean;
}

/** What a page's own operations and `ConfirmDialog` have to know of the user. */
export function identify(user: User, { totp, recoveryCodesLeft, secondFactor }: Security): Identity {
  return {
    loginId: user.loginIds[0] ?? "",
    email: user.email,
    hasEmail: user.verifiedEmail && user.email !== "",
    hasPassword: user.password,
    hasApp: totp !== null,
    recoveryCodesLeft,
    twoStep: secondFactor,
  };
}

/** A way to confirm, in the order they are offered. */
export type Confirmation = "password" | "app" | "email" | "recovery";

/** The ways in which this user can confirm that it is them, the handiest first. */
export function confirmationsOf({ hasEmail, hasPassword, hasApp, recoveryCodesLeft, twoStep }: Identity): Confirmation[] {
  const able: Record<Confirmation, boolean> = {
    password: hasPassword && !twoStep,
    app: hasApp,
    email: hasEmail && !twoStep,
    recovery: hasApp && recoveryCodesLeft > 0,
  };
  return (["password", "app", "email", "recovery"] as const).filter((way) => able[way]);
}
