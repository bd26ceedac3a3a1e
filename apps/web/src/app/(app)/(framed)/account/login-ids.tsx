"use client";

import type { ReturnedForm } from "#forms/flash";
import { PostForm } from "#forms/post-form";
import { RefusalAlert } from "#forms/refusal-alert";
import { useForm } from "#forms/use-form";
import { Button } from "#ui/button";
import type { Words } from "#words/get-words";
import type { ConfirmWords } from "../../account/confirm-dialog";
import type { Identity } from "../../account/identity";
import { useConfirm } from "../../account/use-confirm";

interface LoginIdsProps {
  identity: Identity;
  /** Those beside the email: as they are, and as people read them. */
  loginIds: readonly { loginId: string; shown: string }[];
  /** Whether one of them may go: not the last way in. */
  areRemovable: boolean;
  /** Why one was not removed, where that was asked for without script. */
  returned: ReturnedForm | undefined;
  words: Words["account"]["loginIds"] & { confirmWords: ConfirmWords };
}

/** The names that sign in beside the email, each with a way to remove it. */
export function LoginIds({ identity, loginIds, areRemovable, returned, words }: LoginIdsProps) {
  const { asksToConfirm, dialog } = useConfirm(identity, words.confirmWords);
  const { outcome, isPending, formProps } = useForm({
    words: words.confirmWords,
    returned,
    asksToConfirm,
  });
  return (
    <>
      <ul className="grid flex-1 grid-cols-1 gap-y-2">
        {loginIds.map(({ loginId, shown }) => (
          <li key={loginId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span className="font-medium wrap-anywhere">{shown}</span>
            {areRemovable && (
              <PostForm
                action="security.removeLoginId"
                name={loginId}
                next="/account?done=loginId"
                back="/account#profile"
                also={{ loginId }}
                {...formProps}
              >
                <Button type="submit" size="small" pending={isPending(loginId)} pendingLabel={words.removing}>
                  <span>
                    {words.remove}
                    <span className="sr-only"> {shown}</span>
                  </span>
                </Button>
              </PostForm>
            )}
          </li>
        ))}
      </ul>
      {outcome.alert && (
        <span className="basis-full">
          <RefusalAlert alert={outcome.alert} />
        </span>
      )}
      {dialog}
    </>
  );
}
