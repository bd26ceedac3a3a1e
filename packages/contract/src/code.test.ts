import { describe, expect, it } from "vitest";
import { CODE_PATTERN, readCode, readRecoveryCode } from "./code";

/** As browsers match a field's `pattern`. */
const FIELD = new RegExp(`^(?:${CODE_PATTERN})$`, "v");

/** Every digit of every script, by the digit it is. */
const DIGITS = Array.from({ length: 10 }, (): string[] => []);
for (let point = 0, value = 0; point <= 0x10ffff; point++) {
  const character = String.fromCodePoint(point);
  if (!/\p{Nd}/u.test(character)) value = 0;
  else DIGITS[value++ % 10]?.push(character);
}

describe("readCode", () => {
  it.each([
    ["048217", "048217"],
    ["048-217", "048217"],
    [" 0 4 8 2 1 7 ", "048217"],
    ["048\u00a0217", "048217"],
    ["048\u2009217", "048217"],
    ["048\u2013217", "048217"],
    ["048\u2212217", "048217"],
    ["048.217", "048217"],
    ["048\u00b7217", "048217"],
    ["04 82 17.", "048217"],
    ["\u200e048217\u200e", "048217"],
    ["048\u200b217", "048217"],
    ["\u2066048217\u2069", "048217"],
    ["\ufeff048217", "048217"],
    ["048\t217\n", "048217"],
    ["\uff10\uff14\uff18\uff12\uff11\uff17", "048217"],
    ["\u0660\u0664\u0668\u0662\u0661\u0667", "048217"],
    ["\u06f0\u06f4\u06f8 \u06f2\u06f1\u06f7", "048217"],
    ["\u0966\u096a\u096e\u0968\u0967\u096d", "048217"],
    ["\u{1d7ce}\u{1d7d2}\u{1d7d6}\u{1d7d0}\u{1d7cf}\u{1d7d5}", "048217"],
    ["Your code: 048217", "048217"],
    ["Your code: 048217.", "048217"],
    ["Your code is 048 217, and good for 5 minutes", "048217"],
    ["048217 5 minutes", "048217"],
    ["\u300c048217\u300d", "048217"],
    ["code=048217&x", "048217"],
    ["048217 (048-217)", "048217"],
    ["رمزك: \u0660\u0664\u0668\u0662\u0661\u0667", "048217"],
  ])("U19: reads %j as %s", (typed, code) => {
    expect(readCode(typed)).toBe(code);
    // A field has one line.
    expect(typed.replaceAll("\n", "")).toMatch(FIELD);
  });

  it.each([
    "",
    " - ",
    "04821",
    "0482170",
    "04821a",
    "0x48217",
    "Your code",
    "048217 and 048218",
    "048 217, or 048218",
    "0:4:8:2:1:7",
    "04821.7.0",
    "1048217",
    "048217".repeat(2),
  ])("U19: reads no code in %j", (typed) => {
    expect(readCode(typed)).toBe("");
  });

  it.each(["04821", "0482170", "04821a", "0x48217", "0:4:8:2:1:7", "1048217", "048217".repeat(2), "048 2170", "048-217-0"])(
    "U18: a field takes no %j",
    (typed) => {
      expect(typed).not.toMatch(FIELD);
    },
  );

  it("U19: knows the digits of every script", () => {
    for (const [value, digits] of DIGITS.entries()) {
      expect(digits.length).toBeGreaterThan(60);
      expect(digits.filter((digit) => readCode(digit.repeat(6)) !== String(value).repeat(6))).toEqual([]);
    }
  });
});

describe("readRecoveryCode", () => {
  const code = "7k3m9qwx2b4n8rst";

  it.each([
    "7k3m-9qwx-2b4n-8rst",
    "7K3M-9QWX-2B4N-8RST",
    "7k3m9qwx2b4n8rst",
    " 7k3m 9qwx 2b4n 8rst ",
    "7k3m\u20139qwx\u20142b4n\u22128rst",
    "\u200e7k3m-9qwx-\u200b2b4n-8rst",
    "7k3m.9qwx.2b4n.8rst.",
    "\uff17\uff4b\uff13\uff4d\uff0d\uff19\uff51\uff57\uff58\uff0d\uff12\uff42\uff14\uff4e\uff0d\uff18\uff52\uff53\uff54",
    "\u0667k\u0663m-\u0669qwx-\u0662b\u0664n-\u0668rst",
    "Recovery code: 7k3m-9qwx-2b4n-8rst",
    "Your code 7k3m-9qwx-2b4n-8rst, keep it",
    "Recovery code: 7k3m 9qwx 2b4n 8rst",
    "1) 7k3m9qwx2b4n8rst",
  ])("U19: reads %j", (typed) => {
    expect(readRecoveryCode(typed)).toBe(code);
  });

  it.each(["", "7k3m-9qwx-2b4n", "7k3m-9qwx-2b4n-8rst-7k3m", "7k3m-9qwx-2b4n-8rst, 8k3m-9qwx-2b4n-8rst"])(
    "U19: reads none in %j",
    (typed) => {
      expect(readRecoveryCode(typed)).not.toBe(code);
    },
  );
});
