import { useId } from "react";
import { Button } from "./button";
import { fill } from "./fill";
import { type Begun, formatClock, useSecondsLeft } from "./use-seconds-left";

/** Seconds until another letter may be asked for (security.md C9). */
const RESEND_AFTER_SECONDS = 60;

interface ResendProps {
  /** When the last one was sent. */
  sent: Begun;
  pending: boolean;
  onResend(): void;
  /** The one thing left to do. */
  primary?: boolean;
  note: string;
  words: { resend: string; resendIn: string; resending: string };
}

/** Another letter: after a while, which it counts down. */
export function Resend({ sent, pending, onResend, primary = false, note, words }: ResendProps) {
  const left = useSecondsLeft(RESEND_AFTER_SECONDS, sent);
  const noteId = useId();
  return (
    <div className="grid gap-2 text-center">
      <Button
        wide
        variant={primary ? "primary" : "plain"}
        notYet={left > 0 && !pending}
        pending={pending}
        pendingLabel={words.resending}
        onClick={onResend}
        aria-describedby={noteId}
      >
        {left > 0 ? <span className="tabular-nums">{fill(words.resendIn, { time: formatClock(left) })}</span> : words.resend}
      </Button>
      <p id={noteId} className="text-sm text-balance text-ink-faint">
        {note}
      </p>
    </div>
  );
}
