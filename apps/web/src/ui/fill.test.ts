import { describe, expect, it } from "vitest";
import { fill, fillElements } from "./fill";

describe("fill", () => {
  it("puts each value in its place, as often as it is asked for", () => {
    expect(fill("{min} of {max}, {min}", { min: 1, max: 2 })).toBe("1 of 2, 1");
  });

  it("leaves a placeholder without a value as it is written", () => {
    expect(fill("Hello {name}", {})).toBe("Hello {name}");
  });

  it("takes values as they are", () => {
    expect(fill("{a}", { a: "{b} $& $1", b: "no" })).toBe("{b} $& $1");
  });
});

describe("fillElements", () => {
  it("keeps the words around an element", () => {
    const parts = fillElements("{link} instead, or {other}.", { link: "Sign in", other: 7 });

    expect(parts.map((part) => (part as { props: { children: unknown } }).props.children)).toEqual([
      "",
      "Sign in",
      " instead, or ",
      7,
      ".",
    ]);
  });
});
