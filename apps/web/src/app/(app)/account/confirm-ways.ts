import type { FormInput } from "#forms/form-name";
import type { Confirmation } from "./identity";

/** What each way to confirm that it is them is shown to, and the word for what was wrong with it. */
export const CONFIRM_WAYS = {
  password: { action: "password.signIn", wrong: "passwordWrong" },
  app: { action: "totp.verify", wrong: "appWrong" },
  email: { action: "otp.verify.email", wrong: "codeWrong" },
  recovery: { action: "recovery.signIn", wrong: "recoveryWrong" },
} as const satisfies Record<Confirmation, object>;

const WRONG = ["E062906", "E061102"];

/** Whether what was shown is refused for being wrong, and not for anything else. */
export function isWrong({ code }: { code: string }): boolean {
  return WRONG.includes(code);
}

/** It adds to the session that is there. A code says so when it is asked for. */
export const STEP_UP = { loginOptions: { stepup: true } } satisfies FormInput<"password.signIn">;
