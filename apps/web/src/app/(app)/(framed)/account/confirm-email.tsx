"use client";

import { newEmail } from "#app/(auth)/new-email";
import type { ReturnedForm } from "#forms/flash";
import { PostForm } from "#forms/post-form";
import { RefusalAlert } from "#forms/refusal-alert";
import { useForm } from "#forms/use-form";
import { Button } from "#ui/button";
import type { Words } from "#words/get-words";
import type { ConfirmWords } from "../../account/confirm-dialog";
import type { Identity } from "../../account/identity";
import { useConfirm } from "../../account/use-confirm";

interface ConfirmEmailProps {
  identity: Identity;
  /** Why it was refused, where it was asked for without script. */
  returned: ReturnedForm | undefined;
  words: Pick<Words["account"], "confirm" | "confirming" | "email"> & { confirmWords: ConfirmWords };
}

/** Has a code mailed to the user's address, which proves that it is theirs. */
export function ConfirmEmail({ identity, returned, words }: ConfirmEmailProps) {
  const { asksToConfirm, dialog } = useConfirm(identity, words.confirmWords);
  const { outcome, pending, formProps } = useForm({
    words: words.confirmWords,
    returned,
    asksToConfirm,
  });

  return (
    <>
      <PostForm action="otp.update.email" next="/account" back="/account" also={newEmail(identity.loginId, identity.email)} {...formProps}>
        <Button type="submit" size="small" pending={pending} pendingLabel={words.confirming}>
          <span>
            {words.confirm}
            <span className="sr-only"> {words.email}</span>
          </span>
        </Button>
      </PostForm>
      {outcome.alert && (
        <span className="basis-full">
          <RefusalAlert alert={outcome.alert} />
        </span>
      )}
      {dialog}
    </>
  );
}
