"use client";

import { withNext } from "../../../../next-path";
import { leaveFor } from "../../../../ui/leave-for";
import { sendLink } from "../../send-letter";
import { StartForm, type StartProps } from "../../start-form";

/** Has numbered links mailed, one of which signs in. */
export function LinkSignIn({ next, refused, words }: StartProps) {
  return (
    <StartForm
      purpose="signIn"
      operation="enchantedLink.signIn.email"
      next={next}
      back={withNext("/sign-in/link", next)}
      refused={refused}
      words={words}
      start={async (values) => {
        await sendLink({ purpose: "signIn", ...values, next });
        return leaveFor("/waiting");
      }}
    />
  );
}
