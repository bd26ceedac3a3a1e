"use client";

import { spellAddress } from "@repo/contract/address";
import { newEmail } from "#app/(auth)/new-email";
import { EmailField } from "#forms/email-field";
import { ErrorSummary } from "#forms/error-summary";
import type { ReturnedForm } from "#forms/flash";
import { PostForm } from "#forms/post-form";
import { emailProblem, problemsOf } from "#forms/problems";
import type { Refusal } from "#forms/refusal";
import { explainLetterLimit } from "#forms/refusal-alert";
import { Submit } from "#forms/submit";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";
import type { ConfirmWords } from "../confirm-dialog";
import type { Identity } from "../identity";
import { useConfirm } from "../use-confirm";

interface EmailFormProps {
  identity: Identity;
  /** What was typed before, on the way back from the page that waits for its code. */
  typed: string | undefined;
  /** Why the form came back, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Words["changeEmail"] & ConfirmWords;
}

/** Has a code mailed to a new address, which becomes the user's when the code comes back. */
export function EmailForm({ identity, typed, returned, words }: EmailFormProps) {
  const { asksToConfirm, dialog } = useConfirm(identity, words);

  function check(form: FormData): Problems {
    const email = String(form.get("email")).trim();
    const isSame = email !== "" && spellAddress(email) === spellAddress(identity.email);
    return problemsOf({ email: emailProblem(email, words.form) ?? (isSame ? words.same : undefined) });
  }

  function explain(refusal: Refusal): Outcome | undefined {
    if (refusal.code === "E062125") return { problems: { email: words.taken } };
    const alert = explainLetterLimit(refusal, words);
    return alert && { problems: {}, alert };
  }

  const { outcome, pending, problemOf, formProps } = useForm({ check, explain, words, returned, asksToConfirm });

  return (
    <>
      <ErrorSummary outcome={outcome} words={words.form} />
      <PostForm
        action="otp.update.email"
        next="/account"
        back="/account/email"
        also={newEmail(identity.loginId)}
        className="grid grid-cols-1 gap-5"
        {...formProps}
      >
        <EmailField
          name="email"
          label={words.new}
          hint={identity.email ? fill(words.present, { address: identity.email }) : undefined}
          autoComplete="email"
          defaultValue={returned?.values.email ?? typed}
          problem={problemOf("email")}
        />
        <Submit pending={pending} words={words} />
      </PostForm>
      {dialog}
    </>
  );
}
