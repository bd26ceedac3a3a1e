"use client";

import type { Route } from "next";
import type { Refused } from "#forms/flash";
import { type Refusal, readRefusal } from "#forms/refusal";
import { Steering } from "#forms/steering";
import type { Outcome } from "#forms/use-form";
import { arrive } from "#steps/arrive";
import { withNext } from "#steps/next-path";
import { trpc } from "#trpc";
import type { Words } from "#words/get-words";
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
  /** Why the form came back, where it was sent without script. */
  refused: Refused | undefined;
  words: Words["form"] & Words["secondStep"] & Pick<Words, "code" | "refusals" | "wait">;
}

/** The second step: a code from the authenticator. */
export function AppStep({ loginId, next, signInHref, refused, words }: AppStepProps) {
  async function send(code: string): Promise<Outcome> {
    try {
      return await arrive(await trpc.totp.verify.mutate({ loginId, code, loginOptions: { mfa: true } }), next);
    } catch (error) {
      return explain(readRefusal(error));
    }
  }

  function explain(refusal: Refusal): Outcome {
    if (refusal.code !== "E061102") return { problems: {}, alert: explainStep(refusal, signInHref, words) };
    const { title, text } = words.code.appWrong;
    return { problems: { code: { summary: title, field: `${title}. ${text}` } } };
  }

  return (
    <CodeForm
      send={send}
      operation="totp.verify"
      steering={<Steering next={next} back={withNext("/sign-in/second-step", next)} also={{ loginId, "loginOptions.mfa?": "on" }} />}
      arrived={refused && explain(refused)}
      words={words}
    />
  );
}
