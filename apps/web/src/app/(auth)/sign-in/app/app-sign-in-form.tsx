"use client";

import type { Route } from "next";
import { CodeField } from "#forms/code-field";
import { codeProblem } from "#forms/code-problem";
import { EmailField } from "#forms/email-field";
import { ErrorSummary } from "#forms/error-summary";
import type { Refused } from "#forms/flash";
import { loginIdProblem, problemsOf } from "#forms/problems";
import { type Refusal, readRefusal } from "#forms/refusal";
import { explainRefusal } from "#forms/refusal-alert";
import { Steering } from "#forms/steering";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { arrive } from "#steps/arrive";
import { withNext } from "#steps/next-path";
import { trpc } from "#trpc";
import { TextLink } from "#ui/text-link";
import type { Words } from "#words/get-words";

interface AppSignInFormProps {
  /** Where to go afterwards. */
  next: string;
  /** For who has no phone at hand, with the same way onwards. */
  recoveryHref: Route;
  /** Why the form came back, where it was sent without script. */
  refused: Refused | undefined;
  words: Words["form"] & Words["signInApp"] & Pick<Words, "code" | "refusals" | "wait">;
}

/** What an account without an authenticator is answered must not stand out. */
const WRONG = ["E061102", "E062120"];

function valuesOf(form: FormData) {
  return { loginId: String(form.get("loginId")), code: String(form.get("code")) };
}

/** Signs in with the code of an authenticator. */
export function AppSignInForm({ next, recoveryHref, refused, words }: AppSignInFormProps) {
  function check(form: FormData): Problems {
    const { loginId, code } = valuesOf(form);
    return problemsOf({ loginId: loginIdProblem(loginId, words), code: codeProblem(code, words.code) });
  }

  async function send(form: FormData): Promise<Outcome> {
    try {
      return await arrive(await trpc.totp.verify.mutate(valuesOf(form)), next);
    } catch (error) {
      return explain(readRefusal(error));
    }
  }

  function explain(refusal: Refusal): Outcome {
    if (!WRONG.includes(refusal.code)) return { problems: {}, alert: explainRefusal(refusal, words) };
    return { problems: {}, alert: { tone: "danger", title: words.wrong.title, body: <p>{words.wrong.text}</p> } };
  }

  const { outcome, pending, problemOf, formProps } = useForm(check, send, refused && explain(refused));

  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <form className="grid grid-cols-1 gap-5" action="/api/form/totp.verify" {...formProps}>
        <Steering next={next} back={withNext("/sign-in/app", next)} />
        <EmailField label={words.email} defaultValue={refused?.values.loginId} problem={problemOf("loginId")} />
        <div className="grid gap-1.5">
          <CodeField label={words.code.label} problem={problemOf("code")} />
          <p className="text-sm">
            <TextLink href={recoveryHref}>{words.noPhone}</TextLink>
          </p>
        </div>
        <Submit pending={pending} words={words} />
      </form>
    </>
  );
}
