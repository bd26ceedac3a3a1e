import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createSealer } from "./sealer";

const random = { bytes: (length: number) => randomBytes(length) };
const OLD = "the secret of last year, long enough";
const NEW = "the secret of this year, long enough";
const sealer = createSealer([NEW], random);

function bytesOf(sealed: string): Buffer {
  return Buffer.from(sealed.split(".")[1] ?? "", "base64url");
}

function withBytes(sealed: string, bytes: Buffer): string {
  return `${sealed.split(".")[0]}.${bytes.toString("base64url")}`;
}

function opens(sealed: string): boolean {
  try {
    sealer.open("totp-key", "U1", sealed);
    return true;
  } catch {
    return false;
  }
}

describe("seal", () => {
  it.each([
    ["text", "p\u00e4ssword"],
    ["bytes", Buffer.from([0, 255, 128])],
    ["nothing", ""],
  ])("is undone by open: %s", (_, plaintext) => {
    const sealed = sealer.seal("letter", "row", plaintext);

    expect(sealer.open("letter", "row", sealed)).toEqual(Buffer.from(plaintext));
  });

  it("never gives the same twice, so that equal values do not show", () => {
    const sealed = Array.from({ length: 100 }, () => sealer.seal("letter", "row", "same"));

    expect(new Set(sealed).size).toBe(100);
  });

  it("uses the newest secret and says which, without telling it", () => {
    const rotated = createSealer([NEW, OLD], random);

    const sealed = rotated.seal("letter", "row", "hello");

    expect(sealed.split(".")[0]).toBe(sealer.seal("letter", "row", "hello").split(".")[0]);
    expect(sealed).not.toContain(NEW);
    expect(sealer.open("letter", "row", sealed).toString()).toBe("hello");
  });
});

describe("open", () => {
  it("opens what an older secret of the list has sealed", () => {
    const sealed = createSealer([OLD], random).seal("letter", "row", "hello");

    expect(createSealer([NEW, OLD], random).open("letter", "row", sealed).toString()).toBe("hello");
  });

  it("names AUTH_SECRET when the secret is no longer listed", () => {
    const sealed = createSealer([OLD], random).seal("letter", "row", "hello");

    expect(() => sealer.open("letter", "row", sealed)).toThrow(/AUTH_SECRET/);
  });

  it("refuses a value of another row", () => {
    const sealed = sealer.seal("totp-key", "U2", "key");

    expect(opens(sealed)).toBe(false);
  });

  it("refuses a value of another purpose", () => {
    const sealed = sealer.seal("letter", "U1", "key");

    expect(opens(sealed)).toBe(false);
  });

  it("refuses a value with any one byte changed", () => {
    const sealed = sealer.seal("totp-key", "U1", "key");
    const changed = [...bytesOf(sealed).keys()].map((index) => {
      const bytes = bytesOf(sealed);
      bytes[index] = (bytes[index] ?? 0) ^ 1;
      return withBytes(sealed, bytes);
    });

    expect(opens(sealed)).toBe(true);
    expect(changed.filter(opens)).toEqual([]);
  });

  it("refuses a value cut short anywhere", () => {
    const sealed = sealer.seal("totp-key", "U1", "key");
    const cut = [...bytesOf(sealed).keys()].map((length) => withBytes(sealed, bytesOf(sealed).subarray(0, length)));

    expect(cut.filter(opens)).toEqual([]);
  });

  it.each(["", ".", "no dot", "unknown.AAAA"])("refuses %j, which nobody has sealed", (sealed) => {
    expect(opens(sealed)).toBe(false);
  });
});

describe("digest", () => {
  it("is the same each time, and 256 bits", () => {
    expect(sealer.digest("code", "123456")).toBe(sealer.digest("code", "123456"));
    expect(Buffer.from(sealer.digest("code", "123456"), "base64url")).toHaveLength(32);
  });

  it("C8: differs by value, by purpose and by secret", () => {
    const digests = [
      sealer.digest("code", "123456"),
      sealer.digest("code", "123457"),
      sealer.digest("recovery-code", "123456"),
      createSealer([OLD], random).digest("code", "123456"),
    ];

    expect(new Set(digests).size).toBe(4);
  });
});

describe("matches", () => {
  it("knows a digest under any secret of the list", () => {
    const digest = createSealer([OLD], random).digest("code", "123456");

    expect(createSealer([NEW, OLD], random).matches("code", "123456", digest)).toBe(true);
    expect(sealer.matches("code", "123456", digest)).toBe(false);
  });

  it.each([
    ["another value's", sealer.digest("code", "123457")],
    ["another purpose's", sealer.digest("recovery-code", "123456")],
    ["a shortened one", sealer.digest("code", "123456").slice(0, -2)],
    ["an empty one", ""],
  ])("refuses %s", (_, digest) => {
    expect(sealer.matches("code", "123456", digest)).toBe(false);
  });
});

describe("createSealer", () => {
  it("demands a secret", () => {
    expect(() => createSealer([], random)).toThrow(/at least one secret/);
  });
});
