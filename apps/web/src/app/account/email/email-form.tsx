"use client";

import { useRef } from "react";
import { EmailField } from "../../../ui/email-field";
import { ErrorSummary } from "../../../ui/error-summary";
import { fill } from "../../../ui/fill";
import { leaveFor } from "../../../ui/leave-for";
import { emailProblem, problemsOf } from "../../../ui/problems";
import { readRefusal } from "../../../ui/refusal";
import { explainRefusal } from "../../../ui/refusal-alert";
import { Submit } from "../../../ui/submit";
import { type Outcome, type Problems, useForm } from "../../../ui/use-form";
import type { Words } from "../../../words";
import { sendCode } from "../../(auth)/send-letter";
import type { ConfirmWords } from "../confirm-dialog";
import type { Identity } from "../identity";
import { useConfirm } from "../use-confirm";

interface EmailFormProps {
  identity: Identity;
  words: Words["changeEmail"] & ConfirmWords;
}

function emailOf(form: FormData): string {
  return String(form.get("email")).trim();
}

/** Has a code mailed to a new address, which becomes the user's when the code comes back. */
export function EmailForm({ identity, words }: EmailFormProps) {
  const element = useRef<HTMLFormElement>(null);
  const { asksToConfirm, dialog } = useConfirm(identity, words);

  function check(form: FormData): Problems {
    const email = emailOf(form);
    const isSame = email !== "" && email.toLowerCase() === identity.email;
    return problemsOf({ email: emailProblem(email, words.form) ?? (isSame ? words.same : undefined) });
  }

  async function send(form: FormData): Promise<Outcome> {
    const { loginId } = identity;
    const email = emailOf(form);
    try {
      await sendCode({ purpose: "email", loginId, email, next: "/account" });
    } catch (error) {
      if (asksToConfirm(error, () => element.current?.requestSubmit())) return { problems: {} };
      const refusal = readRefusal(error);
      return refusal.code === "E062125" ? { problems: { email: words.taken } } : { problems: {}, alert: explainRefusal(refusal, words) };
    }
    return leaveFor("/verify");
  }

  const { outcome, pending, problemOf, formProps } = useForm(check, send);

  return (
    <>
      <ErrorSummary outcome={outcome} words={words.form} />
      <form ref={element} className="grid grid-cols-1 gap-5" {...formProps}>
        <EmailField
          name="email"
          label={words.new}
          hint={identity.email ? fill(words.present, { address: identity.email }) : undefined}
          autoComplete="email"
          problem={problemOf("email")}
        />
        <Submit pending={pending} words={words} />
      </form>
      {dialog}
    </>
  );
}
