"use client";

import { useEffect, useState } from "react";
import type { Words } from "#words/get-words";
import { formatMoment, type MomentStyle } from "./format-moment";

/**
 * A point in time, in the reader's time zone. The server does not know it, so what it sends is in UTC and says so; the page's script
 * corrects that as it starts.
 */
export function Moment({ at, style, words }: { /** epoch seconds */ at: number; style: MomentStyle; words: Words["time"] }) {
  const [reader, setReader] = useState<{ now: number; timeZone: string }>();

  useEffect(() => {
    setReader({ now: Date.now(), timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
  }, []);

  return (
    // Two builds of ICU may put the same date differently.
    <time dateTime={new Date(at * 1000).toISOString()} suppressHydrationWarning>
      {formatMoment(at * 1000, style, words, reader)}
    </time>
  );
}
