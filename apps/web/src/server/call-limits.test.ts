import { describe, expect, it } from "vitest";
import { doorOf } from "./call-limits";

describe("doorOf", () => {
  it.each([
    ["GET", "/api/auth/csrf", "/api/auth"],
    ["POST", "/api/auth/signout?x=/api/trpc", "/api/auth"],
    ["POST", "/api/flow", "/api/flow"],
    ["POST", "/api/language?", "/api/language"],
    ["POST", "/api/csp-report", "/api/csp-report"],
    ["GET", "/api/no-such-door/x", "/api/no-such-door"],
    ["POST", "/sign-in", "/"],
    ["DELETE", "/dev/mail.json", "/"],
    ["PUT", "/apix", "/"],
  ])("6.12: counts %s %s at %s", (method, url, door) => {
    expect(doorOf(method, url)).toBe(door);
  });

  it.each([
    ["GET", "/"],
    ["GET", "/account?x"],
    ["HEAD", "/sign-in"],
    ["GET", "/_next/static/x.js"],
    ["POST", "/api/trpc/password.signIn"],
    ["POST", "/api/form/password.signIn"],
  ])("leaves %s %s to be seen, or to the limits of operations", (method, url) => {
    expect(doorOf(method, url)).toBeUndefined();
  });
});
