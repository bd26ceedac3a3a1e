"use client";

import type { Route } from "next";
import { useActionState } from "react";
import { AccountName } from "#forms/account-name";
import { ActionForm } from "#forms/action-form";
import { ErrorSummary } from "#forms/error-summary";
import type { Refused } from "#forms/flash";
import { PasswordField } from "#forms/password-field";
import { problemsOf } from "#forms/problems";
import { type Refusal, readRefusal } from "#forms/refusal";
import { type AlertContent, RefusalAlert } from "#forms/refusal-alert";
import { Steering } from "#forms/steering";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { arrive } from "#steps/arrive";
import { flowPath } from "#steps/begin-flow";
import { leaveFor } from "#steps/leave-for";
import { withNext } from "#steps/next-path";
import { trpc } from "#trpc";
import { Button } from "#ui/button";
import type { Words } from "#words/get-words";
import { sendCode } from "../../send-letter";
import type { StepProps } from "./app-step";
import { explainStep } from "./explain-step";

interface OtherStepProps extends StepProps {
  /** Why a form came back, where it was sent without script: a password, a code asked for. */
  arrived: { refusedPassword: Refused | undefined; refusedSend: Refused | undefined };
  words: Words["form"] & Words["secondStep"] & Pick<Words["signIn"], "passwordMissing"> & Pick<Words, "refusals" | "wait">;
}

/** The second step of who has begun with the authenticator: a password, or a code by email. */
export function OtherStep({ loginId, next, signInHref, arrived, words }: OtherStepProps) {
  function check(form: FormData): Problems {
    return problemsOf({ password: form.get("password") === "" ? words.passwordMissing : undefined });
  }

  async function send(form: FormData): Promise<Outcome> {
    try {
      const password = String(form.get("password"));
      return await arrive(await trpc.password.signIn.mutate({ loginId, password, loginOptions: { mfa: true } }), next);
    } catch (error) {
      return explain(readRefusal(error));
    }
  }

  function explain(refusal: Refusal): Outcome {
    if (refusal.code !== "E062906") return { problems: {}, alert: explainStep(refusal, signInHref, words) };
    return { problems: {}, alert: { tone: "danger", title: words.passwordWrong.title, body: <p>{words.passwordWrong.text}</p> } };
  }

  const { refusedPassword, refusedSend } = arrived;
  const [refused, askForCode, sending] = useActionState(
    async (): Promise<AlertContent> => {
      let page: Route;
      try {
        page = flowPath(await sendCode({ purpose: "secondFactor", loginId, next }));
      } catch (error) {
        return explainStep(readRefusal(error), signInHref, words);
      }
      return leaveFor(page);
    },
    refusedSend && explainStep(refusedSend, signInHref, words),
  );

  const { outcome, pending, problemOf, formProps } = useForm(check, send, refusedPassword && explain(refusedPassword));
  const back = withNext("/sign-in/second-step", next);

  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <form className="grid grid-cols-1 gap-5" action="/api/form/password.signIn" {...formProps}>
        <Steering next={next} back={back} also={{ "loginOptions.mfa?": "on" }} />
        <AccountName loginId={loginId} />
        <PasswordField label={words.password} autoComplete="current-password" problem={problemOf("password")} words={words} />
        <Submit pending={pending} words={words} />
      </form>
      <RefusalAlert alert={refused} />
      <ActionForm operation="otp.signIn.email" next={next} back={back} also={{ loginId, "loginOptions.mfa?": "on" }} onSend={askForCode}>
        <Button type="submit" wide pending={sending} pendingLabel={words.sendingCode}>
          {words.sendCode}
        </Button>
      </ActionForm>
    </>
  );
}
