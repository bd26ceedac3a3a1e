"use client";

import { withNext } from "../../../../next-path";
import { leaveFor } from "../../../../ui/leave-for";
import { sendCode } from "../../send-letter";
import { StartForm, type StartProps } from "../../start-form";

/** Has a code mailed that signs in. */
export function CodeSignIn({ next, refused, words }: StartProps) {
  return (
    <StartForm
      purpose="signIn"
      operation="otp.signIn.email"
      next={next}
      back={withNext("/sign-in/code", next)}
      refused={refused}
      words={words}
      start={async (values) => {
        await sendCode({ purpose: "signIn", ...values, next });
        return leaveFor("/verify");
      }}
    />
  );
}
