"use client";

import type { ReactNode } from "react";
import { CodeField } from "#forms/code-field";
import { codeProblem } from "#forms/code-problem";
import { ErrorSummary } from "#forms/error-summary";
import { problemsOf } from "#forms/problems";
import { Submit } from "#forms/submit";
import { useErrorTitle } from "#forms/use-error-title";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import type { FormOperation } from "#trpc";
import type { Words } from "#words/get-words";

interface CodeFormProps {
  /** At the end of the label's line. */
  aside?: ReactNode;
  /** Shows the code to the server. What is wrong with it goes beside the field `code`. */
  send(code: string): Promise<Outcome>;
  /** Without script: the operation that the code is shown to, the form's hidden fields, and how it was answered. */
  operation: FormOperation;
  steering: ReactNode;
  arrived: Outcome | undefined;
  words: Words["form"] & { code: Words["code"]; submit: string; submitting: string };
}

const NOTHING: Outcome = { problems: {} };

/** Six digits, typed or pasted, and nothing else: it submits itself, and a wrong code stays in focus to be typed over. */
export function CodeForm({ aside, send, operation, steering, arrived, words }: CodeFormProps) {
  function check(form: FormData): Problems {
    return problemsOf({ code: codeProblem(String(form.get("code")), words.code) });
  }

  const { outcome, pending, problemOf, formProps } = useForm(check, (form) => send(String(form.get("code"))), arrived);
  // A single field needs no list of what is wrong: that stands below it.
  useErrorTitle(outcome.alert ? NOTHING : outcome, words);

  return (
    <>
      <ErrorSummary outcome={outcome.alert ? outcome : NOTHING} words={words} />
      <form className="grid grid-cols-1 gap-5" action={`/api/form/${operation}`} {...formProps}>
        {steering}
        <CodeField label={words.code.label} aside={aside} problem={problemOf("code")} outcome={outcome} submitsItself />
        <Submit pending={pending} words={words} />
      </form>
    </>
  );
}
