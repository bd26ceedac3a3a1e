import { dictionary } from "@zxcvbn-ts/language-common";
import { describe, expect, it } from "vitest";
import { checkPolicy, isOverLong, normalisePassword } from "./policy";

const CONTEXT = ["Gatehouse", "auth.northfold.example", "northfold", "ada.lovelace@northfold.example", "ada.lovelace", "Ada", "Lovelace"];

function isAllowed(password: string): Promise<boolean> {
  return checkPolicy(password, CONTEXT).then((failures) => failures.length === 0);
}

/** Different characters beyond the 16-bit range, one code point each. */
function emoji(length: number): string {
  return Array.from({ length }, (_, index) => String.fromCodePoint(0x1f600 + (index % 64))).join("");
}

describe("checkPolicy", () => {
  it("P1: refuses seven characters and takes eight", async () => {
    expect(await checkPolicy("xq7 vKw", [])).toEqual(["must have at least 8 characters"]);
    expect(await checkPolicy("xq7 vKw2", [])).toEqual([]);
  });

  it("P2: takes 64 characters, and up to 256", async () => {
    expect(await checkPolicy("xq7 vKw2".repeat(8), [])).toEqual([]);
    expect(await checkPolicy("xq7 vKw2".repeat(32), [])).toEqual([]);
    expect(await checkPolicy(`${"xq7 vKw2".repeat(32)}a`, [])).toEqual(["must have at most 256 characters"]);
  });

  it("P3: counts code points", async () => {
    expect(await checkPolicy(emoji(7), [])).toEqual(["must have at least 8 characters"]);
    expect(await checkPolicy(emoji(8), [])).toEqual([]);
    expect(await checkPolicy(emoji(256), [])).toEqual([]);
    expect(await checkPolicy(emoji(257), [])).toEqual(["must have at most 256 characters"]);
  });

  it.each([
    "bottleneck soup",
    "BOTTLENECK SOUP",
    "831947265",
    "~!@#%^&*()_+",
    "\u044f\u0431\u043b\u043e\u0447\u043d\u044b\u0439",
    "a \u{1f511} b c d",
  ])("P4: asks for no kinds of characters: %s", async (password) => {
    expect(await checkPolicy(password, [])).toEqual([]);
  });

  it("P5, P6: refuses every listed password that is long enough, in capitals too, without a network", async () => {
    const listed = dictionary["passwords-common"].map(String).filter((password) => password.length >= 8);

    const allowed = await Promise.all(listed.flatMap((password) => [password, password.toUpperCase()]).map(isAllowed));

    expect(listed.length).toBeGreaterThanOrEqual(3000);
    expect(allowed).not.toContain(true);
  });

  it("P5: refuses one character repeated", async () => {
    expect(await checkPolicy("\u{1f511}".repeat(20), [])).toEqual(["must not be one character repeated"]);
  });

  it.each([
    ["the product's name", "Gatehouse2026!"],
    ["the host", "auth.northfold.example"],
    ["a part of the host", "Northfold-1"],
    ["the address", "ada.lovelace@northfold.example"],
    ["the local part of the address", "adalovelace99"],
    ["the user's name", "Lovelace, Ada"],
    ["several of them", "ada@gatehouse:northfold"],
  ])("P7: refuses %s", async (_, password) => {
    expect(await isAllowed(password)).toBe(false);
  });

  it("P7: takes a password that holds such a word beside eight other letters", async () => {
    expect(await isAllowed("gatehouse of purple elephants")).toBe(true);
    expect(await isAllowed("ada counts to sixty")).toBe(true);
  });

  it("P7: leaves words of one and two letters out of account", async () => {
    expect(await checkPolicy("abacabadaba", ["a", "b", "ab", "ba"])).toEqual([]);
  });

  it.each([
    ["short", "must have at least 8 characters"],
    ["password1", "is one of the passwords that attackers try first"],
    ["gatehouse-9", "is too close to your name, your login ID or the name of this service"],
  ])("P8: says why it refuses %s", async (password, reason) => {
    expect(await checkPolicy(password, CONTEXT)).toEqual([reason]);
  });
});

describe("normalisePassword", () => {
  it.each([
    ["composed and decomposed letters", "ame\u0301lie", "am\u00e9lie"],
    ["full-width and plain letters", "\uff53\uff45\uff56\uff45\uff4e", "seven"],
    ["ligatures and their letters", "\ufb01sh", "fish"],
  ])("P3: makes %s one", (_, typed, one) => {
    expect(normalisePassword(typed)).toBe(one);
    expect(normalisePassword(one)).toBe(one);
  });

  it("P3: keeps case, spaces and everything else", () => {
    expect(normalisePassword(" Seven\tGREEN  bottles\0 ")).toBe(" Seven\tGREEN  bottles\0 ");
  });
});

describe("isOverLong", () => {
  it("P2: begins at 1,025 bytes", () => {
    expect(isOverLong(emoji(256))).toBe(false);
    expect(isOverLong("a".repeat(1024))).toBe(false);
    expect(isOverLong("a".repeat(1025))).toBe(true);
    expect(isOverLong(`${emoji(256)}a`)).toBe(true);
  });
});
