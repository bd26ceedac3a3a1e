"use client";

import { useRef } from "react";
import { AccountName } from "#forms/account-name";
import { CheckField } from "#forms/check-field";
import { ErrorSummary } from "#forms/error-summary";
import type { Refused } from "#forms/flash";
import { NewPasswordField } from "#forms/new-password-field";
import { PasswordField } from "#forms/password-field";
import { newPasswordProblem, problemsOf, refusedPasswordProblem } from "#forms/problems";
import { type Refusal, readRefusal } from "#forms/refusal";
import { explainRefusal } from "#forms/refusal-alert";
import { Steering } from "#forms/steering";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { leaveFor } from "#steps/leave-for";
import { trpc } from "#trpc";
import { TextLink } from "#ui/text-link";
import type { Words } from "#words/get-words";
import type { ConfirmWords } from "../confirm-dialog";
import type { Identity } from "../identity";
import { useConfirm } from "../use-confirm";

interface PasswordFormProps {
  identity: Identity;
  /** Why the form came back, where it was sent without script. */
  refused: Refused | undefined;
  words: Words["changePassword"] & ConfirmWords & Pick<Words, "newPassword">;
}

const DONE = "/account?done=password";
/** The operation that follows where the box is ticked. */
const SIGN_OUT_OTHERS = "sessions.revokeOthers";

function valuesOf(form: FormData) {
  return {
    current: String(form.get("password") ?? ""),
    chosen: String(form.get("newPassword")),
    endsOthers: form.getAll("_then").includes(SIGN_OUT_OTHERS),
  };
}

/** Changes the password of who shows the present one (P9), or sets a first one. */
export function PasswordForm({ identity, refused, words }: PasswordFormProps) {
  const { loginId, hasPassword } = identity;
  const element = useRef<HTMLFormElement>(null);
  const { asksToConfirm, dialog } = useConfirm(identity, words);

  function check(form: FormData): Problems {
    const { current, chosen } = valuesOf(form);
    return problemsOf({
      password: hasPassword && current === "" ? words.currentMissing : undefined,
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
    return leaveFor(DONE);
  }

  function explain(refusal: Refusal): Outcome {
    if (refusal.code === "E062906") return { problems: { password: words.currentWrong } };
    const weak = refusedPasswordProblem(refusal, words.newPassword);
    return weak ? { problems: { newPassword: weak } } : { problems: {}, alert: explainRefusal(refusal, words) };
  }

  const { outcome, pending, problemOf, formProps } = useForm(check, send, refused && explain(refused));
  // Without script: the present password makes the session fresh, which the new one asks for.
  const first = hasPassword ? "password.signIn" : "password.update";
  const also = hasPassword ? { "loginOptions.stepup?": "on", _then: "password.update" } : {};

  return (
    <>
      <ErrorSummary outcome={outcome} words={words.form} />
      <form ref={element} className="grid grid-cols-1 gap-5" action={`/api/form/${first}`} {...formProps}>
        <Steering next={DONE} back="/account/password" also={also} />
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
        <CheckField name="_then" value={SIGN_OUT_OTHERS} label={words.signOutOthers} hint={words.signOutOthersNote} defaultChecked />
        <Submit pending={pending} words={words} />
      </form>
      {dialog}
    </>
  );
}
