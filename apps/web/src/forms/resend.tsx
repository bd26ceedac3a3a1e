import { useRouter } from "next/navigation";
import { startTransition, useId } from "react";
import { Button } from "#ui/button";
import { type Begun, formatClock, useSecondsLeft } from "#ui/use-seconds-left";
import { fill } from "#words/fill";
import type { Message } from "#words/message";
import type { ReturnedForm } from "./flash";
import type { FormName } from "./form-name";
import { PostForm, type PostFormProps } from "./post-form";
import type { Refusal } from "./refusal";
import type { AlertContent, RefusalWords } from "./refusal-alert";
import { type Outcome, useForm } from "./use-form";
import { useIsScripted } from "./use-is-scripted";

/** Seconds until another letter may be asked for (C9). */
const RESEND_AFTER_SECONDS = 60;

/** How another letter was asked for without script, of which the page has come. */
export interface ArrivedResend {
  resent: boolean;
  refusedSend: ReturnedForm | undefined;
}

interface UseResendOptions {
  arrived: ArrivedResend;
  /** What else the page has come with. */
  alert?: AlertContent | undefined;
  /** What to say once it is sent. */
  done: string;
  /** What to say of a refusal that is not like everywhere. */
  explain?(refusal: Refusal): Outcome | undefined;
  words: RefusalWords;
}

/** `useForm` of a form that has another letter sent: the page comes anew with it, and stays. */
export function useResend({ arrived: { resent, refusedSend }, alert, done, explain, words }: UseResendOptions) {
  const router = useRouter();
  const sent = (): Outcome => ({ problems: {}, done });
  return useForm({
    words,
    ...(explain && { explain }),
    returned: refusedSend,
    arrived: { problems: {}, ...(alert && { alert }), ...(resent && sent()) },
    done() {
      startTransition(() => router.refresh());
      return sent();
    },
  });
}

interface ResendProps<Name extends FormName> extends PostFormProps<Name> {
  /** From `useForm`. */
  formProps: ReturnType<typeof useForm>["formProps"];
  /** When the last one was sent. */
  sent: Begun;
  pending: boolean;
  /** The one thing left to do. */
  primary?: boolean;
  note: string;
  words: { resend: string; resendIn: Message; resending: string };
}

/** Another letter: after a while, which it counts down. Who cannot see it count may try at once. */
export function Resend<const Name extends FormName>({
  sent,
  pending,
  primary = false,
  note,
  words,
  formProps,
  ...form
}: ResendProps<Name>) {
  const secondsLeft = useSecondsLeft(RESEND_AFTER_SECONDS, sent);
  const left = useIsScripted() ? secondsLeft : 0;
  const noteId = useId();

  return (
    <PostForm {...form} {...formProps} className="grid gap-2 text-center">
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
    </PostForm>
  );
}
