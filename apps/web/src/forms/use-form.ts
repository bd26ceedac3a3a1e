import { type FormEvent, startTransition, useActionState, useRef, useState } from "react";
import type { ReturnedForm } from "./flash";
import { leaveFor } from "./leave-for";
import type { Refusal } from "./refusal";
import { type AlertContent, explainRefusal, type RefusalWords } from "./refusal-alert";
import { type FormAnswer, sendForm } from "./send-form";
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
  /** It went through: for a live region. */
  done?: string;
  /** The code of the refusal that it ended in. */
  refusedBy?: string;
}

/** What a field shows: its problem, or where that was solved since the last submission, the space that it took. */
export interface ShownProblem {
  text: string;
  solved: boolean;
}

/** What is said of a refusal: as everywhere, in `words`, unless `explain` has something else to say; without `words` it has for all. */
type Explains =
  | { words: RefusalWords; explain?(refusal: Refusal, cameBack?: boolean): Outcome | undefined }
  | { words?: undefined; explain(refusal: Refusal, cameBack?: boolean): Outcome };

/** `cameBack` of `explain` says that the refusal is that of `returned`, which the page knew of when it was made. */
type FormOptions = Explains & {
  /** What the page can tell by itself, before anything is sent. */
  check?(form: FormData): Problems;
  /** From `readFlash`: how the form came back, where it was sent before the script was there, or without any. A dialog's never does. */
  returned?: ReturnedForm | undefined;
  /** What to say at first, of a form that has not come back. */
  arrived?: Outcome;
  /** Instead of leaving for where it leads. In a transition, which is pending until what is begun there has ended. */
  done?(form: FormData, location: string): Outcome | Promise<Outcome>;
  /** Instead of sending it to its address. */
  send?(form: HTMLFormElement, typed: FormData): Promise<FormAnswer>;
  /** From `useConfirm`: takes a refusal upon itself that is over once the person has confirmed that it is them, and sends the form again. */
  asksToConfirm?(refusal: Refusal, again: () => void): boolean;
};

const UNTOUCHED: Outcome = { problems: {} };

/**
 * A form that is checked when it is submitted, and from then on, field by field, as the fields that were wrong change.
 * The inputs keep their own values, so nothing typed is lost and no password enters the page's state. While a form is under way it is not
 * sent again. Several forms may share what is said of the last one; each has a `name` then, and they are sent one after the other.
 *
 * @returns what came of the last submission, whether one is under way (of the form of that name), what to show beside a field, and the
 * form's properties
 */
export function useForm({
  check = () => ({}),
  explain,
  words,
  returned,
  arrived = UNTOUCHED,
  done,
  send: sendTo = sendForm,
  asksToConfirm,
}: FormOptions) {
  // `pending` is a render late: two submissions in one tick would both see false.
  const sending = useRef(new Set<string>());
  // Those sent since nothing was pending.
  const [sent, setSent] = useState<readonly string[]>([]);

  async function send(form: HTMLFormElement, typed: FormData): Promise<Outcome> {
    const problems = check(typed);
    if (Object.keys(problems).length > 0) return { problems };
    const answer = await sendTo(form, typed);
    if ("refusal" in answer) return asksToConfirm?.(answer.refusal, () => form.requestSubmit()) ? UNTOUCHED : tell(answer.refusal);
    return done ? done(typed, answer.location) : leaveFor(answer.location);
  }

  function tell(refusal: Refusal, cameBack?: boolean): Outcome {
    const said = explain?.(refusal, cameBack) ?? { problems: {}, ...(words && { alert: explainRefusal(refusal, words) }) };
    return { ...said, refusedBy: refusal.code };
  }

  /** Nothing was checked before it was sent: what the page can tell of a field by itself it tells better than a refusal does. */
  function explainArrived({ values, ...refusal }: ReturnedForm): Outcome {
    const typed = new FormData();
    for (const [field, value] of Object.entries(values)) typed.set(field, value);
    const problems = Object.entries(check(typed)).filter(([field]) => typed.has(field));
    return problems.length > 0 ? { problems: Object.fromEntries(problems) } : tell(refusal, true);
  }

  const [first] = useState(() => (returned ? explainArrived(returned) : arrived));
  const [outcome, submit, pending] = useActionState(
    async (_before: Outcome, { form, typed, name }: { form: HTMLFormElement; typed: FormData; name: string }): Promise<Outcome> => {
      try {
        return await send(form, typed);
      } finally {
        sending.current.delete(name);
      }
    },
    first,
  );
  // Until then, and without script, the browser checks what it can.
  const noValidate = useIsScripted();
  const [rechecked, setRechecked] = useState<{ since: Outcome; problems: Partial<Problems> }>({ since: UNTOUCHED, problems: {} });

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    // A field may be named "name".
    const name = form.getAttribute("name") ?? "";
    if (sending.current.has(name)) return;
    sending.current.add(name);
    setSent((before) => (pending ? [...before, name] : [name]));
    const typed = new FormData(form);
    startTransition(() => submit({ form, typed, name }));
  }

  function onInput(event: FormEvent<HTMLFormElement>) {
    const { name: field } = event.target as HTMLInputElement;
    if (!outcome.problems[field]) return;
    const problem = check(new FormData(event.currentTarget))[field];
    setRechecked((before) => ({ since: outcome, problems: { ...(before.since === outcome && before.problems), [field]: problem } }));
  }

  function problemOf(field: string): ShownProblem | undefined {
    const submitted = outcome.problems[field];
    if (!submitted) return undefined;
    const now = rechecked.since === outcome && field in rechecked.problems ? rechecked.problems[field] : submitted;
    return { text: (now ?? submitted).field, solved: now === undefined };
  }

  const isPending = (name: string) => pending && sent.includes(name);
  return { outcome, pending, isPending, problemOf, formProps: { onSubmit, onInput, noValidate } };
}
