import { NextRequest } from "next/server";
import { afterEach, describe, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  delete process.env.NEXTAUTH_URL;
  vi.resetModules();
});

/** The module as a server at this address has it. */
async function sessionAt(appUrl: string) {
  vi.stubEnv("APP_URL", appUrl);
  vi.stubEnv("AUTH_SECRET", "opens-nothing-but-the-cookies-of-this-test");
  return import("./session");
}

describe("S12, 6.8: cookies", () => {
  it("are tied to this host and https where the app is reached by https", async () => {
    const { setOwnCookie, authOptions } = await sessionAt("https://auth.example.com");

    const [pair, ...attributes] = setOwnCookie("session", "x", 60).split("; ");
    expect(pair).toBe("__Host-gatehouse.session=x");
    expect(attributes.sort()).toEqual(["HttpOnly", "Max-Age=60", "Path=/", "SameSite=Lax", "Secure"]);
    expect(authOptions().cookies?.sessionToken).toEqual({
      name: "__Host-gatehouse.session",
      options: { path: "/", httpOnly: true, secure: true, sameSite: "lax" },
    });
  });

  it("go without what browsers refuse on plain http, and nothing else", async () => {
    const { setOwnCookie } = await sessionAt("http://localhost:3000");

    const [pair, ...attributes] = setOwnCookie("session", "x", 60).split("; ");
    expect(pair).toBe("gatehouse.session=x");
    expect(attributes.sort()).toEqual(["HttpOnly", "Max-Age=60", "Path=/", "SameSite=Lax"]);
  });
});

describe("where next-auth may lead", () => {
  const request = (query: string, cookie = "") =>
    new NextRequest(`http://localhost:3000/api/auth/session${query}`, { headers: { cookie } });

  it.each(["foo", "javascript:alert(1)", "http://", "//", "%00"])("H5: takes %s for no address", async (wish) => {
    const { hasOddCallback } = await sessionAt("http://localhost:3000");

    expect(hasOddCallback(request(`?callbackUrl=${encodeURIComponent(wish)}`))).toBe(true);
    expect(hasOddCallback(request("", `gatehouse.callback=${encodeURIComponent(wish)}`))).toBe(true);
  });

  it.each(["gatehouse.callback=/x; gatehouse.callback=foo", "gatehouse.callback"])("H5: takes the cookie %s for no address", async (cookie) => {
    const { hasOddCallback } = await sessionAt("http://localhost:3000");

    expect(hasOddCallback(request("", cookie))).toBe(true);
  });

  it.each(["/account", "http://localhost:3000/account", ""])("lets %s be", async (wish) => {
    const { hasOddCallback } = await sessionAt("http://localhost:3000");

    expect(hasOddCallback(request(`?callbackUrl=${encodeURIComponent(wish)}`))).toBe(false);
  });

  it.each([
    ["/account", "http://localhost:3000/account"],
    ["//evil.example", "http://localhost:3000"],
    ["https://evil.example/", "http://localhost:3000"],
    ["javascript:alert(1)", "http://localhost:3000"],
    [{}, "http://localhost:3000"],
  ])("H4: leads from %s to %s", async (wish, page) => {
    const { authOptions } = await sessionAt("http://localhost:3000");

    expect(await authOptions().callbacks?.redirect?.({ url: wish as string, baseUrl: "" })).toBe(page);
  });
});

describe("sealed cookies", () => {
  it("open as what they were sealed as, and as no other", async () => {
    const { sealCookie, openCookie } = await sessionAt("http://localhost:3000");
    const [pair = ""] = (await sealCookie("flow", { step: "code" }, 60)).split(";");
    const sealed = pair.split("=").slice(1).join("=");

    expect(await openCookie("flow", sealed)).toMatchObject({ step: "code" });
    expect(await openCookie("session", sealed)).toBeNull();
    expect(await openCookie("flow", `${sealed.slice(0, -2)}xx`)).toBeNull();
    expect(await openCookie("flow", undefined)).toBeNull();
  });
});
