"use client";

import { withNext } from "../../../../next-path";
import { leaveFor } from "../../../../ui/leave-for";
import { sendLink } from "../../send-letter";
import { StartForm, type StartProps } from "../../start-form";

/** Has numbered links mailed, one of which makes the account. */
export function LinkSignUp({ next, refused, words }: StartProps) {
  return (
    <StartForm
      purpose="signUp"
      operation="enchantedLink.signUp.email"
      next={next}
      back={withNext("/sign-up/link", next)}
      refused={refused}
      words={words}
      start={async (values) => {
        await sendLink({ purpose: "signUp", ...values, next });
        return leaveFor("/waiting");
      }}
    />
  );
}
