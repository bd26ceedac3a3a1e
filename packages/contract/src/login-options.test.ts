import { describe, expect, it } from "vitest";
import { LoginOptions, SignUpOptions } from "./login-options";

function accepts(customClaims: unknown): boolean {
  return LoginOptions.safeParse({ customClaims }).success;
}

function nested(levels: number): unknown {
  let value: unknown = "core";
  for (let level = 0; level < levels; level++) value = { in: value };
  return value;
}

describe("customClaims", () => {
  it("take keys of 60 characters and no more", () => {
    expect(accepts({ ["k".repeat(60)]: 1 })).toBe(true);
    expect(accepts({ ["k".repeat(61)]: 1 })).toBe(false);
  });

  it("take text values of 500 characters and no more", () => {
    expect(accepts({ note: "v".repeat(500) })).toBe(true);
    expect(accepts({ note: "v".repeat(501) })).toBe(false);
  });

  it("take other values of 500 characters of JSON and no more", () => {
    expect(accepts({ list: ["v".repeat(496)] })).toBe(true);
    expect(accepts({ list: ["v".repeat(497)] })).toBe(false);
  });

  it("take 32 claims and no more", () => {
    const claims = Object.fromEntries(Array.from({ length: 32 }, (_, index) => [`claim${index}`, index]));

    expect(accepts(claims)).toBe(true);
    expect(accepts({ ...claims, more: 1 })).toBe(false);
  });

  it("S20: take 2000 bytes of JSON and no more, in whichever script", () => {
    // {"a":"…","b":"…"} is 15 bytes around the values.
    const pair = (character: string, first: number, second: number) => ({ a: character.repeat(first), b: character.repeat(second) });

    expect(accepts(pair("😀", 250, 246))).toBe(true);
    expect(accepts(pair("😀", 250, 247))).toBe(false);
    expect(accepts(pair("語", 500, 161))).toBe(true);
    expect(accepts(pair("語", 500, 162))).toBe(false);
    expect(accepts({ ...pair("x", 500, 500), c: "x".repeat(500), d: "x".repeat(471) })).toBe(true);
    expect(accepts({ ...pair("x", 500, 500), c: "x".repeat(500), d: "x".repeat(472) })).toBe(false);
  });

  it("take values nested eight deep and no deeper", () => {
    expect(accepts({ tree: nested(8) })).toBe(true);
    expect(accepts({ tree: nested(9) })).toBe(false);
  });

  it("6.1: refuse 50,000 levels without running out of stack", () => {
    expect(accepts({ tree: nested(50_000) })).toBe(false);
  });

  it.each([
    ["a list", ["admin"]],
    ["text", "admin"],
    ["null", null],
  ])("refuse %s in place of an object", (_, claims) => {
    expect(accepts(claims)).toBe(false);
  });

  it("take every kind of value", () => {
    const claims = { text: "a", number: 1.5, yes: true, nothing: null, list: [1, "2"], object: { a: { b: 1 } } };

    expect(LoginOptions.parse({ customClaims: claims }).customClaims).toEqual(claims);
  });
});

describe("templateOptions", () => {
  const accepts = (templateOptions: unknown) => LoginOptions.safeParse({ templateOptions }).success;

  it("6.16: take 32 values of 500 characters under names of 60, 4,000 together", () => {
    const options = Object.fromEntries(Array.from({ length: 32 }, (_, index) => [`option${index}`, "v"]));

    expect(accepts({ ["k".repeat(60)]: "v".repeat(500) })).toBe(true);
    expect(accepts({ ["k".repeat(61)]: "v" })).toBe(false);
    expect(accepts({ key: "v".repeat(501) })).toBe(false);
    expect(accepts(options)).toBe(true);
    expect(accepts({ ...options, more: "v" })).toBe(false);
    expect(accepts(Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`option${index}`, "v".repeat(450)])))).toBe(false);
  });
});

describe("LoginOptions", () => {
  it("ignore keys they do not know", () => {
    expect(LoginOptions.parse({ stepup: true, tomorrow: 1 })).toEqual({ stepup: true });
  });

  it.each([{ stepup: "true" }, { mfa: 1 }, { tenantId: {} }, { revokeOtherSessions: "yes" }, { templateOptions: { a: 1 } }])(
    "refuse values of another type: %j",
    (options) => {
      expect(LoginOptions.safeParse(options).success).toBe(false);
    },
  );
});

describe("SignUpOptions", () => {
  it("know nothing of adding to a session", () => {
    expect(SignUpOptions.parse({ stepup: true, mfa: true, tenantId: "T1" })).toEqual({ tenantId: "T1" });
  });
});
