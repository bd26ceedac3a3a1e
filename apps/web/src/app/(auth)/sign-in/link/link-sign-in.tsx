"use client";

import { leaveFor } from "../../../../ui/leave-for";
import { sendLink } from "../../send-letter";
import { StartForm, type StartWords } from "../../start-form";

/** Has numbered links mailed, one of which signs in. */
export function LinkSignIn({ next, words }: { /** Where to go in the end. */ next: string; words: StartWords }) {
  return (
    <StartForm
      purpose="signIn"
      words={words}
      start={async (values) => {
        await sendLink({ purpose: "signIn", ...values, next });
        return leaveFor("/waiting");
      }}
    />
  );
}
