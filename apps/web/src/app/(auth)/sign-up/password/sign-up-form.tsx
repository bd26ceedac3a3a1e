"use client";

import type { Route } from "next";
import { EmailField } from "#forms/email-field";
import { ErrorSummary } from "#forms/error-summary";
import type { ReturnedForm } from "#forms/flash";
import { NewPasswordField } from "#forms/new-password-field";
import { PostForm } from "#forms/post-form";
import { emailProblem, newPasswordProblem, problemsOf, refusedPasswordProblem } from "#forms/problems";
import { askedProblems } from "#forms/profile";
import { AskedInputs } from "#forms/profile-inputs";
import type { Refusal } from "#forms/refusal";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { withNext } from "#steps/next-path";
import type { Words } from "#words/get-words";
import { emailTaken } from "../../email-taken";
import { useCarriedLoginId } from "../../use-carried-login-id";

interface SignUpFormProps {
  /** Where to go afterwards. */
  next: string;
  /** The other form, with the same way onwards. */
  signInHref: Route;
  /** What was typed at another way, if anything was. */
  typed: string | undefined;
  /** Why the form came back, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Words["form"] &
    Words["signUpPassword"] &
    Pick<Words["signUp"], "emailTaken" | "signIn"> &
    Pick<Words, "newPassword" | "refusals" | "wait">;
}

/** Creates an account with a password, and signs in to it. */
export function SignUpForm({ next, signInHref, typed, returned, words }: SignUpFormProps) {
  useCarriedLoginId();

  function check(form: FormData): Problems {
    return problemsOf({
      ...askedProblems(form, words),
      loginId: emailProblem(String(form.get("loginId")), words),
      password: newPasswordProblem(String(form.get("password")), words.newPassword),
    });
  }

  function explain(refusal: Refusal): Outcome | undefined {
    const weak = refusedPasswordProblem(refusal, words.newPassword);
    if (weak) return { problems: { password: weak } };
    return refusal.code === "E062107" ? emailTaken(signInHref, words) : undefined;
  }

  const { outcome, pending, problemOf, formProps } = useForm({ check, explain, words, returned });

  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <PostForm
        action="signUpByPassword"
        next={next}
        back={withNext("/sign-up/password", next)}
        className="grid grid-cols-1 gap-5"
        {...formProps}
      >
        <AskedInputs values={returned?.values} problemOf={problemOf} words={words} />
        <EmailField label={words.email} defaultValue={returned?.values.loginId ?? typed} problem={problemOf("loginId")} />
        <NewPasswordField label={words.password} problem={problemOf("password")} rules={words.newPassword} words={words} />
        <Submit pending={pending} words={words} />
      </PostForm>
    </>
  );
}
