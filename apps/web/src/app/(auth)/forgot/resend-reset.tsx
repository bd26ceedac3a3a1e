"use client";

import { useActionState, useState } from "react";
import type { Refused } from "#forms/flash";
import { readRefusal } from "#forms/refusal";
import { type AlertContent, explainRefusal, RefusalAlert } from "#forms/refusal-alert";
import { Resend } from "#forms/resend";
import { flowPath } from "#steps/begin-flow";
import type { ResetFlow } from "#steps/flow";
import { Alert } from "#ui/alert";
import type { Words } from "#words/get-words";
import { sendReset } from "./send-reset";

interface ResendResetProps {
  flow: ResetFlow;
  /** Since the last one was sent. */
  secondsAgo: number;
  note: string;
  /** How a letter was asked for on this page without script. */
  arrived: { resent: boolean; refused: Refused | undefined };
  words: Words["forgot"] & Pick<Words, "refusals" | "wait">;
}

/** Sends the letter again. */
export function ResendReset({ flow, secondsAgo, note, arrived, words }: ResendResetProps) {
  const [sent, setSent] = useState({ secondsAgo });

  const [{ done, alert }, resend, resending] = useActionState(
    async (): Promise<{ done: boolean; alert?: AlertContent }> => {
      try {
        await sendReset(flow);
        setSent({ secondsAgo: 0 });
        return { done: true };
      } catch (error) {
        return { done: false, alert: explainRefusal(readRefusal(error), words) };
      }
    },
    { done: arrived.resent, alert: arrived.refused && explainRefusal(arrived.refused, words) },
  );

  return (
    <>
      <RefusalAlert alert={alert} />
      <div role="status" className="empty:hidden">
        {done && <Alert tone="success">{words.resent}</Alert>}
      </div>
      <Resend
        sent={sent}
        pending={resending}
        operation="password.sendReset"
        next="/sign-in"
        back={flowPath(flow)}
        also={{ loginId: flow.loginId }}
        onSend={resend}
        note={note}
        words={words}
      />
    </>
  );
}
