import { describe, expect, it } from "vitest";
import { pageHeaders } from "./page-headers";

function directives(url = "/", mode: "production" | "development" = "production"): Record<string, string> {
  const policy = pageHeaders(url, mode)["content-security-policy"] ?? "";
  return Object.fromEntries(policy.split("; ").map((directive) => directive.split(/ (.*)/s, 2) as [string, string]));
}

describe("the content security policy", () => {
  it("H1, 6.9: names what may load, and allows nothing inline or evaluated", () => {
    expect(directives()).toEqual({
      "default-src": "'none'",
      "object-src": "'none'",
      "base-uri": "'none'",
      "frame-ancestors": "'none'",
      "form-action": "'self'",
      "script-src": expect.stringMatching(/^'self' 'nonce-[A-Za-z0-9+/]{22}==' 'strict-dynamic'$/),
      "style-src": "'self'",
      "img-src": "'self' data:",
      "font-src": "'self'",
      "connect-src": "'self'",
      "report-uri": "/api/csp-report",
    });
  });

  it("H1: has a new nonce in every answer", () => {
    const nonces = Array.from({ length: 100 }, () => directives()["script-src"]);

    expect(new Set(nonces).size).toBe(100);
  });

  it("is loosened in development alone, for what the dev server itself needs", () => {
    const { "script-src": script, "style-src": style, "connect-src": connect, ...others } = directives("/", "development");
    const { "script-src": _script, "style-src": _style, "connect-src": _connect, ...strict } = directives();

    expect(script).toMatch(/^'self' 'nonce-[^']+' 'strict-dynamic' 'unsafe-eval'$/);
    expect([style, connect]).toEqual(["'self' 'unsafe-inline'", "'self' ws:"]);
    expect(others).toEqual(strict);
  });
});

describe("the other headers", () => {
  it("H3: keep other sites at a distance", () => {
    expect(pageHeaders("/sign-in?next=/account", "production")).toMatchObject({
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "referrer-policy": "same-origin",
      "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    });
  });

  it("6.33: let other sites show a picture, whose address the user object tells, and nothing else", () => {
    const policies = ["/picture/x", "/picture", "/account?next=/picture/x"].map((url) => pageHeaders(url, "production"));

    expect(policies.map((headers) => headers["cross-origin-resource-policy"])).toEqual(["cross-origin", "same-origin", "same-origin"]);
  });

  it.each([
    "/link?t=secret",
    "/link/?t=secret",
    "/reset-password?t=secret",
    "/reset-password",
    "/approve?t=secret",
    "/approve",
    "/undo-email?t=secret",
  ])("R5, H3, S14: %s, whose address may hold a token, is not told to the next page", (url) => {
    expect(pageHeaders(url, "production")["referrer-policy"]).toBe("no-referrer");
  });

  it.each(["/link/continue?k=key", "/reset-password/new?k=key", "/approve/continue", "/undo-email/continue?k=key"])(
    "S17: %s says where its form comes from, to servers of ours alone",
    (url) => {
      expect(pageHeaders(url, "production")["referrer-policy"]).toBe("same-origin");
    },
  );

  it.each(["/linked", "/forgot/link", "/docs?from=/link/", "/approvers"])("%s is not taken for one of those", (url) => {
    expect(pageHeaders(url, "production")["referrer-policy"]).toBe("same-origin");
  });
});
