import type { CodeFlow } from "../../../flow";

/** The operation that sends another code. */
export const SENDS: Record<CodeFlow["purpose"], string> = {
  signUp: "otp.signUp.email",
  signIn: "otp.signIn.email",
  secondFactor: "otp.signIn.email",
  email: "otp.update.email",
};
