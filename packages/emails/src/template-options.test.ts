import { describe, expect, it } from "vitest";
import { fillTemplate, readTemplateOptions } from "./template-options";

function fill(text: string, options: Record<string, string>): string {
  return fillTemplate(text, readTemplateOptions(options));
}

describe("template options", () => {
  it("replace each {{key}} with its value, and an unknown one with nothing", () => {
    expect(fill("For {{ name }}, table {{table}}{{more}}.", { name: "Ada", table: "7" })).toBe("For Ada, table 7.");
  });

  it("are not looked at again once they are in place", () => {
    expect(fill("{{a}}", { a: "{{b}} {b}", b: "no" })).toBe("{{b}} {b}");
  });

  it("are told from what every object has", () => {
    expect(fill("{{constructor}}{{__proto__}}{{toString}}", JSON.parse('{"__proto__": "x"}'))).toBe("x");
  });

  it("become one visible line", () => {
    expect(fill("{{a}}", { a: " one\r\nBcc: two\u0000\u2028three\u202Efour\u0007 " })).toBe("one Bcc: two three four");
  });

  // Anyone can have a letter sent to anyone: what they may add must not be worth it to them.
  it.each(["Win at https://evil.example", "javascript://x", "evil.example", "Call www.evil.example now", "x".repeat(201)])(
    "are left out where they read as a link or go on for too long: %s",
    (value) => {
      expect(fill("[{{a}}]", { a: value })).toBe("[]");
    },
  );

  it.each(["Table 7. Until noon", "3.5 hours", "…and more.", "名前", "x".repeat(200)])("say %s", (value) => {
    expect(fill("{{a}}", { a: value })).toBe(value);
  });
});
