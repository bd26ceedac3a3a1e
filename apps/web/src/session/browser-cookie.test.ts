import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

let browserCookie: typeof import("./browser-cookie");

beforeEach(async () => {
  vi.stubEnv("APP_URL", "https://auth.example.com");
  vi.stubEnv("AUTH_SECRET", "opens-nothing-but-the-cookies-of-this-test");
  vi.resetModules();
  browserCookie = await import("./browser-cookie");
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

const ask = (asked: { method?: string; url?: string; accept?: string; cookie?: string }) => {
  const { method = "GET", url = "/sign-in?next=/a.b", accept = "text/html,*/*;q=0.8", cookie } = asked;
  return browserCookie.giveBrowserCookie({ method, url, headers: { accept, ...(cookie && { cookie }) } });
};

describe("the browser's number", () => {
  it("S40, 6.8: is given with the first page, 128 random bits with every flag, and read from what the browser sends", () => {
    const [one, other] = [ask({}), ask({})];

    expect(one).toMatch(/^__Host-gatehouse\.browser=[\w-]{22}; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(one).not.toBe(other);
    const cookie = one?.split(";")[0] ?? "";
    expect(browserCookie.readBrowser(new Headers({ cookie }))).toBe(cookie.split("=")[1]);
    expect(ask({ cookie })).toBeUndefined();
  });

  it.each(["/_next/static/chunks/a.js", "/icon.svg", "/openapi.json", "/api/auth/session"])(
    "S16, S40: is not given with %s, which a cache may keep or a script may ask for",
    (url) => {
      expect(ask({ url })).toBeUndefined();
    },
  );

  it("is given to nobody who does not ask for a page to look at", () => {
    expect(ask({ accept: "*/*" })).toBeUndefined();
    expect(ask({ method: "POST" })).toBeUndefined();
    expect(ask({ method: "HEAD" })).toBeUndefined();
  });

  it.each(["", "x", "x".repeat(23)])("is none where a browser sends %j, and given anew", (value) => {
    const cookie = `__Host-gatehouse.browser=${value}`;

    expect(browserCookie.readBrowser(new Headers({ cookie }))).toBeUndefined();
    expect(ask({ cookie })).toBeDefined();
  });
});
