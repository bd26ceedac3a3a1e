"use client";

import { startTransition, useActionState } from "react";
import { trpc } from "../../../../trpc";
import { AccountName } from "../../../../ui/account-name";
import { Alert } from "../../../../ui/alert";
import { arrive } from "../../../../ui/arrive";
import { Button } from "../../../../ui/button";
import { ErrorSummary } from "../../../../ui/error-summary";
import { leaveFor } from "../../../../ui/leave-for";
import { PasswordField } from "../../../../ui/password-field";
import { problemsOf } from "../../../../ui/problems";
import { readRefusal } from "../../../../ui/refusal";
import type { AlertContent } from "../../../../ui/refusal-alert";
import { Submit } from "../../../../ui/submit";
import { type Outcome, type Problems, useForm } from "../../../../ui/use-form";
import type { Words } from "../../../../words";
import { sendCode } from "../../send-letter";
import type { StepProps } from "./app-step";
import { explainStep } from "./explain-step";

interface OtherStepProps extends StepProps {
  words: Words["form"] & Words["secondStep"] & Pick<Words["signIn"], "passwordMissing"> & Pick<Words, "refusals" | "wait">;
}

/** The second step of who has begun with the authenticator: a password, or a code by email. */
export function OtherStep({ loginId, next, signInHref, words }: OtherStepProps) {
  function check(form: FormData): Problems {
    return problemsOf({ password: form.get("password") === "" ? words.passwordMissing : undefined });
  }

  async function send(form: FormData): Promise<Outcome> {
    try {
      const password = String(form.get("password"));
      return await arrive(await trpc.password.signIn.mutate({ loginId, password, loginOptions: { mfa: true } }), next);
    } catch (error) {
      const refusal = readRefusal(error);
      if (refusal.code !== "E062906") return { problems: {}, alert: explainStep(refusal, signInHref, words) };
      return { problems: {}, alert: { tone: "danger", title: words.passwordWrong.title, body: <p>{words.passwordWrong.text}</p> } };
    }
  }

  const [refused, askForCode, sending] = useActionState(async (): Promise<AlertContent> => {
    try {
      await sendCode({ purpose: "secondFactor", loginId, next });
    } catch (error) {
      return explainStep(readRefusal(error), signInHref, words);
    }
    return leaveFor("/verify");
  }, undefined);

  const { outcome, pending, problemOf, formProps } = useForm(check, send);

  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <form className="grid grid-cols-1 gap-5" {...formProps}>
        <AccountName loginId={loginId} />
        <PasswordField label={words.password} autoComplete="current-password" problem={problemOf("password")} words={words} />
        <Submit pending={pending} words={words} />
      </form>
      {refused && (
        <Alert tone={refused.tone} title={refused.title}>
          {refused.body}
        </Alert>
      )}
      <Button wide pending={sending} pendingLabel={words.sendingCode} onClick={() => startTransition(askForCode)}>
        {words.sendCode}
      </Button>
    </>
  );
}
