import { fill } from "#words/fill";
import type { Words } from "#words/get-words";

/** `when`: "Today, 09:12". `day`: "today at 09:12", "on 14 November 2026". `ago`: "2 hours ago". */
export type MomentStyle = "when" | "day" | "ago";

interface Reader {
  /** Milliseconds since 1970. */
  now: number;
  timeZone: string;
}

const DAY_MILLISECONDS = 86_400_000;
const UNITS = [
  ["day", DAY_MILLISECONDS],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

const formats = new Map<string, Intl.DateTimeFormat>();

// To make one takes many times as long as to use it, and a page needs the same ones over and over.
function formatIn(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options]);
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, format);
  return format;
}

/**
 * Words for a point in time, for a reader whose clock and time zone are known; without one, the date and time in UTC.
 * @param at milliseconds since 1970
 */
export function formatMoment(at: number, style: MomentStyle, words: Words["time"], reader?: Reader): string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    formatIn(words.locale, { timeZone: reader?.timeZone ?? "UTC", ...options }).format(at);
  const dateTime = () => format({ dateStyle: "medium", timeStyle: "short" });
  if (!reader) return fill(words.inUtc, { time: dateTime() });
  if (style === "ago") return formatAgo(at, words, reader.now);
  const daysAgo = dayNumber(reader.now, reader.timeZone) - dayNumber(at, reader.timeZone);
  const phrases = words[style];
  if (daysAgo === 0) return fill(phrases.today, { time: format({ timeStyle: "short" }) });
  if (daysAgo === 1) return fill(phrases.yesterday, { time: format({ timeStyle: "short" }) });
  return fill(phrases.other, { date: format({ dateStyle: "long" }), dateTime: dateTime() });
}

function formatAgo(at: number, words: Words["time"], now: number): string {
  const unit = UNITS.find(([, length]) => now - at >= length);
  if (!unit) return words.justNow;
  const [name, length] = unit;
  return new Intl.RelativeTimeFormat(words.locale).format(-Math.floor((now - at) / length), name);
}

/** Counts calendar days, which are not always 24 hours long. */
function dayNumber(at: number, timeZone: string): number {
  // Swedish dates are ISO dates.
  return Date.parse(formatIn("sv-SE", { timeZone, dateStyle: "short" }).format(at)) / DAY_MILLISECONDS;
}
