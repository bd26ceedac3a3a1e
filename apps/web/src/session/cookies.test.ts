import { afterEach, describe, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The module as a server at this address has it. */
async function sessionAt(appUrl: string) {
  vi.stubEnv("APP_URL", appUrl);
  vi.stubEnv("AUTH_SECRET", "opens-nothing-but-the-cookies-of-this-test");
  return import("./cookies");
}

describe("S12, 6.8: cookies", () => {
  it("are tied to this host and https where the app is reached by https", async () => {
    const { setOwnCookie } = await sessionAt("https://auth.example.com");

    const [pair, ...attributes] = setOwnCookie("session", "x", 60).split("; ");
    expect(pair).toBe("__Host-gatehouse.session=x");
    expect(attributes.sort()).toEqual(["HttpOnly", "Max-Age=60", "Path=/", "SameSite=Lax", "Secure"]);
  });

  it("go without what browsers refuse on plain http, and nothing else", async () => {
    const { setOwnCookie } = await sessionAt("http://localhost:3000");

    const [pair, ...attributes] = setOwnCookie("session", "x", 60).split("; ");
    expect(pair).toBe("gatehouse-3000.session=x");
    expect(attributes.sort()).toEqual(["HttpOnly", "Max-Age=60", "Path=/", "SameSite=Lax"]);
  });
});

describe("S25: the name of a cookie", () => {
  it.each([
    ["http://localhost:3000", "gatehouse-3000.session"],
    ["http://localhost:3001", "gatehouse-3001.session"],
    ["http://127.0.0.1:3000", "gatehouse-3000.session"],
    ["http://[::1]:3000", "gatehouse-3000.session"],
    ["http://shop.localhost:3000", "gatehouse-3000.session"],
    ["https://localhost:3443", "__Host-gatehouse-3443.session"],
  ])("has the port at %s, which other servers on this machine share but for it", async (appUrl, name) => {
    const { ownCookieName } = await sessionAt(appUrl);

    expect(ownCookieName("session")).toBe(name);
  });

  it.each([
    ["http://localhost", "gatehouse.session"],
    ["http://auth.lan:3000", "gatehouse.session"],
    ["https://auth.example.com", "__Host-gatehouse.session"],
    ["https://auth.example.com:8443", "__Host-gatehouse.session"],
    ["https://localhost.example.com:8443", "__Host-gatehouse.session"],
  ])("is the same whatever the port at %s", async (appUrl, name) => {
    const { ownCookieName } = await sessionAt(appUrl);

    expect(ownCookieName("session")).toBe(name);
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

describe("E9, 6.8: what a browser is known by", () => {
  const browser = { devices: [{ userId: "U2ofAdaAndOfNobodyElse", id: "one", device: { id: "S1", since: 1 } }], mark: "two" };

  async function carrierAt(appUrl: string) {
    const { sessionCarrier } = await sessionAt(appUrl);
    return sessionCarrier.browser ?? expect.fail("nothing is carried");
  }

  function showing(cookie: string): Request {
    return new Request("http://localhost:3000/", { headers: { cookie } });
  }

  it("is sealed, out of reach of scripts, and kept for as long as browsers keep anything", async () => {
    const [pair = "", ...attributes] = (await (await carrierAt("https://auth.example.com")).seal(browser)).split("; ");

    expect(pair).toMatch(/^__Host-gatehouse\.device=eyJ/);
    expect(pair).not.toContain("U2ofAdaAndOfNobodyElse");
    expect(attributes.sort()).toEqual(["HttpOnly", "Max-Age=34560000", "Path=/", "SameSite=Lax", "Secure"]);
  });

  it("is read as it was sealed, and what is not ours is nothing", async () => {
    const { read, seal } = await carrierAt("https://auth.example.com");
    const [pair = ""] = (await seal(browser)).split(";");
    const { sealCookie } = await sessionAt("https://auth.example.com");
    const [session = ""] = (await sealCookie("session", { browser }, 60)).split(";");
    const [other = ""] = (await sealCookie("device", { browser: "all" }, 60)).split(";");

    expect(await read(showing(pair))).toEqual(browser);
    const value = session.split("=").slice(1).join("=");
    for (const cookie of ["", `${pair}x`, `__Host-gatehouse.device=${value}`, other])
      expect(await read(showing(cookie)), cookie).toBeNull();
  });
});
