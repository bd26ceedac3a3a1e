import { describe, expect, it } from "vitest";
import { wordsIn } from "#words/languages";
import { formatMoment, type MomentStyle } from "./format-moment";

const at = (iso: string) => Date.parse(iso);
const format = (moment: string, style: MomentStyle, now: string, timeZone = "Europe/Berlin") =>
  formatMoment(at(moment), style, wordsIn("en").time, { now: at(now), timeZone });

describe("formatMoment", () => {
  it("goes by the reader's calendar day, not by 24 hours", () => {
    const now = "2026-11-21T22:30:00Z"; // 23:30 in Berlin

    expect(format("2026-11-20T23:01:00Z", "when", now)).toBe("Today, 00:01");
    expect(format("2026-11-20T22:59:00Z", "when", now)).toBe("Yesterday, 23:59");
    expect(format("2026-11-19T22:59:00Z", "when", now)).toBe("19 Nov 2026, 23:59");
    expect(format("2026-11-20T23:01:00Z", "when", now, "UTC")).toBe("Yesterday, 23:01");
  });

  it("knows yesterday after a day of 23 hours and after one of 25", () => {
    expect(format("2026-03-28T22:50:00Z", "day", "2026-03-29T22:10:00Z")).toBe("on 28 March 2026");
    expect(format("2026-03-28T23:10:00Z", "day", "2026-03-29T22:10:00Z")).toBe("yesterday at 00:10");
    expect(format("2026-10-24T22:10:00Z", "day", "2026-10-25T23:10:00Z")).toBe("yesterday at 00:10");
  });

  it("runs on in a sentence", () => {
    const now = "2026-11-21T12:00:00Z";

    expect(format("2026-11-21T08:12:00Z", "day", now)).toBe("today at 09:12");
    expect(format("2026-11-14T08:12:00Z", "day", now)).toBe("on 14 November 2026");
  });

  it("says how long ago in whole units, rounded down", () => {
    const now = "2026-11-21T12:00:00Z";

    expect(format("2026-11-21T11:59:01Z", "ago", now)).toBe("just now");
    expect(format("2026-11-21T12:00:05Z", "ago", now)).toBe("just now"); // the reader's clock is behind
    expect(format("2026-11-21T11:59:00Z", "ago", now)).toBe("1 minute ago");
    expect(format("2026-11-21T10:01:00Z", "ago", now)).toBe("1 hour ago");
    expect(format("2026-11-15T12:00:00Z", "ago", now)).toBe("6 days ago");
  });

  it("says UTC while the reader's zone is not known", () => {
    expect(formatMoment(at("2026-11-21T22:30:00Z"), "ago", wordsIn("en").time)).toBe("21 Nov 2026, 22:30 UTC");
  });
});
