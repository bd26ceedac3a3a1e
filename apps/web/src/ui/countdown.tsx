"use client";

import { fill } from "#words/fill";
import type { Words } from "#words/get-words";
import type { Message } from "#words/message";
import { useSecondsLeft } from "./use-seconds-left";

/** `872` → "14 minutes 32 seconds". */
export function formatWait(seconds: number, words: Words["wait"]): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60) return fill(words.hours, { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  if (minutes > 0) return fill(words.minutes, { minutes, seconds: seconds % 60 });
  return fill(words.seconds, { seconds });
}

/** A sentence that counts down, and in the end says that the wait is over. It stands in a live region, which hears only start and end. */
export function Countdown({ seconds, phrase, words }: { seconds: number; phrase: Message; words: Words["wait"] }) {
  const left = useSecondsLeft(seconds);

  if (left === 0) return <p>{words.over}</p>;
  return (
    <p>
      <span aria-hidden="true" className="tabular-nums">
        {fill(phrase, { wait: formatWait(left, words) })}
      </span>
      <span className="sr-only">{fill(phrase, { wait: formatWait(seconds, words) })}</span>
    </p>
  );
}
