"use client";

import type { Route } from "next";
import { EmailField } from "#forms/email-field";
import { ErrorSummary } from "#forms/error-summary";
import type { Refused } from "#forms/flash";
import { loginIdProblem, problemsOf } from "#forms/problems";
import { RecoveryCodeField } from "#forms/recovery-code-field";
import { type Refusal, readRefusal } from "#forms/refusal";
import { Steering } from "#forms/steering";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { arrive } from "#steps/arrive";
import { withNext } from "#steps/next-path";
import { trpc } from "#trpc";
import type { Words } from "#words/get-words";
import { explainStep } from "../second-step/explain-step";

interface RecoveryFormProps {
  /** Whose sign-in waits for its second step; undefined where this is the first. */
  pendingLoginId: string | undefined;
  /** Where to go afterwards. */
  next: string;
  /** Where to start again, with the same way onwards. */
  signInHref: Route;
  /** Why the form came back, where it was sent without script. */
  refused: Refused | undefined;
  words: Words["form"] & Words["recoverySignIn"] & Pick<Words["secondStep"], "tooLong"> & Pick<Words, "refusals" | "wait">;
}

/** Signs in, or finishes signing in, with a recovery code. */
export function RecoveryForm({ pendingLoginId, next, signInHref, refused, words }: RecoveryFormProps) {
  const isSecondStep = pendingLoginId !== undefined;

  function valuesOf(form: FormData) {
    return { loginId: pendingLoginId ?? String(form.get("loginId")), code: String(form.get("code")) };
  }

  function check(form: FormData): Problems {
    const { loginId, code } = valuesOf(form);
    return problemsOf({
      loginId: isSecondStep ? undefined : loginIdProblem(loginId, words),
      code: code.trim() === "" ? words.missing : undefined,
    });
  }

  async function send(form: FormData): Promise<Outcome> {
    try {
      const loginOptions = isSecondStep ? { mfa: true } : undefined;
      return await arrive(await trpc.recovery.signIn.mutate({ ...valuesOf(form), loginOptions }), next);
    } catch (error) {
      return explain(readRefusal(error));
    }
  }

  function explain(refusal: Refusal): Outcome {
    if (refusal.code !== "E061102") return { problems: {}, alert: explainStep(refusal, signInHref, words) };
    const { title, text } = isSecondStep ? words.wrong : words.wrongPair;
    return { problems: {}, alert: { tone: "danger", title, body: <p>{text}</p> } };
  }

  const { outcome, pending, problemOf, formProps } = useForm(check, send, refused && explain(refused));

  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <form className="grid grid-cols-1 gap-5" action="/api/form/recovery.signIn" {...formProps}>
        <Steering
          next={next}
          back={withNext("/sign-in/recovery", next)}
          also={isSecondStep ? { loginId: pendingLoginId, "loginOptions.mfa?": "on" } : undefined}
        />
        {!isSecondStep && <EmailField label={words.email} defaultValue={refused?.values.loginId} problem={problemOf("loginId")} />}
        <RecoveryCodeField label={words.code} problem={problemOf("code")} />
        <Submit pending={pending} words={words} />
      </form>
    </>
  );
}
