import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Random } from "./clock-and-random";
import { newCode, newId } from "./ids";

const secure: Random = { bytes: (length) => randomBytes(length) };

/** Hands out these bytes first, and zeros from then on. */
function crafted(first: readonly number[]): Random {
  const rest = [...first];
  return { bytes: (length) => Uint8Array.from({ length }, () => rest.shift() ?? 0) };
}

describe("newId", () => {
  it("is the prefix and 27 base-62 characters", () => {
    expect(newId(secure, "U")).toMatch(/^U[0-9A-Za-z]{27}$/);
  });

  it("S1: holds at least 128 random bits", () => {
    const characters = newId(secure, "S").length - 1;

    expect(characters * Math.log2(62)).toBeGreaterThanOrEqual(128);
  });

  it("maps bytes to characters in order", () => {
    expect(newId(crafted([0, 9, 10, 35, 36, 61, 62, 123, 124, 247]), "S")).toBe(`S09AZaz0z0z${"0".repeat(17)}`);
  });

  it("makes every character equally likely: four bytes stand for each", () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 248; byte++) {
      const character = newId(crafted(new Array(27).fill(byte)), "U").at(-1) ?? "";
      counts.set(character, (counts.get(character) ?? 0) + 1);
    }

    expect(counts.size).toBe(62);
    expect(new Set(counts.values())).toEqual(new Set([4]));
  });

  it("drops the eight bytes that would favour some characters, and asks for more", () => {
    const dropped = [248, 249, 250, 251, 252, 253, 254, 255];
    const random = crafted([...dropped, ...dropped, ...dropped, ...dropped, 1, 255, 2]);

    expect(newId(random, "A")).toBe(`A12${"0".repeat(25)}`);
  });
});

describe("newCode", () => {
  /** The bytes of 32-bit numbers, the most significant first. */
  function numbers(...values: number[]): Random {
    return crafted(values.flatMap((value) => [...Buffer.from(value.toString(16).padStart(8, "0"), "hex")]));
  }

  it("C1: is six digits", () => {
    expect(newCode(secure)).toMatch(/^\d{6}$/);
    expect(newCode(numbers(7))).toBe("000007");
    expect(newCode(numbers(4_293_999_999))).toBe("999999");
  });

  it("C1: draws again where small codes would be likelier", () => {
    expect(newCode(numbers(4_294_000_000, 2 ** 32 - 1, 123_456))).toBe("123456");
  });
});
