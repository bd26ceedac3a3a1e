import { type FormEvent, startTransition, useActionState, useRef, useState } from "react";
import type { AlertContent } from "./refusal-alert";
import { useIsScripted } from "./use-is-scripted";

/** What is wrong with one field: for the list on top, and beside the field. */
export interface Problem {
  summary: string;
  field: string;
}

/** By the `name` of the control. */
export type Problems = Readonly<Record<string, Problem>>;

/** How a submission ended, when it did not end in another page. */
export interface Outcome {
  problems: Problems;
  alert?: AlertContent;
}

/** What a field shows: its problem, or where that was solved since the last submission, the space that it took. */
export interface ShownProblem {
  text: string;
  solved: boolean;
}

const UNTOUCHED: Outcome = { problems: {} };

/**
 * A form that is checked when it is submitted, and from then on, field by field, as the fields that were wrong change.
 * The inputs keep their own values, so nothing typed is lost and no password enters the page's state. While one submission is under
 * way further ones are dropped.
 *
 * @param check what the page can tell by itself
 * @param send asks the server; called only when `check` finds nothing
 * @param arrived how a submission ended that was made before the script was there
 */
export function useForm(check: (form: FormData) => Problems, send: (form: FormData) => Promise<Outcome>, arrived: Outcome = UNTOUCHED) {
  // `pending` is a render late: two submissions in one tick would both see false.
  const sending = useRef(false);
  const [outcome, submit, pending] = useActionState(async (_before: Outcome, form: FormData): Promise<Outcome> => {
    try {
      const problems = check(form);
      return Object.keys(problems).length > 0 ? { problems } : await send(form);
    } finally {
      sending.current = false;
    }
  }, arrived);
  // Until then, and without script, the browser checks what it can.
  const noValidate = useIsScripted();
  const [rechecked, setRechecked] = useState<{ since: Outcome; problems: Partial<Problems> }>({ since: UNTOUCHED, problems: {} });

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (sending.current) return;
    sending.current = true;
    const form = new FormData(event.currentTarget);
    startTransition(() => submit(form));
  }

  function onInput(event: FormEvent<HTMLFormElement>) {
    const { name } = event.target as HTMLInputElement;
    if (!outcome.problems[name]) return;
    const problem = check(new FormData(event.currentTarget))[name];
    setRechecked((before) => ({ since: outcome, problems: { ...(before.since === outcome && before.problems), [name]: problem } }));
  }

  function problemOf(name: string): ShownProblem | undefined {
    const submitted = outcome.problems[name];
    if (!submitted) return undefined;
    const now = rechecked.since === outcome && name in rechecked.problems ? rechecked.problems[name] : submitted;
    return { text: (now ?? submitted).field, solved: now === undefined };
  }

  return { outcome, pending, problemOf, formProps: { onSubmit, onInput, method: "post", noValidate } as const };
}
