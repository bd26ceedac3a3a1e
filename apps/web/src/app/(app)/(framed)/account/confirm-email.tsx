"use client";

import { newEmail } from "#app/(auth)/new-email";
import type { ReturnedForm } from "#forms/flash";
import { PostForm } from "#forms/post-form";
import { explainLetterLimit, RefusalAlert } from "#forms/refusal-alert";
import { useForm } from "#forms/use-form";
import { Alert } from "#ui/alert";
import { Button } from "#ui/button";
import { fillElements } from "#words/fill";
import type { Words } from "#words/get-words";
import type { ConfirmWords } from "../../account/confirm-dialog";
import type { Identity } from "../../account/identity";
import { useConfirm } from "../../account/use-confirm";

interface ConfirmEmailProps {
  identity: Identity;
  /** Why it was refused, where it was asked for without script. */
  returned: ReturnedForm | undefined;
  words: Pick<Words["account"], "confirmFirst"> & { confirmWords: ConfirmWords };
}

/** Asks for the code that proves the user's address to be theirs, until it has, and has it mailed. */
export function ConfirmEmail({ identity, returned, words }: ConfirmEmailProps) {
  const { asksToConfirm, dialog } = useConfirm(identity, words.confirmWords);
  const { outcome, pending, formProps } = useForm({
    words: words.confirmWords,
    explain(refusal) {
      const alert = explainLetterLimit(refusal, words.confirmWords);
      return alert && { problems: {}, alert };
    },
    returned,
    asksToConfirm,
  });

  const { title, text, action, sending } = words.confirmFirst;
  return (
    // It was there when the page came: nothing that has to interrupt anybody.
    <Alert tone="warning" role="group" title={title}>
      <p className="text-pretty">{fillElements(text, { address: <b className="font-medium wrap-anywhere">{identity.email}</b> })}</p>
      <RefusalAlert alert={outcome.alert} />
      <PostForm
        action="otp.update.email"
        next="/account"
        back="/account"
        also={newEmail(identity.loginId, identity.email)}
        className="mbs-2"
        {...formProps}
      >
        <Button type="submit" size="small" pending={pending} pendingLabel={sending}>
          {action}
        </Button>
      </PostForm>
      {dialog}
    </Alert>
  );
}
