import { NextRequest } from "next/server";
import { afterEach, describe, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  delete process.env.NEXTAUTH_URL;
  vi.resetModules();
});

/** The module as a server at this address has it. */
async function nextAuthAt(appUrl: string) {
  vi.stubEnv("APP_URL", appUrl);
  vi.stubEnv("AUTH_SECRET", "opens-nothing-but-the-cookies-of-this-test");
  return import("./next-auth");
}

it("S12, 6.8: next-auth is told every flag of the session's cookie", async () => {
  const { authOptions } = await nextAuthAt("https://auth.example.com");

  expect(authOptions().cookies?.sessionToken).toEqual({
    name: "__Host-gatehouse.session",
    options: { path: "/", httpOnly: true, secure: true, sameSite: "lax" },
  });
});

it("S25: next-auth's own cookies are named as ours are", async () => {
  const { authOptions } = await nextAuthAt("http://localhost:3001");

  const names = Object.values(authOptions().cookies ?? {}).map((cookie) => cookie?.name);
  expect(names.sort()).toEqual(["gatehouse-3001.callback", "gatehouse-3001.csrf", "gatehouse-3001.session"]);
});

describe("where next-auth may lead", () => {
  const request = (query: string, cookie = "") =>
    new NextRequest(`http://localhost:3000/api/auth/session${query}`, { headers: { cookie } });

  it.each(["foo", "javascript:alert(1)", "http://", "//", "%00"])("H5: takes %s for no address", async (wish) => {
    const { hasOddCallback } = await nextAuthAt("http://localhost:3000");

    expect(hasOddCallback(request(`?callbackUrl=${encodeURIComponent(wish)}`))).toBe(true);
    expect(hasOddCallback(request("", `gatehouse-3000.callback=${encodeURIComponent(wish)}`))).toBe(true);
  });

  it.each(["gatehouse-3000.callback=/x; gatehouse-3000.callback=foo", "gatehouse-3000.callback"])(
    "H5: takes the cookie %s for no address",
    async (cookie) => {
      const { hasOddCallback } = await nextAuthAt("http://localhost:3000");

      expect(hasOddCallback(request("", cookie))).toBe(true);
    },
  );

  it.each(["/account", "http://localhost:3000/account", ""])("lets %s be", async (wish) => {
    const { hasOddCallback } = await nextAuthAt("http://localhost:3000");

    expect(hasOddCallback(request(`?callbackUrl=${encodeURIComponent(wish)}`))).toBe(false);
  });

  it.each([
    ["/account", "http://localhost:3000/account"],
    ["//evil.example", "http://localhost:3000"],
    ["https://evil.example/", "http://localhost:3000"],
    ["javascript:alert(1)", "http://localhost:3000"],
    [{}, "http://localhost:3000"],
  ])("H4: leads from %s to %s", async (wish, page) => {
    const { authOptions } = await nextAuthAt("http://localhost:3000");

    expect(await authOptions().callbacks?.redirect?.({ url: wish as string, baseUrl: "" })).toBe(page);
  });
});
