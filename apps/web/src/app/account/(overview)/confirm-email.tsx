"use client";

import { startTransition, useActionState } from "react";
import { Alert } from "../../../ui/alert";
import { Button } from "../../../ui/button";
import { leaveFor } from "../../../ui/leave-for";
import { readRefusal } from "../../../ui/refusal";
import { type AlertContent, explainRefusal } from "../../../ui/refusal-alert";
import type { Words } from "../../../words";
import { sendCode } from "../../(auth)/send-letter";
import type { ConfirmWords } from "../confirm-dialog";
import type { Identity } from "../identity";
import { useConfirm } from "../use-confirm";

interface ConfirmEmailProps {
  identity: Identity;
  words: Pick<Words["account"], "confirm" | "confirming" | "email"> & { confirmWords: ConfirmWords };
}

/** Has a code mailed to the user's address, which proves that it is theirs. */
export function ConfirmEmail({ identity, words }: ConfirmEmailProps) {
  const { asksToConfirm, dialog } = useConfirm(identity, words.confirmWords);

  const [refused, act, pending] = useActionState(async (): Promise<AlertContent | undefined> => {
    const { loginId, email } = identity;
    try {
      await sendCode({ purpose: "email", loginId, email, next: "/account" });
    } catch (error) {
      return asksToConfirm(error, send) ? undefined : explainRefusal(readRefusal(error), words.confirmWords);
    }
    return leaveFor("/verify");
  }, undefined);

  function send() {
    startTransition(act);
  }

  return (
    <>
      <Button size="small" pending={pending} pendingLabel={words.confirming} onClick={send}>
        <span>
          {words.confirm}
          <span className="sr-only"> {words.email}</span>
        </span>
      </Button>
      {refused && (
        <span className="basis-full">
          <Alert tone={refused.tone} title={refused.title}>
            {refused.body}
          </Alert>
        </span>
      )}
      {dialog}
    </>
  );
}
