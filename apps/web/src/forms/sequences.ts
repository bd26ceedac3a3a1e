import type { FormSoFar, FormStep } from "@repo/api/form";
import { mainLoginId } from "@repo/contract/login-id";
import { z } from "zod";

const Opened = z.object({ user: z.object({ loginIds: z.array(z.string()), email: z.string() }) });
const Pending = z.object({ claims: z.object({ pending: z.string() }) });

/** Whose account a link or code has opened. */
function ofOpened(answer: unknown) {
  return { loginId: mainLoginId(Opened.parse(answer).user) };
}

/** A new account asks at once for the code that confirms its email. Where none can be sent just now, there is an account all the same. */
const CONFIRM = {
  operation: "otp.update.email",
  also(answer: unknown) {
    const { user } = Opened.parse(answer);
    return { loginId: mainLoginId(user), email: user.email };
  },
  isExtra: true,
} as const;

/** Who has opened a reset, or says so where it was opened before, signs in by the password that they have chosen. */
function byNewPassword(_before: unknown, { fields, done }: FormSoFar) {
  const opened = Opened.safeParse(done[0]?.answer);
  return { loginId: opened.success ? mainLoginId(opened.data.user) : fields.loginId, password: fields.newPassword };
}

/**
 * A new password ends what has proven it (R4). Where the form asks for that it signs in, as a password does: one that may not just now, or not
 * by one factor, is saved all the same, and the sign-in page comes next.
 */
const SIGN_IN = [
  { operation: "logout" },
  {
    operation: "password.signIn",
    ifTicked: "_signIn",
    also: byNewPassword,
    isExtra: true,
  },
  { operation: "logout", onlyAfter: (before: unknown) => Pending.safeParse(before).success },
] as const;
const CHOOSE = [{ operation: "password.update", also: ofOpened }, ...SIGN_IN] as const;

/**
 * Forms that are more than one operation, by the name they are sent to. All of one read the same fields. Every other form is named as its
 * operation.
 */
export const SEQUENCES = {
  signUpByPassword: [{ operation: "password.signUp" }, CONFIRM],
  /** Another such code. */
  confirmNewEmail: [{ operation: "otp.update.email" }],
  /** The code from the app makes the account. */
  signUpByApp: [{ operation: "totp.verify" }, CONFIRM],
  /** The code from the app is the second step, which this browser may leave out from then on. */
  finishByApp: [{ operation: "totp.verify" }, { operation: "security.trustDevice", ifTicked: "_trust", isExtra: true }],
  /** The present password makes the session fresh, which the new one asks for. For who asked for two steps it is right and not enough. */
  changePassword: [
    { operation: "password.signIn", also: () => ({ loginOptions: { stepup: true } }), passes: ["E062131"] },
    { operation: "password.update" },
    { operation: "sessions.revokeOthers", ifTicked: "_signOutOthers" },
  ],
  setPassword: [{ operation: "password.update" }, { operation: "sessions.revokeOthers", ifTicked: "_signOutOthers" }],
  resetByLink: [{ operation: "magicLink.verify" }, ...CHOOSE],
  resetByCode: [{ operation: "otp.verify.email" }, ...CHOOSE],
  /** Nothing to run: the codes are saved, and the account says so. */
  codesSaved: [],
  /** Once link or code were shown for a password that was not accepted. */
  /** A picture that cannot be read keeps nothing else from being saved. */
  saveProfile: [
    { operation: "profile.update" },
    { operation: "profile.removePicture", ifTicked: "_removePicture" },
    { operation: "profile.setPicture", ifGiven: "picture" },
  ],
  resetAgain: [{ operation: "password.update" }, ...SIGN_IN],
} as const satisfies Readonly<Record<string, readonly FormStep[]>>;

/** What has been used up when something after it refuses: only its page, loaded anew, can go on from there. */
const USED_UP: readonly string[] = ["magicLink.verify", "otp.verify.email"];

/** The operations that a form of this name runs. */
export function stepsOf(name: string): readonly FormStep[] {
  return Object.hasOwn(SEQUENCES, name) ? SEQUENCES[name as keyof typeof SEQUENCES] : [{ operation: name }];
}

/** Whether a form that was refused half-way cannot be sent again as it is. */
export function isUsedUp(done: readonly { operation: string }[]): boolean {
  return done.some(({ operation }) => USED_UP.includes(operation));
}
