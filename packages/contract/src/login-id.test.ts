import { describe, expect, it } from "vitest";
import { Email, isEmail, isPhone, LoginId } from "./login-id";

describe("LoginId", () => {
  it.each([
    ["an address in lower case", "Ada.Lovelace@Example.COM", "ada.lovelace@example.com"],
    ["nothing around it", " \tada@example.com\n", "ada@example.com"],
    ["a user name as it was written", "AdaL", "AdaL"],
    ["a user name with spaces inside", "Ada L", "Ada L"],
    ["a phone number as it is", "+15550100", "+15550100"],
  ])("is %s", (_, typed, loginId) => {
    expect(LoginId.parse(typed)).toBe(loginId);
  });

  it("6.2: is one for the spellings of one address", () => {
    const spellings = ["am\u00e9lie@example.com", "ame\u0301lie@example.com", "AME\u0301LIE@EXAMPLE.COM", " Am\u00c9lie@example.com "];

    expect(new Set(spellings.map((spelling) => LoginId.parse(spelling)))).toEqual(new Set(["am\u00e9lie@example.com"]));
  });

  it("6.2: keeps addresses apart that only look alike", () => {
    const latin = "paypal@example.com";
    const cyrillic = "p\u0430yp\u0430l@example.com";

    expect(LoginId.parse(cyrillic)).not.toBe(LoginId.parse(latin));
  });

  it.each(["\u0130STANBUL@EXAMPLE.COM", "\u03a3\u03a3@example.com", "\ufb01@example.com", "A\u030a", "\u2000x\u3000"])(
    "stays what it is when it is parsed again: %s",
    (typed) => {
      const once = LoginId.parse(typed);

      expect(LoginId.parse(once)).toBe(once);
    },
  );

  it.each([
    ["nothing", ""],
    ["spaces", "   "],
    ["NUL", "ada\0@example.com"],
    ["a line break", "ada\r\nBcc: eve@example.com"],
    ["a line separator", "ada\u2028eve"],
    ["markup", "<b>ada</b>"],
    ["a lone surrogate", "ada\ud800"],
    ["a zero-width space", "ada\u200b@example.com"],
    ["a change of direction", "ada\u202emoc.elpmaxe@"],
    ["a private-use character", "ada\ue000"],
    ["a number", 7],
    ["an address without a dot in its domain", "ada@localhost"],
    ["an at sign and a name", "@ada"],
    ["an at sign of another width", "ada\uff20localhost"],
  ])("6.1: refuses %s", (_, typed) => {
    expect(LoginId.safeParse(typed).success).toBe(false);
  });

  it("6.15: is one for the spellings of a domain", () => {
    expect(LoginId.parse("anna@B\u00dcCHER.example")).toBe("anna@xn--bcher-kva.example");
    expect(Email.parse("anna@bu\u0308cher.example")).toBe("anna@xn--bcher-kva.example");
  });

  it("takes 320 characters and no more", () => {
    expect(LoginId.safeParse("a".repeat(320)).success).toBe(true);
    expect(LoginId.safeParse("a".repeat(321)).success).toBe(false);
  });
});

describe("Email", () => {
  it("is an address in its one spelling", () => {
    expect(Email.parse(" Ada@Example.com ")).toBe("ada@example.com");
  });

  it("refuses what is no address", () => {
    expect(Email.safeParse("ada").success).toBe(false);
  });
});

describe("isEmail", () => {
  it.each(["ada@example.com", "ada+tag@mail.example.com", "a@b.c", "\u00e4@xn--tda.de"])("takes %s", (value) => {
    expect(isEmail(value)).toBe(true);
  });

  it.each([
    "ada",
    "ada@example",
    "ada@@example.com",
    "@example.com",
    "ada@.com",
    "ada@example..com",
    "ada@example.com.",
    "ada l@example.com",
    '"ada"@example.com',
    "ada,eve@example.com",
    "<ada@example.com>",
    "ada@example.com\r\nBcc: eve@example.com",
    `${"a".repeat(243)}@example.com`,
  ])("6.3: refuses %j", (value) => {
    expect(isEmail(value)).toBe(false);
  });

  it("refuses another spelling of an address", () => {
    expect(isEmail("Ada@example.com")).toBe(false);
    expect(isEmail("ada@b\u00fccher.example")).toBe(false);
  });
});

describe("isPhone", () => {
  it.each(["+1234", "+123456789012345"])("takes %s", (value) => {
    expect(isPhone(value)).toBe(true);
  });

  it.each(["+123", "+1234567890123456", "15550100", "+1 555 0100", "+1555O100", ""])("refuses %j", (value) => {
    expect(isPhone(value)).toBe(false);
  });
});
