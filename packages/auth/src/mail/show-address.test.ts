import { domainToUnicode } from "node:url";
import { spellAddress } from "@repo/contract/address";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { showAddress } from "./show-address";

describe("showAddress", () => {
  it.each([
    ["anna@xn--bcher-kva.example", "anna@bücher.example"],
    ["anna@mail.xn--bcher-kva.example", "anna@mail.bücher.example"],
    ["用户@xn--fsqu00a.xn--fsqu00a", "用户@例子.例子"],
    ["a@xn--mgba3gch31f060k.com", "a@نامه\u200cای.com"],
  ])("6.15: shows %s in Unicode", (address, shown) => {
    expect(showAddress(address)).toBe(shown);
  });

  it.each([
    ["a domain that mixes alphabets", "a@xn--pypal-4ve.example"],
    ["an address in ASCII", "xn--a@example.com"],
    ["a user name", "Ada L"],
    ["a label that says nothing", "a@xn--.example"],
    ["nothing", ""],
    ["what no domain can be", `a@${"xn--".repeat(20_000)}`],
  ])("leaves %s as it is", (_, address) => {
    expect(showAddress(address)).toBe(address);
  });

  const anyCharacter = fc.oneof(
    fc.integer({ min: 0, max: 0x10ffff }).map((point) => String.fromCodePoint(point)),
    fc.constantFrom(..."aZ0-._%/:@[。．üßẞİΣ\u0301\u200d\ufb01"),
  );
  const pieces = fc.array(anyCharacter, { minLength: 1, maxLength: 12 }).map((characters) => characters.join(""));

  it("6.15: whatever is typed, is ASCII after the at sign, stays what it is, and is what the domain's own name in Unicode comes to", () => {
    fc.assert(
      fc.property(pieces, pieces, pieces, (local, name, more) => {
        for (const typed of [`${local}@${name}.example`, `ada@${name}.${more}`, `${local}@example.com`]) {
          const address = spellAddress(typed);
          if (address === null) continue;
          const [, domain = ""] = address.split("@");
          expect(domain).toMatch(/^[a-z0-9.-]+$/);
          expect(spellAddress(address)).toBe(address);
          expect(spellAddress(`a@${domainToUnicode(domain)}`)).toBe(`a@${domain}`);
          expect(spellAddress(showAddress(address))).toBe(address);
          expect(address).not.toMatch(/[\s<>()[\],;:"\\]/);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
