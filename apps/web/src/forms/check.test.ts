import { checkPolicy } from "@repo/auth/password/policy";
import { PASSWORD_MAX, PASSWORD_MIN } from "@repo/contract/limits";
import { Email } from "@repo/contract/login-id";
import { Code } from "@repo/contract/otp";
import { passwordSignIn, passwordSignUp } from "@repo/contract/password";
import { describe, expect, it } from "vitest";
import { checkEmail, checkNewPassword, countCharacters } from "./check";
import { checkCode } from "./code-problem";

const EMAILS = [
  "ada@northfold.example",
  "  ada@northfold.example ",
  "Ada.Moreno+app@Mail.Northfold.Example",
  "ada@sub.sub.northfold.example",
  "ada's@northfold.example",
  "a_d-a!#$%&*/=?^`{|}~@northfold.example",
  "ädä@nörthföld.example",
  "a\u0308da@northfold.example",
  "@",
  "ada@northfold",
  "ada@northfold.",
  "ada@.example",
  "ada@northfold..example",
  "ada@@northfold.example",
  "ada@north@fold.example",
  "ada\uff20northfold.example",
  "ada@NÖRTHFOLD\u3002example",
  "a..b@northfold.example",
  ".ada@northfold.example",
  "ada@north_fold.example",
  "ada@-northfold.example",
  "ada@north\u00adfold.example",
  "ada@127.0.0.1",
  "ada moreno@northfold.example",
  "ada@north fold.example",
  "ada@northfold.example, eve@evil.example",
  "Ada <ada@northfold.example>",
  '"ada"@northfold.example',
  "ada\\@northfold.example",
  "ada:b@northfold.example",
  "ada@[127.0.0.1]",
  "ada@northfold.example\u200b",
  "ada\u202e@northfold.example",
  "ada\n@northfold.example",
  "ada@northfold.example\nBcc: eve@evil.example",
  `${"a".repeat(254 - "@northfold.example".length)}@northfold.example`,
  `${"a".repeat(255 - "@northfold.example".length)}@northfold.example`,
  "",
  "   ",
  "ada",
  "ada@",
];

describe("checkEmail", () => {
  it.each(EMAILS)("thinks of %j as the server does", (value) => {
    expect(checkEmail(value) === undefined).toBe(Email.safeParse(value).success);
  });

  it.each([
    ["", "missing"],
    ["  ", "missing"],
    ["ada", "noAt"],
    ["ada@", "noDomain"],
    ["ada@northfold", "malformed"],
    ["ada@northfold.example", undefined],
  ])("says of %j: %s", (value, problem) => {
    expect(checkEmail(value)).toBe(problem);
  });
});

/** Passwords that only their length can be wrong with. */
const MAKERS = {
  letters: (length: number) => Array.from({ length }, (_, index) => String.fromCodePoint(0x4e00 + index * 7)).join(""),
  emoji: (length: number) => Array.from({ length }, (_, index) => String.fromCodePoint(0x1f400 + (index % 60))).join(""),
};

describe("checkNewPassword", () => {
  const lengths = [1, PASSWORD_MIN - 1, PASSWORD_MIN, 20, PASSWORD_MAX, PASSWORD_MAX + 1];

  it.each(lengths.flatMap((length) => [[length, "letters"] as const, [length, "emoji"] as const]))(
    "thinks of %i %s as the server does",
    async (length, kind) => {
      const password = MAKERS[kind](length);

      expect(checkNewPassword(password) === undefined).toBe((await checkPolicy(password, [])).length === 0);
    },
  );

  it.each([
    [0, "missing"],
    [1, "tooShort"],
    [PASSWORD_MIN - 1, "tooShort"],
    [PASSWORD_MIN, undefined],
    [PASSWORD_MAX, undefined],
    [PASSWORD_MAX + 1, "tooLong"],
  ])("says of %i characters: %s", (length, problem) => {
    expect(checkNewPassword(MAKERS.emoji(length))).toBe(problem);
  });

  it("counts what people count", () => {
    expect(countCharacters("🏮🏮")).toBe(2);
    expect(countCharacters("e\u0301e\u0301")).toBe(2);
  });
});

describe("a form that finds nothing wrong", () => {
  it.each(EMAILS.filter((value) => checkEmail(value) === undefined))("sends what the server takes: %j", (loginId) => {
    expect(passwordSignUp.input.safeParse({ loginId, password: "a quiet harbour", user: undefined }).success).toBe(true);
    expect(passwordSignIn.input.safeParse({ loginId, password: "a quiet harbour" }).success).toBe(true);
  });
});

describe("checkCode", () => {
  it.each([
    "048217",
    "048-217",
    "048 217",
    " 0 4 8 2 1 7 ",
    "\u00a0048217",
    "Your code: 048217",
    "\u200e\u0660\u0664\u0668\u2013\u0662\u0661\u0667",
  ])("U19: takes %j for what the server takes it for", (code) => {
    expect(checkCode(code)).toBeUndefined();
    expect(Code.parse(code)).toBe("048217");
  });

  it.each([
    ["", "missing"],
    [" - ", "missing"],
    ["04821", "short"],
    ["0482170", "short"],
    ["04821a", "short"],
  ])("says what is wrong with %j", (code, wrong) => {
    expect(checkCode(code)).toBe(wrong);
  });
});
