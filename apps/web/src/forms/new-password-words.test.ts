import { PASSWORD_MIN } from "@repo/contract/limits";
import { describe, expect, it } from "vitest";
import { fill } from "#words/fill";
import { wordsIn } from "#words/languages";
import { newPasswordWords } from "./new-password-words";

const asShipped = {
  minLength: PASSWORD_MIN,
  lowercase: false,
  uppercase: false,
  number: false,
  nonAlphanumeric: false,
  strengthScoreEnabled: false,
  strengthScore: 0,
};
const strict = { ...asShipped, minLength: 12, uppercase: true, number: true, nonAlphanumeric: true };
/** As forms fill them in, who know the usual least length alone. */
const values = { min: PASSWORD_MIN, max: 256, length: 9 };

describe("the words of a new password", () => {
  it("are the usual ones where settings ask for nothing else", () => {
    const words = wordsIn("en");

    expect(newPasswordWords(words, asShipped)).toBe(words.newPassword);
  });

  it.each([
    ["en", "12 characters or more, with a capital letter, a digit and a symbol or a space."],
    ["es", "12 caracteres o más, con una mayúscula, una cifra y un símbolo o un espacio."],
    ["de", "Mindestens 12 Zeichen, darunter ein Großbuchstabe, eine Ziffer und ein Sonder- oder Leerzeichen."],
  ] as const)("P20: say in %s what settings ask for, as a rule and when it is not kept", (language, rule) => {
    const { rule: shown, problems } = newPasswordWords(wordsIn(language), strict);

    expect(fill(shown, values)).toBe(rule);
    expect(problems.guessable).toBe(wordsIn(language).passwordRules.refused);
    expect(problems.guessable.field).toMatch(/rule above|regla de arriba|Regel oben/);
    expect([problems.missing.field, problems.tooShort.summary].map((text) => fill(text, values))).toEqual([
      expect.stringContaining("12"),
      expect.stringContaining("12"),
    ]);
    expect(fill(problems.tooShort.field, values)).toMatch(/12.*9/);
  });

  it("P20: keep the usual hint where only the length is another", () => {
    const words = newPasswordWords(wordsIn("en"), { ...asShipped, minLength: 10 });

    expect(fill(words.rule, values)).toBe("10 characters or more. A few words you can picture work well.");
  });
});
