"use client";

import type { Route } from "next";
import { trpc } from "../../../../trpc";
import { emailTaken } from "../../../../ui/email-taken";
import { keepFlow } from "../../../../ui/keep-flow";
import { leaveFor } from "../../../../ui/leave-for";
import type { Words } from "../../../../words";
import { StartForm, type StartWords } from "../../start-form";

interface AppSignUpProps {
  /** Where to go in the end. */
  next: string;
  /** For who has an account. */
  signInHref: Route;
  words: StartWords & Pick<Words["signUp"], "emailTaken" | "signIn">;
}

/** Has a key made for an authenticator; the account begins with the first code from it. */
export function AppSignUp({ next, signInHref, words }: AppSignUpProps) {
  return (
    <StartForm
      purpose="signUp"
      words={words}
      explain={({ code }) => (code === "E062107" ? emailTaken(signInHref, words) : undefined)}
      start={async ({ loginId, name }) => {
        const { key } = await trpc.totp.signUp.mutate({ loginId, user: name === undefined ? undefined : { name } });
        await keepFlow({ step: "app", purpose: "signUp", loginId, key, next });
        return leaveFor("/sign-up/app/scan");
      }}
    />
  );
}
