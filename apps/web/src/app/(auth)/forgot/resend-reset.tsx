"use client";

import { useMemo } from "react";
import { RefusalAlert } from "#forms/refusal-alert";
import { type ArrivedResend, Resend, useResend } from "#forms/resend";
import type { ResetFlow } from "#steps/flow";
import { flowPath } from "#steps/flow-path";
import { Alert } from "#ui/alert";
import type { Words } from "#words/get-words";
import { type LetterLimitWords, letterLimit } from "../letter-limit";

interface ResendResetProps {
  flow: ResetFlow;
  /** Since the last one was sent. */
  secondsAgo: number;
  note: string;
  arrived: ArrivedResend;
  words: Words["forgot"] & LetterLimitWords;
}

/** Sends the letter again. */
export function ResendReset({ flow, secondsAgo, note, arrived, words }: ResendResetProps) {
  // One object for each letter that was sent: the page comes anew with the next.
  const sent = useMemo(() => ({ of: flow, secondsAgo }), [flow, secondsAgo]);
  const { outcome, pending, formProps } = useResend({
    arrived,
    done: words.resent,
    explain: (refusal) => letterLimit(refusal, "reset", "", words),
    words,
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
