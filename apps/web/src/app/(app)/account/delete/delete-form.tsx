"use client";

import type { ReturnedForm } from "#forms/flash";
import { PostForm } from "#forms/post-form";
import { RefusalAlert } from "#forms/refusal-alert";
import { useForm } from "#forms/use-form";
import { Button } from "#ui/button";
import type { Words } from "#words/get-words";
import type { ConfirmWords } from "../confirm-dialog";
import type { Identity } from "../identity";
import { useConfirm } from "../use-confirm";

interface DeleteFormProps {
  identity: Identity;
  /** Why it was refused, where it was sent without script. */
  returned: ReturnedForm | undefined;
  words: Pick<Words["deleteAccount"], "submit" | "submitting"> & ConfirmWords;
}

/** Has the account erased, once the person has shown anew that it is them. */
export function DeleteForm({ identity, returned, words }: DeleteFormProps) {
  const { asksToConfirm, dialog } = useConfirm(identity, words);
  const { outcome, pending, formProps } = useForm({ words, returned, asksToConfirm });
  return (
    <>
      <RefusalAlert alert={outcome.alert} />
      <PostForm action="security.deleteAccount" next="/sign-in?done=deletion" back="/account/delete" className="grid" {...formProps}>
        <Button type="submit" variant="danger" pending={pending} pendingLabel={words.submitting}>
          {words.submit}
        </Button>
      </PostForm>
      {dialog}
    </>
  );
}
