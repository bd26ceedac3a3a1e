"use client";

import { StartForm, type StartProps } from "../start-form";

/** Asks for a way to choose a new password. */
export function ForgotForm({ returned, known, words }: Omit<StartProps, "next">) {
  const form = { action: "password.sendReset", next: "/sign-in", back: "/forgot" } as const;
  return <StartForm purpose="signIn" letter="reset" {...form} returned={returned} known={known} words={words} />;
}
