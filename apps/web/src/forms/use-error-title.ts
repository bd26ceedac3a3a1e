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
    let before = "";
    let title = "";
    const mark = fill(errorTitle, { title: "" });
    const tell = () => {
      // The server has said so already, where the form came back without script.
      before = document.title.startsWith(mark) ? document.title.slice(mark.length) : document.title;
      title = fill(errorTitle, { title: before });
      document.title = title;
    };
    tell();
    // On a slow line the page's own title comes later than a refusal, and React puts it in front of the one that was changed.
    const titles = new MutationObserver(() => document.title !== title && tell());
    titles.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => {
      titles.disconnect();
      // Unless the next page has set its own by now.
      if (document.title === title) document.title = before;
    };
  }, [outcome, errorTitle]);
}
