"use client";

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
import type { KnownLoginId } from "#steps/known-login-id";
import type { Words } from "#words/get-words";
import { type LetterLimitWords, type LetterPurpose, letterLimit } from "./letter-limit";
import { LoginIdField } from "./login-id-field";

type StartWords = Words["form"] & LetterLimitWords & { submit: string; submitting: string };

/** What the page of a way hands on. */
export interface StartProps {
  /** Where to go in the end. */
  next: string;
  /** Why the form came back, where it was sent without script. */
  returned: ReturnedForm | undefined;
  /** What the email begins with. */
  known: KnownLoginId;
  words: StartWords;
}

interface StartFormProps extends StartProps {
  /** A new user is asked who they are too. */
  purpose: "signUp" | "signIn";
  /** What it is sent to, and this page. */
  action: FormName;
  back: string;
  /** What the letter is for that is sent. */
  letter?: LetterPurpose;
  /** What to say of a refusal that is not like everywhere. */
  explain?(refusal: Refusal): Outcome | undefined;
}

/** The first step of every way that begins with an email. */
export function StartForm({ purpose, action, next, back, returned, known, letter, explain: explainOwn, words }: StartFormProps) {
  const isNew = purpose === "signUp";

  function check(form: FormData): Problems {
    const loginId = String(form.get("loginId"));
    return problemsOf({
      ...(isNew && askedProblems(form, words)),
      loginId: isNew ? emailProblem(loginId, words) : loginIdProblem(loginId, words),
    });
  }

  function explain(refusal: Refusal): Outcome | undefined {
    return explainOwn?.(refusal) ?? (letter && letterLimit(refusal, letter, next, words));
  }

  const { outcome, pending, problemOf, formProps } = useForm({ check, explain, words, returned });

  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <PostForm action={action} next={next} back={back} className="grid grid-cols-1 gap-5" {...formProps}>
        {isNew && <AskedInputs values={returned?.values} problemOf={problemOf} words={words} />}
        <LoginIdField known={known} returned={returned} problem={problemOf("loginId")} words={words} />
        <Submit pending={pending} words={words} />
      </PostForm>
    </>
  );
}
