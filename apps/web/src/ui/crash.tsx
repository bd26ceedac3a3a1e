"use client";

import { createContext, useContext } from "react";
import { crashWords } from "#words/en/crash";
import type { Words } from "#words/get-words";
import { Button } from "./button";
import { Heading } from "./heading";

const CrashContext = createContext<Words["crash"]>(crashWords);

/** Hands the words of a crash to whichever part of the page will crash: error boundaries get no props of ours. */
export const CrashWords = CrashContext.Provider;

/** What stands where something failed that we did not foresee. Outside `CrashWords` in English. */
export function Crash({ error, retry }: { error: unknown; retry: () => void }) {
  const words = useContext(CrashContext);
  // Errors of server components come without their message, under a number that is in the log too.
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <div role="alert" className="grid justify-items-start gap-4">
      <title>{words.title}</title>
      <Heading>{words.title}</Heading>
      <p className="text-ink-soft">{words.text}</p>
      <Button onClick={retry}>{words.again}</Button>
      {digest && (
        <p className="text-sm text-ink-faint">
          {words.reference} {digest}
        </p>
      )}
    </div>
  );
}
