"use client";

import { leaveFor } from "../../../../ui/leave-for";
import { sendCode } from "../../send-letter";
import { StartForm, type StartWords } from "../../start-form";

/** Has a code mailed that makes the account. */
export function CodeSignUp({ next, words }: { /** Where to go in the end. */ next: string; words: StartWords }) {
  return (
    <StartForm
      purpose="signUp"
      words={words}
      start={async (values) => {
        await sendCode({ purpose: "signUp", ...values, next });
        return leaveFor("/verify");
      }}
    />
  );
}
