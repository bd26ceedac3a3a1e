"use client";

import { useEffect, useRef } from "react";
import { Alert } from "#ui/alert";
import { LINK_LOOK } from "#ui/text-link";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";
import { useErrorTitle } from "./use-error-title";
import type { Outcome, Problems } from "./use-form";

/** Why the form came back: what was refused, or the list of fields to change. Takes the focus, and the page's title says "Error". */
export function ErrorSummary({ outcome, words }: { outcome: Outcome; words: Pick<Words["form"], "problemsTitle" | "errorTitle"> }) {
  const summary = useRef<HTMLDivElement>(null);

  useErrorTitle(outcome, words);
  // With each submission that ends here anew.
  useEffect(() => {
    summary.current?.focus();
  }, [outcome]);

  const { alert, problems } = outcome;
  const count = Object.keys(problems).length;
  if (alert) {
    return (
      <Alert ref={summary} tabIndex={-1} tone={alert.tone} title={alert.title}>
        {alert.body}
      </Alert>
    );
  }
  if (count === 0) return null;
  return (
    <Alert ref={summary} tabIndex={-1} tone="danger" title={fill(words.problemsTitle, { count })}>
      <ProblemList problems={problems} />
    </Alert>
  );
}

function ProblemList({ problems }: { problems: Problems }) {
  return (
    <ul className="grid gap-2">
      {Object.entries(problems).map(([name, problem]) => (
        <li key={name}>
          <a
            href={`#${name}`}
            className={LINK_LOOK}
            onClick={(event) => {
              // Into the field, not only towards it, and without an entry in the history.
              event.preventDefault();
              document.getElementById(name)?.focus();
            }}
          >
            {problem.summary}
          </a>
        </li>
      ))}
    </ul>
  );
}
