import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ACCENT, DAY, LANTERN, NIGHT, RADIUS, TOKENS } from "@repo/emails/letters/brand";
import { describe, expect, it } from "vitest";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8").replace(/\s+/g, " ");

function readToken(property: string): string {
  return new RegExp(`${property}: ([^;]+);`).exec(css)?.[1] ?? "";
}

it("the corners of the letters are as round as the pages'", () => {
  expect(`${RADIUS}px`).toBe(`${Number.parseFloat(readToken("--brand-radius")) * 16}px`);
});

it("the browser tab's icon has the brand's colours, by day and by night", () => {
  const icon = readFileSync(join(import.meta.dirname, "../app/icon.svg"), "utf8");

  expect(icon.match(/#[0-9a-f]{6}/g)).toEqual([DAY.accent, DAY.lantern, NIGHT.accent, NIGHT.lantern]);
});

describe("the colours of the letters", () => {
  it.each(["ground", "surface", "sunken", "ink", "ink-soft", "line"] as const)("are the tokens': %s", (name) => {
    const [day, night] = TOKENS[name];

    expect(readToken(`--color-${name}`)).toBe(`light-dark(oklch(${day.join(" ")}), oklch(${night.join(" ")}))`);
  });

  it("follow the brand's two colours, by the rules of the tokens", () => {
    expect(readToken("--brand-accent")).toBe(`oklch(${ACCENT.join(" ")})`);
    expect(readToken("--brand-lantern")).toBe(`oklch(${LANTERN.join(" ")})`);
    // The rules that brand.ts repeats; whoever changes one changes it there too.
    expect(readToken("--color-accent")).toBe(
      "light-dark( oklch(from var(--brand-accent) min(l, 0.48) c h), oklch(from var(--brand-accent) 0.785 clamp(0.02, c, 0.115) calc(h - 8)) )",
    );
    expect(readToken("--color-on-accent")).toBe("light-dark(oklch(0.995 0 0), oklch(from var(--brand-accent) 0.2 min(c, 0.04) h))");
    expect(readToken("--color-lantern")).toBe("light-dark(var(--brand-lantern), oklch(from var(--brand-lantern) 0.83 c h))");
  });
});
