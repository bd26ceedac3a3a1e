"use client";

import type { Route } from "next";
import { withNext } from "#steps/next-path";
import type { Words } from "#words/get-words";
import { emailTaken } from "../../email-taken";
import { StartForm, type StartProps } from "../../start-form";

interface AppSignUpProps extends StartProps {
  /** For who has an account. */
  signInHref: Route;
  words: StartProps["words"] & Pick<Words["signUp"], "emailTaken" | "signIn">;
}

/** Has a key made for an authenticator; the account begins with the first code from it. */
export function AppSignUp({ next, returned, known, signInHref, words }: AppSignUpProps) {
  return (
    <StartForm
      purpose="signUp"
      action="totp.signUp"
      next={next}
      back={withNext("/sign-up/app", next)}
      returned={returned}
      known={known}
      words={words}
      explain={({ code }) => (code === "E062107" ? emailTaken(signInHref, words) : undefined)}
    />
  );
}
