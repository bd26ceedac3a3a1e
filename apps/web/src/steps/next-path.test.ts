import { describe, expect, it } from "vitest";
import { nextPath, withNext } from "./next-path";

const ATTACKS = {
  "another site": "https://evil.example/",
  "another site, scheme only": "https:evil.example",
  "another site, odd capitals": "HTTPS://evil.example",
  "two slashes": "//evil.example",
  "three slashes": "///evil.example",
  "slash and backslash": "/\\evil.example",
  "two backslashes": "\\\\evil.example",
  "a backslash further on": "/account\\..\\..\\evil",
  "a tab between the slashes": "/\t/evil.example",
  "a line feed between the slashes": "/\n/evil.example",
  "a carriage return between the slashes": "/\r/evil.example",
  "a tab in front": "\t//evil.example",
  "a space in front": " //evil.example",
  "a null in front": "\0/account",
  "a delete character": "/\u007f/evil.example",
  "a header of its own": "/account\r\nSet-Cookie: a=b",
  "an encoded slash": "/%2fevil.example",
  "an encoded slash, capitals": "/%2Fevil.example",
  "an encoded backslash": "/%5cevil.example",
  "an encoded path": "%2f%2fevil.example",
  "a dot that vanishes": "/.//evil.example",
  "an encoded dot that vanishes": "/%2e//evil.example",
  "dots that vanish": "/account/..//evil.example",
  "a dot that vanishes before an encoded slash": "/./%2fevil.example",
  "a script": "javascript:alert(1)",
  "a script, odd capitals": "JavaScript:alert(1)",
  "a script with a tab": "java\tscript:alert(1)",
  "a data address": "data:text/html,<script>alert(1)</script>",
  "a user name that looks like a host": "//localhost@evil.example",
  "a host without scheme": "evil.example",
  "a relative path": "account",
  "a query alone": "?next=//evil.example",
  "a hash alone": "#//evil.example",
  "a full-width slash in front": "\uff0f/evil.example",
  nothing: "",
};

const PATHS = {
  "/": "/",
  "/account": "/account",
  "/account#devices": "/account#devices",
  "/account?tab=devices&page=2": "/account?tab=devices&page=2",
  "/account/../account": "/account",
  "/account?back=https://evil.example/": "/account?back=https://evil.example/",
  "/account//devices": "/account//devices",
  "/evil.example": "/evil.example",
  "/@evil.example": "/@evil.example",
  "/javascript:alert(1)": "/javascript:alert(1)",
  "/konto/größe": "/konto/gr%C3%B6%C3%9Fe",
  "/%252f%252fevil.example": "/%252f%252fevil.example",
};

describe("nextPath", () => {
  it.each(Object.entries(ATTACKS))("does not follow %s", (_name, value) => {
    expect(nextPath(value)).toBe("/account");
  });

  it.each(Object.entries(PATHS))("follows %s", (value, path) => {
    expect(nextPath(value)).toBe(path);
  });

  it.each(Object.keys({ ...ATTACKS, ...PATHS }).concat(Object.values(ATTACKS)))(
    "stays on this origin, however a browser reads it: %j",
    (value) => {
      expect(new URL(nextPath(value), "https://app.example/sign-in").origin).toBe("https://app.example");
    },
  );

  it("does not choose between two, nor read a book", () => {
    expect(nextPath(["/", "/admin"])).toBe("/account");
    expect(nextPath(undefined)).toBe("/account");
    expect(nextPath(`/${"a".repeat(2000)}`)).toBe("/account");
  });
});

describe("withNext", () => {
  it("carries a path on, encoded", () => {
    expect(withNext("/sign-in", "/account?a=1&b=2#devices")).toBe("/sign-in?next=%2Faccount%3Fa%3D1%26b%3D2%23devices");
  });

  it("carries nothing that it would not follow", () => {
    expect(withNext("/sign-up", "//evil.example")).toBe("/sign-up");
    expect(withNext("/sign-up", undefined)).toBe("/sign-up");
  });
});
