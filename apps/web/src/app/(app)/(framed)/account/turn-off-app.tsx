"use client";

import { CodeField } from "#forms/code-field";
import { codeProblem } from "#forms/code-problem";
import { PostForm } from "#forms/post-form";
import { problemsOf } from "#forms/problems";
import type { Refusal } from "#forms/refusal";
import { RefusalAlert } from "#forms/refusal-alert";
import { type Outcome, type Problems, useForm } from "#forms/use-form";
import { Button } from "#ui/button";
import { Dialog, DialogActions } from "#ui/dialog";
import { LINK_LOOK } from "#ui/text-link";
import type { Words } from "#words/get-words";

interface TurnOffAppProps {
  /** Whether they have no code from it, and how to say so. */
  isLost: boolean;
  onLost(isLost: boolean): void;
  /** From `useConfirm`. */
  asksToConfirm(refusal: Refusal, again: () => void): boolean;
  /** Whether it is off now. */
  onClose(isOff: boolean): void;
  words: Pick<Words, "turnOffApp" | "code" | "refusals" | "wait">;
}

/** Of the field: the page below has others. */
const ID = "turnOffCode";
const HERE = "/account#security";

/** Asks for a code from the app that is to be turned off; of who has lost it, for whatever else confirms that it is them. */
export function TurnOffApp({ isLost, onLost, asksToConfirm, onClose, words }: TurnOffAppProps) {
  const { turnOffApp } = words;

  function check(form: FormData): Problems {
    return isLost ? {} : problemsOf({ code: codeProblem(String(form.get("code")), words.code) });
  }

  function explain({ code }: Refusal): Outcome | undefined {
    if (code !== "E061102") return undefined;
    return { problems: { code: words.code.appWrong } };
  }

  const { outcome, pending, problemOf, formProps } = useForm({
    check,
    explain,
    words,
    asksToConfirm,
    done() {
      onClose(true);
      return { problems: {} };
    },
  });

  return (
    <Dialog title={turnOffApp.title} text={isLost ? turnOffApp.lostText : turnOffApp.text} onClose={() => onClose(false)}>
      <PostForm action="totp.remove" next={HERE} back={HERE} className="grid grid-cols-1 gap-4" {...formProps}>
        <RefusalAlert alert={outcome.alert} />
        {!isLost && <CodeField id={ID} label={words.code.label} problem={problemOf("code")} outcome={outcome} />}
        <p className="text-sm">
          <button type="button" className={`${LINK_LOOK} min-block-6`} onClick={() => onLost(!isLost)}>
            {isLost ? turnOffApp.found : turnOffApp.lost}
          </button>
        </p>
        <DialogActions>
          <Button onClick={() => onClose(false)}>{turnOffApp.keep}</Button>
          <Button type="submit" variant="dangerous" pending={pending} pendingLabel={turnOffApp.submitting}>
            {turnOffApp.submit}
          </Button>
        </DialogActions>
      </PostForm>
    </Dialog>
  );
}
