"use client";

import { leaveFor } from "../../../../ui/leave-for";
import { sendLink } from "../../send-letter";
import { StartForm, type StartWords } from "../../start-form";

/** Has numbered links mailed, one of which makes the account. */
export function LinkSignUp({ next, words }: { /** Where to go in the end. */ next: string; words: StartWords }) {
  return (
    <StartForm
      purpose="signUp"
      words={words}
      start={async (values) => {
        await sendLink({ purpose: "signUp", ...values, next });
        return leaveFor("/waiting");
      }}
    />
  );
}
