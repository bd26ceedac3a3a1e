import { expect, it } from "vitest";
import { formatClock } from "./use-seconds-left";

it.each([
  [300, "5:00"],
  [252, "4:12"],
  [60, "1:00"],
  [9, "0:09"],
  [0, "0:00"],
])("formatClock writes %i seconds as %s", (seconds, clock) => {
  expect(formatClock(seconds)).toBe(clock);
});
