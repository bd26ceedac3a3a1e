import { describe, expect, it } from "vitest";
import { toHex } from "./brand";

describe("toHex", () => {
  // What Chromium paints for the same oklch().
  it.each([
    [[0, 0, 0], "#000000"],
    [[1, 0, 0], "#ffffff"],
    [[0.964, 0.004, 98], "#f4f3f0"],
    [[0.225, 0.016, 225], "#141d21"],
    [[0.42, 0.068, 202], "#0b585d"],
    [[0.785, 0.068, 194], "#84c7c6"],
    [[0.2, 0.04, 202], "#001b1e"],
    [[0.83, 0.155, 68], "#ffb247"],
  ] as const)("shows oklch(%s) as %s", (colour, hex) => {
    expect(toHex(colour)).toBe(hex);
  });
});
