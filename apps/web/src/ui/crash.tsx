"use client";

import { crashWords } from "../words/crash";
import { Button } from "./button";
import { fill } from "./fill";
import { Heading } from "./heading";

/** What stands where something failed that we did not foresee. */
export function Crash({ error, retry }: { error: unknown; retry: () => void }) {
  // Errors of server components come without their message, under a number that is in the log too.
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : undefined;
  return (
    <div role="alert" className="grid justify-items-start gap-4">
      <title>{crashWords.title}</title>
      <Heading>{crashWords.title}</Heading>
      <p className="text-ink-soft">{crashWords.text}</p>
      <Button onClick={retry}>{crashWords.again}</Button>
      {digest && <p className="text-sm text-ink-faint">{fill(crashWords.reference, { digest })}</p>}
    </div>
  );
}
