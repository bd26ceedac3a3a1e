"use client";

import type { Route } from "next";
import { trpc } from "../../../../trpc";
import { arrive } from "../../../../ui/arrive";
import { readRefusal } from "../../../../ui/refusal";
import type { Outcome } from "../../../../ui/use-form";
import type { Words } from "../../../../words";
import { CodeForm } from "../../code-form";
import { explainStep } from "./explain-step";

export interface StepProps {
  /** Whose sign-in waits. */
  loginId: string;
  /** Where to go afterwards. */
  next: string;
  /** Where to start again, with the same way onwards. */
  signInHref: Route;
}

interface AppStepProps extends StepProps {
  words: Words["form"] & Words["secondStep"] & Pick<Words, "code" | "refusals" | "wait">;
}

/** The second step: a code from the authenticator. */
export function AppStep({ loginId, next, signInHref, words }: AppStepProps) {
  async function send(code: string): Promise<Outcome> {
    try {
      return await arrive(await trpc.totp.verify.mutate({ loginId, code, loginOptions: { mfa: true } }), next);
    } catch (error) {
      const refusal = readRefusal(error);
      if (refusal.code !== "E061102") return { problems: {}, alert: explainStep(refusal, signInHref, words) };
      const { title, text } = words.code.appWrong;
      return { problems: { code: { summary: title, field: `${title}. ${text}` } } };
    }
  }

  return <CodeForm send={send} words={words} />;
}
