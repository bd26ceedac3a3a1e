"use client";

import { withNext } from "../../../../next-path";
import { leaveFor } from "../../../../ui/leave-for";
import { sendCode } from "../../send-letter";
import { StartForm, type StartProps } from "../../start-form";

/** Has a code mailed that makes the account. */
export function CodeSignUp({ next, refused, words }: StartProps) {
  return (
    <StartForm
      purpose="signUp"
      operation="otp.signUp.email"
      next={next}
      back={withNext("/sign-up/code", next)}
      refused={refused}
      words={words}
      start={async (values) => {
        await sendCode({ purpose: "signUp", ...values, next });
        return leaveFor("/verify");
      }}
    />
  );
}
