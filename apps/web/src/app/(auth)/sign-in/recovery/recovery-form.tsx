"use client";

import type { Route } from "next";
import { ErrorSummary } from "#forms/error-summary";
import type { ReturnedForm } from "#forms/flash";
import { PostForm } from "#forms/post-form";
import { loginIdProblem, problemsOf } from "#forms/problems";
import { RecoveryCodeField } from "#forms/recovery-code-field";
import type { Refusal } from "#forms/refusal";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import type { KnownLoginId } from "#steps/known-login-id";
import { withNext } from "#steps/next-path";
import type { Words } from "#words/get-words";
import { LoginIdField } from "../../login-id-field";
import { explainStep } from "../second-step/explain-step";

interface RecoveryFormProps {
  /** Whose sign-in waits for its second step; undefined where this is the first. */
  pendingLoginId: string | undefined;
  /** Where to go afterwards. */
  next: string;
  /** Where to start again, with the same way onwards. */
  signInHref: Route;
  /** What the email begins with, where it is asked for. */
  known: KnownLoginId;
  /** Why the form came back, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Words["form"] & Words["recoverySignIn"] & Pick<Words["secondStep"], "tooLong"> & Pick<Words, "refusals" | "wait">;
}

/** Signs in, or finishes signing in, with a recovery code. */
export function RecoveryForm({ pendingLoginId, next, signInHref, known, returned, words }: RecoveryFormProps) {
  const isSecondStep = pendingLoginId !== undefined;

  function check(form: FormData): Problems {
    return problemsOf({
      loginId: isSecondStep ? undefined : loginIdProblem(String(form.get("loginId")), words),
      code: String(form.get("code")).trim() === "" ? words.missing : undefined,
    });
  }

  function explain(refusal: Refusal): Outcome | undefined {
    if (refusal.code !== "E061102") return explainStep(refusal, signInHref, words);
    const { title, text } = isSecondStep ? words.wrong : words.wrongPair;
    return { problems: {}, alert: { tone: "danger", title, body: <p>{text}</p> } };
  }

  const { outcome, pending, problemOf, formProps } = useForm({ check, explain, words, returned });

  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <PostForm
        action="recovery.signIn"
        next={next}
        back={withNext("/sign-in/recovery", next)}
        also={isSecondStep ? { loginId: pendingLoginId, loginOptions: { mfa: true } } : {}}
        className="grid grid-cols-1 gap-5"
        {...formProps}
      >
        {!isSecondStep && <LoginIdField known={known} returned={returned} problem={problemOf("loginId")} words={words} />}
        <RecoveryCodeField label={words.code} problem={problemOf("code")} isOnly={isSecondStep} />
        <Submit pending={pending} words={words} />
      </PostForm>
    </>
  );
}
