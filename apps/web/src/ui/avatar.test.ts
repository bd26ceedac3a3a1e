import { describe, expect, it } from "vitest";
import { initialsOf } from "./avatar";

describe("initialsOf", () => {
  it.each([
    ["Ada Moreno", "AM"],
    ["Ada Maria Moreno", "AM"],
    ["ada", "A"],
    ["ada.moreno@northfold.example", "AM"],
    ["ada@northfold.example", "A"],
    ["  ada  ", "A"],
    ["élodie ørsted", "ÉØ"],
    ["🏮 harbour", "🏮H"],
    ["", ""],
    ["@", ""],
  ])("of %j are %s", (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
