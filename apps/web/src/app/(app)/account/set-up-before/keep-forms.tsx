"use client";

import type { Route } from "next";
import { AccountName } from "#forms/account-name";
import { CodeField } from "#forms/code-field";
import { codeProblem } from "#forms/code-problem";
import { ErrorSummary } from "#forms/error-summary";
import type { ReturnedForm } from "#forms/flash";
import { PasswordField } from "#forms/password-field";
import { PostForm } from "#forms/post-form";
import { problemsOf } from "#forms/problems";
import type { Refusal } from "#forms/refusal";
import { Submit } from "#forms/submit";
import { type Outcome, useForm } from "#forms/use-form";
import type { Words } from "#words/get-words";

interface KeepProps {
  loginId: string;
  /** This one: it comes anew with what is left. */
  page: Route;
  /** Why the form came back, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Words["form"] & Words["setUpBefore"] & Pick<Words, "code" | "refusals" | "wait">;
}

function doneAt(page: Route, what: "keptPassword" | "keptApp"): string {
  return `${page}${page.includes("?") ? "&" : "?"}done=${what}`;
}

/** What is over, and what to do instead. */
function over({ code }: Refusal, { tooMany, tooLate }: KeepProps["words"]): Outcome | undefined {
  const said = code === "E061103" ? tooMany : code === "E062136" ? tooLate : undefined;
  return said && { problems: {}, alert: { tone: "danger", title: said.title, body: <p>{said.text}</p> } };
}

/** Keeps the password, by typing it. */
export function KeepPassword({ loginId, page, returned, words }: KeepProps) {
  const { outcome, pending, problemOf, formProps } = useForm({
    words,
    returned,
    check: (form) => problemsOf({ password: form.get("password") === "" ? words.passwordMissing : undefined }),
    explain: (refusal) => (refusal.code === "E062906" ? { problems: { password: words.passwordWrong } } : over(refusal, words)),
  });
  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <PostForm
        action="security.keepPassword"
        next={doneAt(page, "keptPassword")}
        back={page}
        className="grid grid-cols-1 gap-4"
        {...formProps}
      >
        <AccountName loginId={loginId} />
        <PasswordField label={words.password} autoComplete="current-password" problem={problemOf("password")} words={words} />
        <Submit pending={pending} words={{ submit: words.keepPassword, submitting: words.keeping }} />
      </PostForm>
    </>
  );
}

/** Keeps the authenticator app, by a code from it. */
export function KeepApp({ page, returned, words }: KeepProps) {
  const { appWrong } = words.code;
  const { outcome, pending, problemOf, formProps } = useForm({
    words,
    returned,
    check: (form) => problemsOf({ code: codeProblem(String(form.get("code")), words.code) }),
    explain: (refusal) =>
      refusal.code === "E061102" ? { problems: { code: { summary: appWrong.summary, field: appWrong.field } } } : over(refusal, words),
  });
  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <PostForm
        action="security.keepAuthenticator"
        next={doneAt(page, "keptApp")}
        back={page}
        className="grid grid-cols-1 gap-4"
        {...formProps}
      >
        <CodeField label={words.app} problem={problemOf("code")} />
        <Submit pending={pending} words={{ submit: words.keepApp, submitting: words.keeping }} />
      </PostForm>
    </>
  );
}
