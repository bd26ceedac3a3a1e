"use client";

import { useRef } from "react";
import { trpc } from "../../../trpc";
import { AccountName } from "../../../ui/account-name";
import { PASSWORD_MIN } from "../../../ui/check";
import { CheckField } from "../../../ui/check-field";
import { ErrorSummary } from "../../../ui/error-summary";
import { fill } from "../../../ui/fill";
import { leaveFor } from "../../../ui/leave-for";
import { PasswordField } from "../../../ui/password-field";
import { newPasswordProblem, problemsOf, refusedPasswordProblem } from "../../../ui/problems";
import { type Refusal, readRefusal } from "../../../ui/refusal";
import { explainRefusal } from "../../../ui/refusal-alert";
import { Submit } from "../../../ui/submit";
import { TextLink } from "../../../ui/text-link";
import { type Outcome, type Problems, useForm } from "../../../ui/use-form";
import type { Words } from "../../../words";
import type { ConfirmWords } from "../confirm-dialog";
import type { Identity } from "../identity";
import { useConfirm } from "../use-confirm";

interface PasswordFormProps {
  identity: Identity;
  words: Words["changePassword"] & ConfirmWords & Pick<Words, "newPassword">;
}

function valuesOf(form: FormData) {
  return {
    current: String(form.get("currentPassword") ?? ""),
    chosen: String(form.get("newPassword")),
    endsOthers: form.get("signOutOthers") === "on",
  };
}

/** Changes the password of who shows the present one (security.md P9), or sets a first one. */
export function PasswordForm({ identity, words }: PasswordFormProps) {
  const { loginId, hasPassword } = identity;
  const element = useRef<HTMLFormElement>(null);
  const { asksToConfirm, dialog } = useConfirm(identity, words);

  function check(form: FormData): Problems {
    const { current, chosen } = valuesOf(form);
    return problemsOf({
      currentPassword: hasPassword && current === "" ? words.currentMissing : undefined,
      newPassword: newPasswordProblem(chosen, words.newPassword),
    });
  }

  /** @throws E062906 when it is not the present password */
  async function prove(password: string): Promise<void> {
    try {
      await trpc.password.signIn.mutate({ loginId, password, loginOptions: { stepup: true } });
    } catch (error) {
      // It is right, and for who asked for two steps it is not enough: the dialog asks for the other.
      if (readRefusal(error).code !== "E062131") throw error;
    }
  }

  async function send(form: FormData): Promise<Outcome> {
    const { current, chosen, endsOthers } = valuesOf(form);
    try {
      if (hasPassword) await prove(current);
      await trpc.password.update.mutate({ loginId, newPassword: chosen });
      if (endsOthers) await trpc.sessions.revokeOthers.mutate({});
    } catch (error) {
      if (asksToConfirm(error, () => element.current?.requestSubmit())) return { problems: {} };
      return explain(readRefusal(error));
    }
    return leaveFor("/account?done=password");
  }

  function explain(refusal: Refusal): Outcome {
    if (refusal.code === "E062906") return { problems: { currentPassword: words.currentWrong } };
    const weak = refusedPasswordProblem(refusal, words.newPassword);
    return weak ? { problems: { newPassword: weak } } : { problems: {}, alert: explainRefusal(refusal, words) };
  }

  const { outcome, pending, problemOf, formProps } = useForm(check, send);

  return (
    <>
      <ErrorSummary outcome={outcome} words={words.form} />
      <form ref={element} className="grid grid-cols-1 gap-5" {...formProps}>
        <AccountName loginId={loginId} />
        {hasPassword && (
          <div className="grid gap-1.5">
            <PasswordField
              name="currentPassword"
              label={words.current}
              autoComplete="current-password"
              problem={problemOf("currentPassword")}
              words={words.form}
            />
            <p className="text-sm">
              <TextLink href="/forgot">{words.forgot}</TextLink>
            </p>
          </div>
        )}
        <PasswordField
          name="newPassword"
          label={words.new}
          autoComplete="new-password"
          hint={fill(words.newPassword.rule, { min: PASSWORD_MIN })}
          problem={problemOf("newPassword")}
          words={words.form}
        />
        <CheckField name="signOutOthers" label={words.signOutOthers} hint={words.signOutOthersNote} defaultChecked />
        <Submit pending={pending} words={words} />
      </form>
      {dialog}
    </>
  );
}
