"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Words } from "#words/get-words";
import { Field, INPUT, INPUT_FRAME } from "./field";
import type { ShownProblem } from "./use-form";

interface PasswordFieldProps {
  name?: string;
  /** Where the page has another field of this name. */
  id?: string;
  label: string;
  autoComplete: "new-password" | "current-password";
  hint?: string;
  aside?: ReactNode;
  problem: ShownProblem | undefined;
  /** As of `Field`. */
  isOnly?: boolean;
  words: Pick<Words["form"], "show" | "hide" | "password" | "passwordShown" | "passwordHidden">;
}

/** A password, with a button that shows it. Submitting hides it again. */
export function PasswordField({ name = "password", id, label, autoComplete, hint, aside, problem, isOnly, words }: PasswordFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  // Undefined until it was shown once, so that a fresh page announces nothing.
  const [shown, setShown] = useState<boolean>();

  useEffect(() => {
    const form = input.current?.form;
    const hide = () => setShown((before) => before && false);
    form?.addEventListener("submit", hide);
    return () => form?.removeEventListener("submit", hide);
  }, []);

  function toggle() {
    const field = input.current;
    if (!field) return;
    const { selectionStart, selectionEnd } = field;
    flushSync(() => setShown(!shown));
    // A change of type puts the caret at an end.
    if (document.activeElement === field) field.setSelectionRange(selectionStart, selectionEnd);
  }

  return (
    <Field
      name={name}
      id={id}
      label={label}
      hint={hint}
      aside={aside}
      problem={problem}
      isOnly={isOnly}
      control={(tied) => (
        <div className={`flex items-center ${INPUT_FRAME}`}>
          <input
            {...tied}
            ref={input}
            className={INPUT}
            type={shown ? "text" : "password"}
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
            required
          />
          <button
            type="button"
            className="me-1 min-block-9 min-inline-14 flex-none rounded-sm px-2.5 text-sm font-medium text-ink-soft hover:bg-hover hover:text-ink pointer-coarse:min-block-11 max-sm:min-block-11 noscript:hidden"
            aria-controls={tied.id}
            onMouseDown={(event) => event.preventDefault()} // leaves focus and caret in the field
            onClick={toggle}
          >
            {shown ? words.hide : words.show}
            <span className="sr-only"> {words.password}</span>
          </button>
          <span className="sr-only" role="status">
            {shown === undefined ? "" : shown ? words.passwordShown : words.passwordHidden}
          </span>
        </div>
      )}
    />
  );
}
