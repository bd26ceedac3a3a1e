"use client";

import { AccountName } from "#forms/account-name";
import { ErrorSummary } from "#forms/error-summary";
import type { ReturnedForm } from "#forms/flash";
import { PasswordField } from "#forms/password-field";
import { PostForm } from "#forms/post-form";
import { problemsOf } from "#forms/problems";
import type { Refusal } from "#forms/refusal";
import { RefusalAlert } from "#forms/refusal-alert";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { withNext } from "#steps/next-path";
import { Button } from "#ui/button";
import type { Words } from "#words/get-words";
import { type LetterLimitWords, letterLimit } from "../../letter-limit";
import type { StepProps } from "./app-step";
import { explainStep } from "./explain-step";

interface OtherStepProps extends StepProps {
  /** Why a form came back, where it was sent without script: a password, a code asked for. */
  arrived: { refusedPassword: ReturnedForm | undefined; refusedSend: ReturnedForm | undefined };
  words: Words["form"] & Words["secondStep"] & Pick<Words["signIn"], "passwordMissing"> & LetterLimitWords;
}

/** The second step of who has begun with the authenticator: a password, or a code by email. */
export function OtherStep({ loginId, next, signInHref, arrived, words }: OtherStepProps) {
  function check(form: FormData): Problems {
    return problemsOf({ password: form.get("password") === "" ? words.passwordMissing : undefined });
  }

  function explain(refusal: Refusal): Outcome | undefined {
    if (refusal.code !== "E062906") return explainStep(refusal, signInHref, words);
    return { problems: {}, alert: { tone: "danger", title: words.passwordWrong.title, body: <p>{words.passwordWrong.text}</p> } };
  }

  const { outcome, pending, problemOf, formProps } = useForm({ check, explain, words, returned: arrived.refusedPassword });
  const sendCode = useForm({
    explain: (refusal) => explainStep(refusal, signInHref, words) ?? letterLimit(refusal, "secondFactor", next, words),
    words,
    returned: arrived.refusedSend,
  });
  const goesOn = { next, back: withNext("/sign-in/second-step", next) };
  const loginOptions = { mfa: true };

  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <PostForm action="password.signIn" {...goesOn} also={{ loginOptions }} {...formProps} className="grid grid-cols-1 gap-5">
        <AccountName loginId={loginId} />
        <PasswordField label={words.password} autoComplete="current-password" isOnly problem={problemOf("password")} words={words} />
        <Submit pending={pending} words={words} />
      </PostForm>
      <RefusalAlert alert={sendCode.outcome.alert} />
      <PostForm action="otp.signIn.email" {...goesOn} also={{ loginId, loginOptions }} {...sendCode.formProps}>
        <Button type="submit" wide pending={sendCode.pending} pendingLabel={words.sendingCode}>
          {words.sendCode}
        </Button>
      </PostForm>
    </>
  );
}
