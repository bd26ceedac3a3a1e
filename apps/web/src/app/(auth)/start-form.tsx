"use client";

import { EmailField } from "#forms/email-field";
import { ErrorSummary } from "#forms/error-summary";
import type { ReturnedForm } from "#forms/flash";
import type { FormName } from "#forms/form-name";
import { PostForm } from "#forms/post-form";
import { emailProblem, loginIdProblem, problemsOf } from "#forms/problems";
import { askedProblems } from "#forms/profile";
import { AskedInputs } from "#forms/profile-inputs";
import type { Refusal } from "#forms/refusal";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import type { Words } from "#words/get-words";

type StartWords = Words["form"] & Pick<Words, "refusals" | "wait"> & { submit: string; submitting: string };

/** What the page of a way hands on. */
export interface StartProps {
  /** Where to go in the end. */
  next: string;
  /** Why the form came back, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: StartWords;
}

interface StartFormProps extends StartProps {
  /** A new user is asked who they are too. */
  purpose: "signUp" | "signIn";
  /** What it is sent to, and this page. */
  action: FormName;
  back: string;
  /** What to say of a refusal that is not like everywhere. */
  explain?(refusal: Refusal): Outcome | undefined;
}

/** The first step of every way that begins with an email. */
export function StartForm({ purpose, action, next, back, returned, explain, words }: StartFormProps) {
  const isNew = purpose === "signUp";

  function check(form: FormData): Problems {
    const loginId = String(form.get("loginId"));
    return problemsOf({
      ...(isNew && askedProblems(form, words)),
      loginId: isNew ? emailProblem(loginId, words) : loginIdProblem(loginId, words),
    });
  }

  const { outcome, pending, problemOf, formProps } = useForm({ check, explain, words, returned });

  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <PostForm action={action} next={next} back={back} className="grid grid-cols-1 gap-5" {...formProps}>
        {isNew && <AskedInputs values={returned?.values} problemOf={problemOf} words={words} />}
        <EmailField label={words.email} defaultValue={returned?.values.loginId} problem={problemOf("loginId")} />
        <Submit pending={pending} words={words} />
      </PostForm>
    </>
  );
}
