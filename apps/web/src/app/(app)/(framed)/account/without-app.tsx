"use client";

import { PostForm } from "#forms/post-form";
import { RefusalAlert } from "#forms/refusal-alert";
import { useForm } from "#forms/use-form";
import { Alert } from "#ui/alert";
import { Button } from "#ui/button";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";
import type { ConfirmWords } from "../../account/confirm-dialog";
import type { Identity } from "../../account/identity";
import { useConfirm } from "../../account/use-confirm";

interface WithoutAppProps {
  identity: Identity;
  words: Words["withoutApp"] & { moving: string; confirmWords: ConfirmWords };
}

/** For who has come in by a recovery code: how many are left, and the way to another phone. */
export function WithoutApp({ identity, words }: WithoutAppProps) {
  const { asksToConfirm, dialog } = useConfirm(identity, words.confirmWords);
  const { outcome, pending, formProps } = useForm({ words: words.confirmWords, returned: undefined, asksToConfirm });
  return (
    <div className="mbe-6 grid gap-3">
      {/* It was there when the page came: nothing that has to interrupt anybody. */}
      <Alert tone="warning" role="group" aria-label={words.title} title={words.title}>
        <p>{fill(words.left, { left: identity.recoveryCodesLeft })}</p>
        <PostForm
          action="totp.update"
          name="moveApp"
          next="/account?done=app"
          back="/account#security"
          also={{ loginId: identity.loginId }}
          className="mbs-2"
          {...formProps}
        >
          <Button type="submit" size="small" pending={pending} pendingLabel={words.moving}>
            {words.move}
          </Button>
        </PostForm>
      </Alert>
      <RefusalAlert alert={outcome.alert} />
      {dialog}
    </div>
  );
}
