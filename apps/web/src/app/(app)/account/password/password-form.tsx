"use client";

import { AccountName } from "#forms/account-name";
import { CheckField } from "#forms/check-field";
import { ErrorSummary } from "#forms/error-summary";
import type { ReturnedForm } from "#forms/flash";
import { NewPasswordField } from "#forms/new-password-field";
import { PasswordField } from "#forms/password-field";
import { PostForm } from "#forms/post-form";
import { newPasswordProblem, problemsOf, refusedPasswordProblem } from "#forms/problems";
import type { Refusal } from "#forms/refusal";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { TextLink } from "#ui/text-link";
import type { Words } from "#words/get-words";
import type { ConfirmWords } from "../confirm-dialog";
import type { Identity } from "../identity";
import { useConfirm } from "../use-confirm";

interface PasswordFormProps {
  identity: Identity;
  /** Why the form came back, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Words["changePassword"] & ConfirmWords & Pick<Words, "newPassword">;
}

/** Changes the password of who shows the present one (P9), or sets a first one. */
export function PasswordForm({ identity, returned, words }: PasswordFormProps) {
  const { loginId, hasPassword } = identity;
  const { asksToConfirm, dialog } = useConfirm(identity, words);

  function check(form: FormData): Problems {
    return problemsOf({
      password: hasPassword && form.get("password") === "" ? words.currentMissing : undefined,
      newPassword: newPasswordProblem(String(form.get("newPassword")), words.newPassword),
    });
  }

  function explain(refusal: Refusal): Outcome | undefined {
    if (refusal.code === "E062906") return { problems: { password: words.currentWrong } };
    const weak = refusedPasswordProblem(refusal, words.newPassword);
    return weak && { problems: { newPassword: weak } };
  }

  const { outcome, pending, problemOf, formProps } = useForm({ check, explain, words, returned, asksToConfirm });
  return (
    <>
      <ErrorSummary outcome={outcome} words={words.form} />
      <PostForm
        action={hasPassword ? "changePassword" : "setPassword"}
        next={hasPassword ? "/account?done=password" : "/account?done=passwordSet"}
        back="/account/password"
        className="grid grid-cols-1 gap-5"
        {...formProps}
      >
        <AccountName loginId={loginId} />
        {hasPassword && (
          <div className="grid gap-1.5">
            <PasswordField
              name="password"
              label={words.current}
              autoComplete="current-password"
              problem={problemOf("password")}
              words={words.form}
            />
            <p className="text-sm">
              <TextLink href="/forgot">{words.forgot}</TextLink>
            </p>
          </div>
        )}
        <NewPasswordField
          name="newPassword"
          label={words.new}
          problem={problemOf("newPassword")}
          rules={words.newPassword}
          words={words.form}
        />
        <CheckField name="_signOutOthers" label={words.signOutOthers} hint={words.signOutOthersNote} defaultChecked />
        <Submit pending={pending} words={words} />
      </PostForm>
      {dialog}
    </>
  );
}
