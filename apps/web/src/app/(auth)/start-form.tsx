"use client";

import { EmailField } from "../../ui/email-field";
import { ErrorSummary } from "../../ui/error-summary";
import { TextField } from "../../ui/field";
import { emailProblem, loginIdProblem, nameProblem, problemsOf } from "../../ui/problems";
import { type Refusal, readRefusal } from "../../ui/refusal";
import { explainRefusal } from "../../ui/refusal-alert";
import { Submit } from "../../ui/submit";
import { type Outcome, type Problems, useForm } from "../../ui/use-form";
import type { Words } from "../../words";

export type StartWords = Words["form"] & Pick<Words, "refusals" | "wait"> & { submit: string; submitting: string };

interface StartFormProps {
  /** A new user is asked for a name too. */
  purpose: "signUp" | "signIn";
  /** Sends what goes by mail, and leaves for the page that waits for it. */
  start(values: { loginId: string; name: string | undefined }): Promise<never>;
  /** What to say of a refusal that is not like everywhere. */
  explain?(refusal: Refusal): Outcome | undefined;
  words: StartWords;
}

function valuesOf(form: FormData) {
  return { name: String(form.get("user.name") ?? "").trim() || undefined, loginId: String(form.get("loginId")).trim() };
}

/** The first step of every way that begins with an email. */
export function StartForm({ purpose, start, explain, words }: StartFormProps) {
  const isNew = purpose === "signUp";

  function check(form: FormData): Problems {
    const { name = "", loginId } = valuesOf(form);
    const wrongLoginId = isNew ? emailProblem(loginId, words) : loginIdProblem(loginId, words);
    return problemsOf({ "user.name": nameProblem(name, words), loginId: wrongLoginId });
  }

  async function send(form: FormData): Promise<Outcome> {
    try {
      return await start(valuesOf(form));
    } catch (error) {
      const refusal = readRefusal(error);
      return explain?.(refusal) ?? { problems: {}, alert: explainRefusal(refusal, words) };
    }
  }

  const { outcome, pending, problemOf, formProps } = useForm(check, send);

  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <form className="grid grid-cols-1 gap-5" {...formProps}>
        {isNew && (
          <TextField name="user.name" label={words.name} optional={words.optional} autoComplete="name" problem={problemOf("user.name")} />
        )}
        <EmailField label={words.email} problem={problemOf("loginId")} />
        <Submit pending={pending} words={words} />
      </form>
    </>
  );
}
