"use client";

import { RESET_LINK_MINUTES } from "@repo/contract/limits";
import type { ReactNode } from "react";
import { AccountName } from "#forms/account-name";
import { CodeField } from "#forms/code-field";
import { codeProblem } from "#forms/code-problem";
import { ErrorSummary } from "#forms/error-summary";
import type { ReturnedForm } from "#forms/flash";
import type { FormName } from "#forms/form-name";
import { NewPasswordField } from "#forms/new-password-field";
import { PostForm } from "#forms/post-form";
import { newPasswordProblem, problemsOf, refusedPasswordProblem } from "#forms/problems";
import type { Refusal } from "#forms/refusal";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { AFTER_RESET } from "#steps/arrive";
import { TextLink } from "#ui/text-link";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";

/** What lets somebody choose a new password: the link they opened, a code they type here, or either of them, shown before. */
type Proof = { kind: "link"; token: string } | { kind: "code"; loginId: string } | { kind: "shown"; loginId: string };

const FORMS = { link: "resetByLink", code: "resetByCode", shown: "resetAgain" } as const satisfies Record<Proof["kind"], FormName>;

/** What goes along. */
function alongWith(proof: Proof) {
  return proof.kind === "link" ? { token: proof.token } : {};
}

interface NewPasswordFormProps {
  proof: Proof;
  /** Whose password it is, for password managers. */
  loginId: string;
  /** Whether it signs in besides. */
  signsIn: boolean;
  /** At the end of the line of the code's label. */
  codeAside?: ReactNode;
  /** This page. */
  back: string;
  /** Why the form came back: where it was sent without script, or what it was sent with is used up. */
  returned: ReturnedForm | undefined;
  words: Words["form"] & Words["reset"] & Pick<Words, "code" | "refusals" | "wait"> & { newPasswordRules: Words["newPassword"] };
}

/**
 * Sets a new password after a reset, and signs in by it: where the project allows that, and no second factor is asked for. Otherwise it
 * leaves for the sign-in page: a letter alone signs nobody in (R4).
 */
export function NewPasswordForm({ proof, loginId, signsIn, codeAside, back, returned, words }: NewPasswordFormProps) {
  function check(form: FormData): Problems {
    return problemsOf({
      code: proof.kind === "code" ? codeProblem(String(form.get("code")), words.code) : undefined,
      newPassword: newPasswordProblem(String(form.get("newPassword")), words.newPasswordRules),
    });
  }

  function explain(refusal: Refusal): Outcome | undefined {
    const weak = refusedPasswordProblem(refusal, words.newPasswordRules);
    if (weak) return { problems: { newPassword: weak } };
    if (refusal.code === "E062504") {
      const body = (
        <>
          <p>{fill(words.dead.text, { minutes: RESET_LINK_MINUTES })}</p>
          <p>
            <TextLink href="/forgot">{words.askNew}</TextLink>
          </p>
        </>
      );
      return { problems: {}, alert: { tone: "danger", title: words.dead.title, body } };
    }
    if (refusal.code === "E061102") return { problems: { code: words.deadCode } };
  }

  const { outcome, pending, problemOf, formProps } = useForm({ check, explain, words, returned });

  return (
    <>
      <ErrorSummary outcome={outcome} words={words} />
      <PostForm
        action={FORMS[proof.kind]}
        next={signsIn ? "/account?done=password" : AFTER_RESET}
        back={back}
        also={alongWith(proof)}
        className="grid grid-cols-1 gap-5"
        {...formProps}
      >
        {signsIn && <input type="hidden" name="_signIn" value="on" />}
        <AccountName loginId={loginId} />
        {proof.kind === "code" && <CodeField label={words.code.label} aside={codeAside} problem={problemOf("code")} />}
        <NewPasswordField
          name="newPassword"
          label={words.newPassword}
          problem={problemOf("newPassword")}
          rules={words.newPasswordRules}
          words={words}
        />
        <Submit pending={pending} words={signsIn ? { ...words, submit: words.submitSignIn } : words} />
      </PostForm>
    </>
  );
}
