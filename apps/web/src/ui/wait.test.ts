import { describe, expect, it } from "vitest";
import { words } from "../words";
import { formatWait } from "./wait";

describe("formatWait", () => {
  it.each([
    [1, "1 s"],
    [59, "59 s"],
    [60, "1 min 0 s"],
    [872, "14 min 32 s"],
    [3599, "59 min 59 s"],
    [3600, "1 h 0 min"],
    [90_061, "25 h 1 min"],
  ])("says %i seconds as %s", (seconds, text) => {
    expect(formatWait(seconds, words.wait)).toBe(text);
  });
});
