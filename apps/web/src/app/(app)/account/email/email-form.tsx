"use client";

import { spellAddress } from "@repo/contract/address";
import type { Route } from "next";
import { useRef } from "react";
import { NEW_EMAIL, sendCode } from "#app/(auth)/send-letter";
import { EmailField } from "#forms/email-field";
import { ErrorSummary } from "#forms/error-summary";
import type { Refused } from "#forms/flash";
import { emailProblem, problemsOf } from "#forms/problems";
import { type Refusal, readRefusal } from "#forms/refusal";
import { explainRefusal } from "#forms/refusal-alert";
import { Steering } from "#forms/steering";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { flowPath } from "#steps/begin-flow";
import { leaveFor } from "#steps/leave-for";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";
import type { ConfirmWords } from "../confirm-dialog";
import type { Identity } from "../identity";
import { useConfirm } from "../use-confirm";

interface EmailFormProps {
  identity: Identity;
  /** Why the form came back, where it was sent without script. */
  refused: Refused | undefined;
  words: Words["changeEmail"] & ConfirmWords;
}

function emailOf(form: FormData): string {
  return String(form.get("email")).trim();
}

/** Has a code mailed to a new address, which becomes the user's when the code comes back. */
export function EmailForm({ identity, refused, words }: EmailFormProps) {
  const element = useRef<HTMLFormElement>(null);
  const { asksToConfirm, dialog } = useConfirm(identity, words);

  function check(form: FormData): Problems {
    const email = emailOf(form);
    const isSame = email !== "" && spellAddress(email) === spellAddress(identity.email);
    return problemsOf({ email: emailProblem(email, words.form) ?? (isSame ? words.same : undefined) });
  }

  async function send(form: FormData): Promise<Outcome> {
    const { loginId } = identity;
    const email = emailOf(form);
    let page: Route;
    try {
      page = flowPath(await sendCode({ purpose: "email", loginId, email, next: "/account" }));
    } catch (error) {
      if (asksToConfirm(error, () => element.current?.requestSubmit())) return { problems: {} };
      return explain(readRefusal(error));
    }
    return leaveFor(page);
  }

  function explain(refusal: Refusal): Outcome {
    return refusal.code === "E062125" ? { problems: { email: words.taken } } : { problems: {}, alert: explainRefusal(refusal, words) };
  }

  const { outcome, pending, problemOf, formProps } = useForm(check, send, refused && explain(refused));

  return (
    <>
      <ErrorSummary outcome={outcome} words={words.form} />
      <form ref={element} className="grid grid-cols-1 gap-5" action="/api/form/otp.update.email" {...formProps}>
        <Steering next="/account" back="/account/email" also={{ loginId: identity.loginId, ...NEW_EMAIL }} />
        <EmailField
          name="email"
          label={words.new}
          hint={identity.email ? fill(words.present, { address: identity.email }) : undefined}
          autoComplete="email"
          defaultValue={refused?.values.email}
          problem={problemOf("email")}
        />
        <Submit pending={pending} words={words} />
      </form>
      {dialog}
    </>
  );
}
