import { useId } from "react";
import { Button } from "#ui/button";
import { type Begun, formatClock, useSecondsLeft } from "#ui/use-seconds-left";
import { fill } from "#words/fill";
import type { Message } from "#words/message";
import { ActionForm, type ActionFormProps } from "./action-form";
import { useIsScripted } from "./use-is-scripted";

/** Seconds until another letter may be asked for (C9). */
const RESEND_AFTER_SECONDS = 60;

interface ResendProps extends ActionFormProps {
  /** When the last one was sent. */
  sent: Begun;
  pending: boolean;
  /** The one thing left to do. */
  primary?: boolean;
  note: string;
  words: { resend: string; resendIn: Message; resending: string };
}

/** Another letter: after a while, which it counts down. Who cannot see it count may try at once. */
export function Resend({ sent, pending, primary = false, note, words, ...form }: ResendProps) {
  const secondsLeft = useSecondsLeft(RESEND_AFTER_SECONDS, sent);
  const left = useIsScripted() ? secondsLeft : 0;
  const noteId = useId();

  return (
    <ActionForm {...form} className="grid gap-2 text-center">
      <Button
        type="submit"
        wide
        variant={primary ? "primary" : "plain"}
        notYet={left > 0 && !pending}
        pending={pending}
        pendingLabel={words.resending}
        aria-describedby={noteId}
      >
        {left > 0 ? <span className="tabular-nums">{fill(words.resendIn, { time: formatClock(left) })}</span> : words.resend}
      </Button>
      <p id={noteId} className="text-sm text-balance text-ink-faint">
        {note}
      </p>
    </ActionForm>
  );
}
