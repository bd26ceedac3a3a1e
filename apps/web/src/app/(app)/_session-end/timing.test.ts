import { describe, expect, it } from "vitest";
import { isNear, secondsUntilLook, WARNING_SECONDS } from "./timing";

describe("isNear", () => {
  it.each([
    [7 * 24 * 3600, false],
    [WARNING_SECONDS + 0.1, false],
    [WARNING_SECONDS, true],
    [0, true],
    [-3600, true],
  ])("with %d seconds left: %s", (secondsLeft, near) => {
    expect(isNear(secondsLeft)).toBe(near);
  });
});

describe("secondsUntilLook", () => {
  it.each([
    ["every minute, far from the end", 7 * 24 * 3600, 60],
    ["when the warning is due", WARNING_SECONDS + 42, 42],
    ["when the end is due", 42, 42],
    ["soon again, where that was not quite the time", WARNING_SECONDS + 0.2, 5],
    ["soon again, where the server could not be asked", -10, 5],
  ])("looks %s", (_when, secondsLeft, seconds) => {
    expect(secondsUntilLook(secondsLeft)).toBe(seconds);
  });

  it("U38: leaves 20 seconds or more to answer the warning, however late a look comes", () => {
    expect(WARNING_SECONDS - secondsUntilLook(Number.POSITIVE_INFINITY)).toBeGreaterThanOrEqual(20);
  });
});
