"use client";

import { StartForm, type StartProps } from "../start-form";

/** Asks for a way to choose a new password. */
export function ForgotForm({ returned, words }: Omit<StartProps, "next">) {
  return <StartForm purpose="signIn" action="password.sendReset" next="/sign-in" back="/forgot" returned={returned} words={words} />;
}
