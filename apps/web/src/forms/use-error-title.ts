import { useEffect } from "react";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";
import type { Outcome } from "./use-form";

/** Whether a submission has come back with something wrong. */
function isRefused({ alert, problems }: Outcome): boolean {
  return (alert !== undefined && alert.tone !== "success") || Object.keys(problems).length > 0;
}

/** The page's title says "Error" while the last submission is one (GOV.UK error summary). */
export function useErrorTitle(outcome: Outcome, { errorTitle }: Pick<Words["form"], "errorTitle">): void {
  useEffect(() => {
    if (!isRefused(outcome)) return;
    const before = document.title;
    const title = fill(errorTitle, { title: before });
    document.title = title;
    return () => {
      // Unless the next page has set its own by now.
      if (document.title === title) document.title = before;
    };
  }, [outcome, errorTitle]);
}
