"use client";

import { CODE_PATTERN, CODE_TEXT_MAX, readCode } from "@repo/contract/code";
import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { ErrorIcon } from "#ui/state-icons";
import { TITLE_ID } from "#ui/title-id";
import { INPUT_FRAME, LABEL, LABEL_ROW } from "./field";
import type { Outcome, ShownProblem } from "./use-form";

interface CodeFieldProps {
  name?: string;
  /** Where the page has another field of this name. */
  id?: string;
  label: string;
  /** At the end of the label's line. */
  aside?: ReactNode;
  hint?: string;
  problem: ShownProblem | undefined;
  /** A wrong code is selected, to be typed over, each time a submission has ended so. Where something else takes the focus: undefined. */
  outcome?: Outcome;
  /** It is the only field of its page: it has the focus from the start, and says the page's title, which would have had it. */
  isOnly?: boolean;
}

/** Whether all that a form asks for is there, but for what only a submission can tell. */
function isComplete({ elements }: HTMLFormElement): boolean {
  return [...elements].every((field) => !(field instanceof HTMLInputElement && field.required) || field.value !== "");
}

/**
 * One field for six digits: filled in by the browser, typed, or pasted with whatever is around them. The sixth sends the form, wherever
 * nothing else of it is missing.
 */
export function CodeField({ name = "code", id = name, label, aside, hint, problem, outcome, isOnly = false }: CodeFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const wrong = problem !== undefined && !problem.solved;
  const described = [isOnly && TITLE_ID, aside && `${id}-aside`, wrong ? `${id}-error` : hint && `${id}-hint`].filter(Boolean).join(" ");

  useEffect(() => {
    if (!outcome?.problems[name]) return;
    input.current?.focus();
    input.current?.select();
  }, [outcome, name]);

  function submitWhenComplete({ currentTarget }: FormEvent<HTMLInputElement>) {
    const { form, value } = currentTarget;
    if (form && readCode(value) !== "" && isComplete(form)) form.requestSubmit();
  }

  return (
    <div className="grid grid-cols-1 content-start gap-1.5">
      <div className={LABEL_ROW}>
        <label className={LABEL} htmlFor={id}>
          {label}
        </label>
        {aside && (
          <span id={`${id}-aside`} className="text-sm text-ink-faint">
            {aside}
          </span>
        )}
      </div>
      <div className={`flex ${INPUT_FRAME}`}>
        <input
          ref={input}
          id={id}
          name={name}
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern={CODE_PATTERN}
          maxLength={CODE_TEXT_MAX}
          dir="ltr"
          required
          // biome-ignore lint/a11y/noAutofocus: the only thing to do here, and the title is read with it
          autoFocus={isOnly}
          aria-describedby={described || undefined}
          aria-invalid={wrong || undefined}
          onInput={submitWhenComplete}
          className="min-block-14.5 min-inline-0 flex-1 bg-transparent ps-2 pe-[0.18em] text-center font-mono text-code font-medium tabular-nums tracking-code outline-none"
        />
      </div>
      {problem ? (
        // Read out as it appears: the focus stays where it is.
        <p id={`${id}-error`} role="alert" className={`flex gap-1.5 text-sm font-medium text-danger ${wrong ? "" : "invisible"}`}>
          <ErrorIcon className="mbs-[0.125em] size-[1.125em]" />
          {problem.text}
        </p>
      ) : (
        hint && (
          <p className="text-sm text-ink-faint" id={`${id}-hint`}>
            {hint}
          </p>
        )
      )}
    </div>
  );
}
