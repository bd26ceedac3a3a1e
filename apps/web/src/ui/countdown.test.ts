import { describe, expect, it } from "vitest";
import { wordsIn } from "#words/languages";
import { formatWait } from "./countdown";

describe("formatWait", () => {
  it.each([
    [1, "1 second"],
    [59, "59 seconds"],
    [60, "1 minute 0 seconds"],
    [872, "14 minutes 32 seconds"],
    [3599, "59 minutes 59 seconds"],
    [3600, "1 hour 0 minutes"],
    [90_061, "25 hours 1 minute"],
  ])("says %i seconds as %s", (seconds, text) => {
    expect(formatWait(seconds, wordsIn("en").wait)).toBe(text);
  });
});
