"use client";

import type { Route } from "next";
import { startTransition, useActionState } from "react";
import { NEW_EMAIL, sendCode } from "#app/(auth)/send-letter";
import { ActionForm } from "#forms/action-form";
import type { Refused } from "#forms/flash";
import { readRefusal } from "#forms/refusal";
import { type AlertContent, explainRefusal, RefusalAlert } from "#forms/refusal-alert";
import { flowPath } from "#steps/begin-flow";
import { leaveFor } from "#steps/leave-for";
import { Button } from "#ui/button";
import type { Words } from "#words/get-words";
import type { ConfirmWords } from "../../account/confirm-dialog";
import type { Identity } from "../../account/identity";
import { useConfirm } from "../../account/use-confirm";

interface ConfirmEmailProps {
  identity: Identity;
  /** Why it was refused, where it was asked for without script. */
  refused: Refused | undefined;
  words: Pick<Words["account"], "confirm" | "confirming" | "email"> & { confirmWords: ConfirmWords };
}

/** Has a code mailed to the user's address, which proves that it is theirs. */
export function ConfirmEmail({ identity, refused: arrived, words }: ConfirmEmailProps) {
  const { asksToConfirm, dialog } = useConfirm(identity, words.confirmWords);

  const [refused, act, pending] = useActionState(async (): Promise<AlertContent | undefined> => {
    const { loginId, email } = identity;
    let page: Route;
    try {
      page = flowPath(await sendCode({ purpose: "email", loginId, email, next: "/account" }));
    } catch (error) {
      return asksToConfirm(error, send) ? undefined : explainRefusal(readRefusal(error), words.confirmWords);
    }
    return leaveFor(page);
  }, arrived && explainRefusal(arrived, words.confirmWords));

  function send() {
    startTransition(act);
  }

  return (
    <>
      <ActionForm
        operation="otp.update.email"
        next="/account"
        back="/account"
        also={{ loginId: identity.loginId, email: identity.email, ...NEW_EMAIL }}
        onSend={send}
      >
        <Button type="submit" size="small" pending={pending} pendingLabel={words.confirming}>
          <span>
            {words.confirm}
            <span className="sr-only"> {words.email}</span>
          </span>
        </Button>
      </ActionForm>
      {refused && (
        <span className="basis-full">
          <RefusalAlert alert={refused} />
        </span>
      )}
      {dialog}
    </>
  );
}
