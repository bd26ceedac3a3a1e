"use client";

import { leaveFor } from "../../../../ui/leave-for";
import { sendCode } from "../../send-letter";
import { StartForm, type StartWords } from "../../start-form";

/** Has a code mailed that signs in. */
export function CodeSignIn({ next, words }: { /** Where to go in the end. */ next: string; words: StartWords }) {
  return (
    <StartForm
      purpose="signIn"
      words={words}
      start={async (values) => {
        await sendCode({ purpose: "signIn", ...values, next });
        return leaveFor("/verify");
      }}
    />
  );
}
