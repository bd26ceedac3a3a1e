import { describe, expect, it } from "vitest";
import { goesBy } from "./goes-by";

describe("goesBy", () => {
  const ids = ["ada", "ada@xn--bcher-kva.example"];

  it.each([" Ada@Bücher.example ", "ada@xn--bcher-kva.example", "ada"])("R70: takes “%s” as it was typed for whose it is", (typed) => {
    expect(goesBy(typed, ids)).toBe(true);
  });

  it.each(["bob@bücher.example", "Ada", "ada@", "", "a".repeat(700)])("R70: and “%s” for nobody else's", (typed) => {
    expect(goesBy(typed, ids)).toBe(false);
  });
});
