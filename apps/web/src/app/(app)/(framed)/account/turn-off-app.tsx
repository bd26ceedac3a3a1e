"use client";

import { useRef } from "react";
import { CodeField } from "#forms/code-field";
import { codeProblem } from "#forms/code-problem";
import { problemsOf } from "#forms/problems";
import { readRefusal } from "#forms/refusal";
import { explainRefusal, RefusalAlert } from "#forms/refusal-alert";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { trpc } from "#trpc";
import { Button } from "#ui/button";
import { Dialog, DialogActions } from "#ui/dialog";
import type { Words } from "#words/get-words";

interface TurnOffAppProps {
  /** From `useConfirm`. */
  asksToConfirm(error: unknown, again: () => void): boolean;
  /** Whether it is off now. */
  onClose(isOff: boolean): void;
  words: Pick<Words, "turnOffApp" | "code" | "refusals" | "wait">;
}

const FIELD = "turnOffCode";

/** Asks for a code from the app that is to be turned off. */
export function TurnOffApp({ asksToConfirm, onClose, words }: TurnOffAppProps) {
  const { turnOffApp } = words;
  const element = useRef<HTMLFormElement>(null);

  function check(form: FormData): Problems {
    return problemsOf({ [FIELD]: codeProblem(String(form.get(FIELD)), words.code) });
  }

  async function send(form: FormData): Promise<Outcome> {
    try {
      await trpc.totp.remove.mutate({ code: String(form.get(FIELD)) });
    } catch (error) {
      if (asksToConfirm(error, () => element.current?.requestSubmit())) return { problems: {} };
      const refusal = readRefusal(error);
      if (refusal.code !== "E061102") return { problems: {}, alert: explainRefusal(refusal, words) };
      const { title, field } = words.code.appWrong;
      return { problems: { [FIELD]: { summary: title, field } } };
    }
    onClose(true);
    return { problems: {} };
  }

  const { outcome, pending, problemOf, formProps } = useForm(check, send);

  return (
    <Dialog title={turnOffApp.title} text={turnOffApp.text} onClose={() => onClose(false)}>
      <form ref={element} className="grid grid-cols-1 gap-4" {...formProps}>
        <RefusalAlert alert={outcome.alert} />
        <CodeField name={FIELD} label={words.code.label} problem={problemOf(FIELD)} outcome={outcome} />
        <DialogActions>
          <Button onClick={() => onClose(false)}>{turnOffApp.keep}</Button>
          <Button type="submit" variant="dangerous" pending={pending} pendingLabel={turnOffApp.submitting}>
            {turnOffApp.submit}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
