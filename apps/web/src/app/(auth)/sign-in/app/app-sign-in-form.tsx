"use client";

import type { Route } from "next";
import { CodeField } from "#forms/code-field";
import { codeProblem } from "#forms/code-problem";
import { ErrorSummary } from "#forms/error-summary";
import type { ReturnedForm } from "#forms/flash";
import { PostForm } from "#forms/post-form";
import { loginIdProblem, problemsOf } from "#forms/problems";
import type { Refusal } from "#forms/refusal";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import type { KnownLoginId } from "#steps/known-login-id";
import { withNext } from "#steps/next-path";
import { TextLink } from "#ui/text-link";
import type { Words } from "#words/get-words";
import { LoginIdField } from "../../login-id-field";

interface AppSignInFormProps {
  /** Where to go afterwards. */
  next: string;
  /** For who has no phone at hand, with the same way onwards. */
  recoveryHref: Route;
  /** What the email begins with. */
  known: KnownLoginId;
  /** Why the form came back, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Words["form"] & Words["signInApp"] & Pick<Words, "code" | "refusals" | "wait">;
}

/** What an account without an authenticator is answered must not stand out. */
const WRONG = ["E061102", "E062120"];

/** Signs in with the code of an authenticator. */
export function AppSignInForm({ next, recoveryHref, known, returned, words }: AppSignInFormProps) {
  function check(form: FormData): Problems {
    return problemsOf({
      loginId: loginIdProblem(String(form.get("loginId")), words),
      code: codeProblem(String(form.get("code")), words.code),
    });
  }

  function explain({ code }: Refusal): Outcome | undefined {
    if (!WRONG.includes(code)) return undefined;
    return { problems: {}, alert: { tone: "danger", title: words.wrong.title, body: <p>{words.wrong.text}</p> } };
  }

  const { outcome, pending, problemOf, formProps } = useForm({ check, explain, words, returned });

  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <PostForm action="totp.verify" next={next} back={withNext("/sign-in/app", next)} className="grid grid-cols-1 gap-5" {...formProps}>
        <LoginIdField known={known} returned={returned} problem={problemOf("loginId")} words={words} />
        <div className="grid gap-1.5">
          <CodeField label={words.code.label} problem={problemOf("code")} />
          <p className="text-sm">
            <TextLink href={recoveryHref}>{words.noPhone}</TextLink>
          </p>
        </div>
        <Submit pending={pending} words={words} />
      </PostForm>
    </>
  );
}
