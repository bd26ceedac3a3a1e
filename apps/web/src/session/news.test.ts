import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

let news: typeof import("./news");

beforeEach(async () => {
  vi.stubEnv("APP_URL", "https://auth.example.com");
  vi.stubEnv("AUTH_SECRET", "opens-nothing-but-the-cookies-of-this-test");
  vi.resetModules();
  news = await import("./news");
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

describe("splitNews", () => {
  it.each([
    ["/account?done=profile", "/account", "profile"],
    ["/account?tab=1&done=app#security", "/account?tab=1#security", "app"],
    ["/account/recovery-codes?next=%2Faccount%3Fdone%3Dapp", "/account/recovery-codes?next=%2Faccount", "app"],
    ["/account?next=//evil.example", "/account?next=//evil.example", undefined],
    ["/verify?f=0123456789ab", "/verify?f=0123456789ab", undefined],
  ])("U76: takes the word out of %s", (path, location, word) => {
    expect(news.splitNews(path)).toEqual({ location, news: word });
  });
});

describe("news", () => {
  const ended = "__Host-gatehouse.news=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax";
  const end = (url: string, word: string, method = "GET") =>
    news.endNews({ method, url, headers: { cookie: `__Host-gatehouse.news=${word}` } });

  it("U76: is one word in a cookie", () => {
    expect(news.keepNews("profile")).toBe("__Host-gatehouse.news=profile; Max-Age=1800; Path=/; HttpOnly; Secure; SameSite=Lax");
    for (const none of ["", "two words", "a;b", "x".repeat(31)]) expect(news.keepNews(none), none).toBeUndefined();
  });

  it("U76: ends with the page that says it, and with no other", () => {
    for (const url of ["/account", "/account?x=1", "/sign-in", "/account/"]) expect(end(url, "profile"), url).toBe(ended);
    for (const url of ["/account/recovery-codes", "/verify?f=1", "/", "/_next/static/a.js"])
      expect(end(url, "profile"), url).toBeUndefined();
    for (const url of ["/verify?f=1", "/waiting?f=1", "/forgot/sent?f=1"]) expect(end(url, "again"), url).toBe(ended);
    expect(end("/account", "again")).toBeUndefined();
    expect(end("/account", "profile", "HEAD")).toBeUndefined();
    expect(news.endNews({ method: "GET", url: "/account", headers: {} })).toBeUndefined();
  });
});
