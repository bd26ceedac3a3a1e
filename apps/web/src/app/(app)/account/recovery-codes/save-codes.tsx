"use client";

import { useEffect, useRef } from "react";
import { APP_NAME } from "#brand/name";
import { CheckField } from "#forms/check-field";
import { leaveFor } from "#forms/leave-for";
import { PostForm } from "#forms/post-form";
import { problemsOf } from "#forms/problems";
import { RefusalAlert } from "#forms/refusal-alert";
import { useErrorTitle } from "#forms/use-error-title";
import { useForm } from "#forms/use-form";
import { Button, buttonLook } from "#ui/button";
import { CopyButton } from "#ui/copy-button";
import { DownloadIcon, PrintIcon } from "#ui/icons";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";

interface SaveCodesProps {
  codes: readonly string[];
  /** Whose they are, for the paper they end up on. */
  account: string;
  doneHref: string;
  words: Words["recoveryCodes"] & Pick<Words, "form" | "refusals" | "wait">;
}

/** The codes, three ways to keep them, and a tick that they are kept. */
export function SaveCodes({ codes, account, doneHref, words }: SaveCodesProps) {
  const title = fill(words.fileTitle, { app: APP_NAME, account });
  const file = `${title}\n\n${codes.join("\n")}\n`;
  const { copied, copy, copyFailed } = words;

  const isDone = useRef(false);

  useEffect(() => {
    // They are shown this once: a click on a language, or beside the page, is not to lose them.
    function warn(event: BeforeUnloadEvent) {
      if (!isDone.current) event.preventDefault();
    }
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, []);

  const { outcome, pending, problemOf, formProps } = useForm({
    check: (form) =>
      problemsOf({ saved: form.get("saved") === "on" ? undefined : { summary: words.savedMissing, field: words.savedMissing } }),
    done(_form, location) {
      isDone.current = true;
      return leaveFor(location);
    },
    words,
  });
  useErrorTitle(outcome, words.form);

  return (
    <>
      <div className="grid gap-3">
        <p className="hidden print:block">{title}</p>
        <ul
          aria-label={words.listLabel}
          dir="ltr"
          className="grid grid-cols-[repeat(auto-fit,minmax(20ch,1fr))] rounded-lg border border-line bg-sunken py-3.5 font-mono text-sm select-all"
        >
          {codes.map((code) => (
            <li key={code} className="py-1.25 text-center">
              {code}
            </li>
          ))}
        </ul>
        <div className="flex flex-wrap gap-2 print:hidden [&>:is(a,button)]:flex-auto [&>:is(a,button)]:max-sm:px-3">
          <CopyButton text={codes.join("\n")} words={{ copied, copy, copyFailed }} what={words.copyWhat} />
          <a
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(file)}`}
            download={fill(words.fileName, { app: APP_NAME.toLowerCase() })}
            className={buttonLook({})}
          >
            <span className="inline-flex items-center gap-2">
              <DownloadIcon className="size-4.5" />
              {words.download}
            </span>
          </a>
          <Button onClick={() => print()}>
            <PrintIcon className="size-4.5" />
            {words.print}
          </Button>
        </div>
      </div>
      <RefusalAlert alert={outcome.alert} />
      <PostForm action="codesSaved" next={doneHref} back="/account" className="grid grid-cols-1 gap-4 print:hidden" {...formProps}>
        <CheckField name="saved" label={words.saved} hint={words.savedHint} problem={problemOf("saved")} required />
        <Button type="submit" variant="primary" wide pending={pending}>
          {words.done}
        </Button>
      </PostForm>
    </>
  );
}
