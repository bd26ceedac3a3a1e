"use client";

import { useEffect, useState } from "react";
import { Button } from "./button";
import { CheckIcon, CopyIcon } from "./icons";

interface CopyButtonProps {
  text: string;
  size?: "normal" | "small";
  /** On a phone there is room for the icon alone. */
  tight?: boolean;
  words: { copy: string; copied: string; copyFailed: string };
  /** What is copied, for who cannot see what the button stands beside. */
  what: string;
}

const SHOWN_MILLISECONDS = 4000;

/** Copies, and says so. */
export function CopyButton({ text, size = "normal", tight = false, words, what }: CopyButtonProps) {
  const [result, setResult] = useState<"copied" | "failed">();

  useEffect(() => {
    if (result === undefined) return;
    const timer = setTimeout(() => setResult(undefined), SHOWN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [result]);

  async function copy() {
    // Browsers have no clipboard for pages that came over plain http.
    const done = navigator.clipboard?.writeText(text) ?? Promise.reject();
    setResult(await done.then(() => "copied" as const).catch(() => "failed" as const));
  }

  return (
    <span className="contents noscript:hidden">
      <Button size={size} onClick={copy}>
        {result === "copied" ? <CheckIcon className="size-4.5 text-success" /> : <CopyIcon className="size-4.5" />}
        <span className={tight ? "max-sm:sr-only" : undefined}>{result === "copied" ? words.copied : words.copy}</span>
        <span className="sr-only"> {what}</span>
      </Button>
      <span role="status" className={result === "failed" ? "basis-full text-sm text-ink-faint" : "sr-only"}>
        {result === "copied" && words.copied}
        {result === "failed" && words.copyFailed}
      </span>
    </span>
  );
}
