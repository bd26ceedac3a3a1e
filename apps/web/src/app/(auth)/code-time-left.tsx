"use client";

import { CODE_MINUTES } from "@repo/contract/limits";
import { type Begun, formatClock, useSecondsLeft } from "#ui/use-seconds-left";
import { fill } from "#words/fill";
import type { Words } from "#words/get-words";

/** How long a code still works, beside the field that takes it. */
export function CodeTimeLeft({ sent, words }: { sent: Begun; words: Pick<Words["verify"], "worksFor" | "expired"> }) {
  const left = useSecondsLeft(CODE_MINUTES * 60, sent);
  return (
    <span className="tabular-nums noscript:hidden">
      {left > 0 ? fill(words.worksFor, { time: formatClock(left) }) : words.expired.title}
    </span>
  );
}
