"use client";

import type { Route } from "next";
import { CheckField } from "#forms/check-field";
import type { ReturnedForm } from "#forms/flash";
import type { Refusal } from "#forms/refusal";
import type { Outcome } from "#forms/use-form";
import { withNext } from "#steps/next-path";
import { fill } from "#words/fill";
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
  /** For how many days this browser may leave it out; 0: it may not. */
  trustDays: number;
  /** Why the form came back, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Words["form"] & Words["secondStep"] & Pick<Words, "code" | "refusals" | "wait">;
}

/** The second step: a code from the authenticator. */
export function AppStep({ loginId, trustDays, next, signInHref, returned, words }: AppStepProps) {
  function explain(refusal: Refusal): Outcome | undefined {
    if (refusal.code !== "E061102") return explainStep(refusal, signInHref, words);
    return { problems: { code: words.code.appWrong } };
  }

  return (
    <CodeForm
      action="finishByApp"
      before={
        trustDays > 0 && (
          <CheckField
            name="_trust"
            label={fill(trustDays === 1 ? words.trustOne : words.trust, { days: trustDays })}
            hint={words.trustHint}
          />
        )
      }
      next={next}
      back={withNext("/sign-in/second-step", next)}
      also={{ loginId, loginOptions: { mfa: true } }}
      explain={explain}
      returned={returned}
      words={words}
    />
  );
}
