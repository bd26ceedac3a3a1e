"use client";

import { leaveFor } from "../../../ui/leave-for";
import { StartForm, type StartWords } from "../start-form";
import { sendReset } from "./send-reset";

/** Asks for a way to choose a new password. */
export function ForgotForm({ words }: { words: StartWords }) {
  return (
    <StartForm
      purpose="signIn"
      words={words}
      start={async ({ loginId }) => {
        const { method } = await sendReset(loginId);
        return leaveFor(method === "otp" ? "/forgot/code" : "/forgot/sent");
      }}
    />
  );
}
