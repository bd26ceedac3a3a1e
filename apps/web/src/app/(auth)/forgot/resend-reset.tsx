"use client";

import { useRouter } from "next/navigation";
import { startTransition, useMemo } from "react";
import type { Refused } from "#forms/flash";
import { explainRefusal, RefusalAlert } from "#forms/refusal-alert";
import { Resend } from "#forms/resend";
import { useForm } from "#forms/use-form";
import type { ResetFlow } from "#steps/flow";
import { flowPath } from "#steps/flow-path";
import { Alert } from "#ui/alert";
import type { Words } from "#words/get-words";

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
  const router = useRouter();
  // One object for each letter that was sent: the page comes anew with the next.
  const sent = useMemo(() => ({ of: flow, secondsAgo }), [flow, secondsAgo]);
  const { outcome, pending, formProps } = useForm({
    explain: (refusal) => ({ problems: {}, alert: explainRefusal(refusal, words) }),
    refused: arrived.refused,
    arrived: { problems: {}, ...(arrived.resent && { done: words.resent }) },
    done() {
      startTransition(() => router.refresh());
      return { problems: {}, done: words.resent };
    },
  });

  return (
    <>
      <RefusalAlert alert={outcome.alert} />
      <div role="status" className="empty:hidden">
        {outcome.done && <Alert tone="success">{outcome.done}</Alert>}
      </div>
      <Resend
        sent={sent}
        pending={pending}
        formProps={formProps}
        action="password.sendReset"
        next="/sign-in"
        back={flowPath(flow)}
        also={{ loginId: flow.loginId }}
        note={note}
        words={words}
      />
    </>
  );
}
