"use client";

import type { Route } from "next";
import { ErrorSummary } from "#forms/error-summary";
import type { ReturnedForm } from "#forms/flash";
import { PasswordField } from "#forms/password-field";
import { PostForm } from "#forms/post-form";
import { loginIdProblem, problemsOf } from "#forms/problems";
import type { Refusal } from "#forms/refusal";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import type { KnownLoginId } from "#steps/known-login-id";
import { withNext } from "#steps/next-path";
import { Badge } from "#ui/badge";
import { Countdown } from "#ui/countdown";
import { TextLink } from "#ui/text-link";
import { fillElements } from "#words/fill";
import type { Words } from "#words/get-words";
import { LoginIdField } from "../login-id-field";

interface SignInFormProps {
  /** Where to go afterwards. */
  next: string;
  /** The way that needs no password, with the same way onwards. */
  codeHref: Route;
  /** What the email begins with. */
  known: KnownLoginId;
  /** Why the form came back, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Words["form"] &
    Words["signIn"] &
    Pick<Words, "refusals" | "wait"> & { /** Where this way was the last. */ lastUsed: string | undefined };
}

/** Signs in with a password. */
export function SignInForm({ next, codeHref, known, returned, words }: SignInFormProps) {
  function check(form: FormData): Problems {
    return problemsOf({
      loginId: loginIdProblem(String(form.get("loginId")), words),
      password: form.get("password") === "" ? words.passwordMissing : undefined,
    });
  }

  /** Where a password does not help, a code by email may. */
  function explain({ code, retryAfterSeconds }: Refusal): Outcome | undefined {
    const { wrong, locked } = words;
    if (code === "E062906") {
      const link = <TextLink href={codeHref}>{wrong.code}</TextLink>;
      return { problems: {}, alert: { tone: "danger", title: wrong.title, body: <p>{fillElements(wrong.text, { code: link })}</p> } };
    }
    if (code !== "E130429" || retryAfterSeconds === undefined) return undefined;
    const link = <TextLink href={codeHref}>{locked.code}</TextLink>;
    const body = (
      <>
        <Countdown seconds={retryAfterSeconds} phrase={locked.text} words={words.wait} />
        <p>{fillElements(locked.codeWorks, { code: link })}</p>
      </>
    );
    return { problems: {}, alert: { tone: "warning", title: locked.title, body } };
  }

  const { outcome, pending, problemOf, formProps } = useForm({ check, explain, words, returned });

  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <PostForm action="password.signIn" next={next} back={withNext("/sign-in", next)} className="grid grid-cols-1 gap-5" {...formProps}>
        <LoginIdField known={known} returned={returned} problem={problemOf("loginId")} words={words} />
        <div className="grid gap-1.5">
          <PasswordField
            label={words.password}
            aside={words.lastUsed && <Badge tone="current">{words.lastUsed}</Badge>}
            autoComplete="current-password"
            problem={problemOf("password")}
            words={words}
          />
          <p className="text-sm">
            <TextLink href="/forgot">{words.forgot}</TextLink>
          </p>
        </div>
        <Submit pending={pending} words={words} />
      </PostForm>
    </>
  );
}
