"use client";

import { flowPath } from "#steps/begin-flow";
import { leaveFor } from "#steps/leave-for";
import { StartForm, type StartProps } from "../start-form";
import { sendReset } from "./send-reset";

/** Asks for a way to choose a new password. */
export function ForgotForm({ refused, words }: Omit<StartProps, "next">) {
  return (
    <StartForm
      purpose="signIn"
      operation="password.sendReset"
      next="/sign-in"
      back="/forgot"
      refused={refused}
      words={words}
      start={async ({ loginId }) => leaveFor(flowPath(await sendReset({ loginId })))}
    />
  );
}
