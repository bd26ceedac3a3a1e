import { describe, expect, it } from "vitest";
import { spellAddress } from "./address";

const LABEL_63 = "l".repeat(63);

describe("spellAddress", () => {
  it.each([
    ["the width of a stop", "x@mail.example.com", ["x@mail.example。com", "x@mail．example.com", "x@mail｡example.com"]],
    [
      "the width of a letter",
      "x@mail.example.com",
      ["x@ｍail.example.com", "x＠mail.example.com", "ｘ@mail.example.com", "x﹫mail.example.com"],
    ],
    ["a circle around a letter", "x@mail.example.com", ["x@mail.ⓔxample.com", "ⓧ@mail.example.com"]],
    ["the case of a letter", "anna@xn--bcher-kva.example", ["ANNA@BÜCHER.EXAMPLE", "Anna@bücher.Example"]],
    [
      "how a letter is put together",
      "anna@xn--bcher-kva.example",
      ["anna@bücher.example", "anna@bu\u0308cher.example", "ANNA@BU\u0308CHER.example"],
    ],
    ["who has spelled the domain", "anna@xn--bcher-kva.example", ["anna@xn--bcher-kva.example", "anna@XN--BCHER-KVA.example"]],
    ["a ligature", "fiona@example.com", ["\ufb01ona@example.com", "fiona@e\u{1d431}ample.com"]],
    ["how a letter of the name is put together", "am\u00e9lie@example.com", ["ame\u0301lie@example.com", " AM\u00c9LIE@example.com\n"]],
    ["the capital of a sharp s", "a@xn--fa-hia.example", ["a@faß.example", "a@FAẞ.example"]],
  ])("6.15: is one, whatever %s", (_, address, typed) => {
    expect(typed.map(spellAddress)).toEqual(typed.map(() => address));
  });

  it.each([
    ["Cyrillic among Latin letters", "p\u0430ypal@example.com", "paypal@example.com"],
    ["Cyrillic among Latin letters of the domain", "a@p\u0430ypal.example", "a@paypal.example"],
    ["a sharp s", "a@faß.example", "a@fass.example"],
    ["a dot in the name", "a.da@example.com", "ada@example.com"],
  ])("6.15: keeps apart what is not one: %s", (_, one, other) => {
    expect(spellAddress(one)).not.toBe(spellAddress(other));
  });

  it.each([
    ["ada+tag@mail.example.com"],
    ["o'brien@example.com"],
    ["a_d-a!#$%&*/=?^`{|}~@example.com"],
    ["1@163.com"],
    ["用户@xn--fsqu00a.example"],
    ["ä.ö@example.com"],
    [`${"a".repeat(64)}@example.com`],
    [`a@${LABEL_63}.example`],
    [`${"a".repeat(60)}@${LABEL_63}.${LABEL_63}.${"l".repeat(57)}.example`],
    ["a@r3---sn.example"],
    ["a@xn--mgba3gch31f060k.com"],
  ])("6.15: takes %s as it is", (address) => {
    expect(spellAddress(address)).toBe(address);
  });

  it.each([
    ["a..b@x.example"],
    [".dot@x.example"],
    ["dot.@x.example"],
    ["a@ex_ample.com"],
    ["a@-example.com"],
    ["a@example-.com"],
    ["a@example.-com"],
    ["a@example..com"],
    ["a@.example.com"],
    ["a@example.com."],
    ["a@example.com。"],
    ["a@example"],
    ["a@localhost"],
    ["@example.com"],
    ["a@"],
    ["a@b@example.com"],
    ["a＠b@example.com"],
    ['"a"@example.com'],
    ['"a b"@example.com'],
    ["a b@example.com"],
    ["a\u00a0b@example.com"],
    ["a@exa mple.com"],
    ["a(c)@example.com"],
    ["a@[127.0.0.1]"],
    ["a@[IPv6:::1]"],
    ["a@127.0.0.1"],
    ["a@１27.0.0.1"],
    ["a@0x7f.1"],
    ["a@example.0x1"],
    ["a@example.123"],
    ["a@user:secret.example"],
    ["a@example.com:25"],
    ["a@example.com：25"],
    ["a@example.com/x"],
    ["a@example.com／x"],
    ["a@example.com\\x"],
    ["a@example.com?x"],
    ["a@example.com#x"],
    ["a@ex%61mple.com"],
    ["a@ex％61mple.com"],
    ["a@℀.com"],
    ["a@exam\tple.com"],
    ["a@example.com\r\nBcc: eve@evil.example"],
    ["a\0@example.com"],
    ["a\u007f@example.com"],
    ["a\u0085@example.com"],
    ["a\u200b@example.com"],
    ["a\u00ad@example.com"],
    ["a\u202e@example.com"],
    ["a\u2066@example.com"],
    ["a\u034f@example.com"],
    ["a\ufe0f@example.com"],
    ["a\u3164@example.com"],
    ["a\u200d@example.com"],
    ["a\ue000@example.com"],
    ["a\ud800@example.com"],
    ["a@exam\u00adple.com"],
    ["a@exam\u200bple.com"],
    ["a@exam\u200dple.com"],
    ["a@exam\u200cple.com"],
    ["a@exam\u034fple.com"],
    ["a@exam\ufe0fple.com"],
    ["a@\u202eexample.com"],
    ["a@\u0301example.com"],
    ["a@xn--a.example"],
    ["a@xn--abc-.example"],
    ["a@xn--.example"],
    ["a@xn--bücher.example"],
    [`${"a".repeat(65)}@example.com`],
    [`${"ä".repeat(33)}@example.com`],
    [`a@${LABEL_63}l.example`],
    [`a@${"ü".repeat(60)}.example`],
    [`a@${`${LABEL_63}.`.repeat(4)}example`],
    [`${"a".repeat(61)}@${LABEL_63}.${LABEL_63}.${"l".repeat(57)}.example`],
    [""],
    ["@"],
    ["ada"],
  ])("6.15: refuses %j", (typed) => {
    expect(spellAddress(typed)).toBeNull();
  });

  it("6.15: takes a joiner where a word of the domain needs it", () => {
    expect(spellAddress("a@نامه\u200cای.com")).toBe("a@xn--mgba3gch31f060k.com");
  });
});
