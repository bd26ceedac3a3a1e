import { describe, expect, it } from "vitest";
import { limitedPath } from "./call-limits";

describe("limitedPath", () => {
  it.each([
    ["GET", "/api/auth/csrf", "/api/auth"],
    ["POST", "/api/auth/signout?x=/api/trpc", "/api/auth"],
    ["POST", "/api/language?", "/api/language"],
    ["POST", "/api/csp-report", "/api/csp-report"],
    ["GET", "/api/no-such-path/x", "/api/no-such-path"],
    ["POST", "/sign-in", "/"],
    ["DELETE", "/dev/mail.json", "/"],
    ["PUT", "/apix", "/"],
  ])("6.12: counts %s %s at %s", (method, url, path) => {
    expect(limitedPath(method, url)).toBe(path);
  });

  it.each([
    ["GET", "/"],
    ["GET", "/account?x"],
    ["HEAD", "/sign-in"],
    ["GET", "/_next/static/x.js"],
    ["POST", "/api/trpc/password.signIn"],
    ["POST", "/api/form/password.signIn"],
  ])("leaves %s %s to be seen, or to the limits of operations", (method, url) => {
    expect(limitedPath(method, url)).toBeUndefined();
  });
});
