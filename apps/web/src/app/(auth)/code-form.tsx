"use client";

import type { ReactNode } from "react";
import { CodeField } from "#forms/code-field";
import { codeProblem } from "#forms/code-problem";
import { ErrorSummary } from "#forms/error-summary";
import type { ReturnedForm } from "#forms/flash";
import type { FormName } from "#forms/form-name";
import { PostForm, type PostFormProps } from "#forms/post-form";
import { problemsOf } from "#forms/problems";
import type { Refusal } from "#forms/refusal";
import { Submit } from "#forms/submit";
import { useErrorTitle } from "#forms/use-error-title";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import type { Words } from "#words/get-words";

interface CodeFormProps<Name extends FormName> extends PostFormProps<Name> {
  /** What else there is to choose: above the code, whose sixth digit sends the form. */
  before?: ReactNode;
  /** At the end of the label's line. */
  aside?: ReactNode;
  hint?: string;
  /** As of `CodeField`. */
  isOnly?: boolean;
  /** As of `useForm`. What is wrong with the code goes beside the field `code`. */
  explain(refusal: Refusal, cameBack?: boolean): Outcome | undefined;
  /** Why the form came back, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Words["form"] & Pick<Words, "code" | "refusals" | "wait"> & { submit: string; submitting: string };
}

const NOTHING: Outcome = { problems: {} };

/** Six digits, typed or pasted, and nothing else: it submits itself, and a wrong code stays in focus to be typed over. */
export function CodeForm<const Name extends FormName>({
  before,
  aside,
  hint,
  isOnly = true,
  explain,
  returned,
  words,
  ...form
}: CodeFormProps<Name>) {
  function check(typed: FormData): Problems {
    return problemsOf({ code: codeProblem(String(typed.get("code")), words.code) });
  }

  const { outcome, pending, problemOf, formProps } = useForm({ check, explain, words, returned });
  // A single field needs no list of what is wrong: that stands below it.
  useErrorTitle(outcome.alert ? NOTHING : outcome, words);

  return (
    <>
      <ErrorSummary outcome={outcome.alert ? outcome : NOTHING} words={words} />
      <PostForm {...form} {...formProps} className="grid grid-cols-1 gap-5">
        {before}
        <CodeField label={words.code.label} aside={aside} problem={problemOf("code")} outcome={outcome} hint={hint} isOnly={isOnly} />
        <Submit pending={pending} words={words} />
      </PostForm>
    </>
  );
}
