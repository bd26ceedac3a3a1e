"use client";

import type { Route } from "next";
import { EmailField } from "#forms/email-field";
import { ErrorSummary } from "#forms/error-summary";
import type { Refused } from "#forms/flash";
import { NewPasswordField } from "#forms/new-password-field";
import { emailProblem, newPasswordProblem, problemsOf, refusedPasswordProblem } from "#forms/problems";
import { askedProblems, readAsked } from "#forms/profile";
import { AskedInputs } from "#forms/profile-inputs";
import { type Refusal, readRefusal } from "#forms/refusal";
import { explainRefusal } from "#forms/refusal-alert";
import { Steering } from "#forms/steering";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { leaveFor } from "#steps/leave-for";
import { withNext } from "#steps/next-path";
import { trpc } from "#trpc";
import type { Words } from "#words/get-words";
import { emailTaken } from "../../email-taken";

interface SignUpFormProps {
  /** Where to go afterwards. */
  next: string;
  /** The other form, with the same way onwards. */
  signInHref: Route;
  /** Why the form came back, where it was sent without script. */
  refused?: Refused;
  words: Words["form"] &
    Words["signUpPassword"] &
    Pick<Words["signUp"], "emailTaken" | "signIn"> &
    Pick<Words, "newPassword" | "refusals" | "wait">;
}

function valuesOf(form: FormData) {
  return { user: readAsked((control) => form.get(control)), loginId: String(form.get("loginId")), password: String(form.get("password")) };
}

/** Creates an account with a password, and signs in to it. */
export function SignUpForm({ next, signInHref, refused, words }: SignUpFormProps) {
  function check(form: FormData): Problems {
    const { user, loginId, password } = valuesOf(form);
    return problemsOf({
      ...askedProblems(user, words),
      loginId: emailProblem(loginId, words),
      password: newPasswordProblem(password, words.newPassword),
    });
  }

  async function send(form: FormData): Promise<Outcome> {
    const { user, loginId, password } = valuesOf(form);
    try {
      await trpc.password.signUp.mutate({ loginId, password, user });
    } catch (error) {
      return explain(readRefusal(error));
    }
    return leaveFor(next);
  }

  function explain(refusal: Refusal): Outcome {
    const weak = refusedPasswordProblem(refusal, words.newPassword);
    if (weak) return { problems: { password: weak } };
    return refusal.code === "E062107" ? emailTaken(signInHref, words) : { problems: {}, alert: explainRefusal(refusal, words) };
  }

  const { outcome, pending, problemOf, formProps } = useForm(check, send, refused && explain(refused));

  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <form className="grid grid-cols-1 gap-5" action="/api/form/password.signUp" {...formProps}>
        <Steering next={next} back={withNext("/sign-up/password", next)} />
        <AskedInputs values={refused?.values} problemOf={problemOf} words={words} />
        <EmailField label={words.email} defaultValue={refused?.values.loginId} problem={problemOf("loginId")} />
        <NewPasswordField label={words.password} problem={problemOf("password")} rules={words.newPassword} words={words} />
        <Submit pending={pending} words={words} />
      </form>
    </>
  );
}
