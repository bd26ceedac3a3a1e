"use client";

import type { Route } from "next";
import { CodeField } from "#forms/code-field";
import { codeProblem } from "#forms/code-problem";
import { ErrorSummary } from "#forms/error-summary";
import type { ReturnedForm } from "#forms/flash";
import { PostForm } from "#forms/post-form";
import { problemsOf } from "#forms/problems";
import type { Refusal } from "#forms/refusal";
import type { AlertContent } from "#forms/refusal-alert";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { TextLink } from "#ui/text-link";
import { fillElements } from "#words/fill";
import type { Words } from "#words/get-words";

interface ConfirmFormProps {
  /** Whether the code makes the account. */
  isSignUp: boolean;
  loginId: string;
  /** Where to go when it is on. */
  next: string;
  /** Where another key is made. */
  startHref: Route;
  /** This page. */
  back: Route;
  /** Why the form came back, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Words["form"] & Words["enrol"] & Pick<Words, "code" | "refusals" | "wait">;
}

/** The key works from the first right code on. */
export function ConfirmForm({ isSignUp, loginId, next, startHref, back, returned, words }: ConfirmFormProps) {
  function check(form: FormData): Problems {
    return problemsOf({ code: codeProblem(String(form.get("code")), words.code) });
  }

  function explain({ code }: Refusal): Outcome | undefined {
    const { appWrong } = words.code;
    if (code === "E061102") {
      const alert: AlertContent = { tone: "danger", title: appWrong.title, body: <p>{appWrong.text}</p> };
      return { problems: { code: { summary: appWrong.title, field: appWrong.field } }, alert };
    }
    if (code === "E061103" || code === "E062120") {
      const again = <TextLink href={startHref}>{words.tooMany.again}</TextLink>;
      return {
        problems: {},
        alert: { tone: "danger", title: words.tooMany.title, body: <p>{fillElements(words.tooMany.text, { again })}</p> },
      };
    }
  }

  const { outcome, pending, problemOf, formProps } = useForm({ check, explain, words, returned });

  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <PostForm
        action={isSignUp ? "signUpByApp" : "totp.verify"}
        next={next}
        back={back}
        also={{ loginId }}
        className="grid grid-cols-1 gap-4"
        {...formProps}
      >
        <CodeField label={words.code.label} hint={words.hint} problem={problemOf("code")} />
        <Submit pending={pending} words={words} />
      </PostForm>
    </>
  );
}
