"use client";

import { EmailField } from "#forms/email-field";
import { ErrorSummary } from "#forms/error-summary";
import type { Refused } from "#forms/flash";
import { emailProblem, loginIdProblem, problemsOf } from "#forms/problems";
import { type AskedProfile, askedProblems, readAsked } from "#forms/profile";
import { AskedInputs } from "#forms/profile-inputs";
import { type Refusal, readRefusal } from "#forms/refusal";
import { explainRefusal } from "#forms/refusal-alert";
import { Steering } from "#forms/steering";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import type { FormOperation } from "#trpc";
import type { Words } from "#words/get-words";

type StartWords = Words["form"] & Pick<Words, "refusals" | "wait"> & { submit: string; submitting: string };

/** What the page of a way hands on. */
export interface StartProps {
  /** Where to go in the end. */
  next: string;
  /** Why the form came back, where it was sent without script. */
  refused: Refused | undefined;
  words: StartWords;
}

interface StartFormProps extends StartProps {
  /** A new user is asked who they are too. */
  purpose: "signUp" | "signIn";
  /** Without script: the operation that `start` begins with, and this page. */
  operation: FormOperation;
  back: string;
  /** Sends what goes by mail, and leaves for the page that waits for it. */
  start(values: { loginId: string; user: AskedProfile | undefined }): Promise<never>;
  /** What to say of a refusal that is not like everywhere. */
  explain?(refusal: Refusal): Outcome | undefined;
}

function valuesOf(form: FormData) {
  return { user: readAsked((control) => form.get(control)), loginId: String(form.get("loginId")).trim() };
}

/** The first step of every way that begins with an email. */
export function StartForm({ purpose, operation, next, back, refused, start, explain, words }: StartFormProps) {
  const isNew = purpose === "signUp";

  function check(form: FormData): Problems {
    const { user, loginId } = valuesOf(form);
    const wrongLoginId = isNew ? emailProblem(loginId, words) : loginIdProblem(loginId, words);
    return problemsOf({ ...askedProblems(user, words), loginId: wrongLoginId });
  }

  async function send(form: FormData): Promise<Outcome> {
    try {
      return await start(valuesOf(form));
    } catch (error) {
      return explainStart(readRefusal(error));
    }
  }

  function explainStart(refusal: Refusal): Outcome {
    return explain?.(refusal) ?? { problems: {}, alert: explainRefusal(refusal, words) };
  }

  /** Without script nothing was checked before it was sent. */
  function explainArrived({ values, ...refusal }: Refused): Outcome {
    const form = new FormData();
    for (const [name, value] of Object.entries(values)) form.set(name, value);
    if (!form.has("loginId")) form.set("loginId", "");
    const problems = check(form);
    return Object.keys(problems).length > 0 ? { problems } : explainStart(refusal);
  }

  const { outcome, pending, problemOf, formProps } = useForm(check, send, refused && explainArrived(refused));

  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <form className="grid grid-cols-1 gap-5" action={`/api/form/${operation}`} {...formProps}>
        <Steering next={next} back={back} />
        {isNew && <AskedInputs values={refused?.values} problemOf={problemOf} words={words} />}
        <EmailField label={words.email} defaultValue={refused?.values.loginId} problem={problemOf("loginId")} />
        <Submit pending={pending} words={words} />
      </form>
    </>
  );
}
