import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const jar = new Map<string, string>();
let landing: typeof import("./link-token");

beforeEach(async () => {
  jar.clear();
  vi.useFakeTimers({ toFake: ["Date"], now: 1_795_300_000_000 });
  vi.stubEnv("APP_URL", "http://auth.example.com");
  vi.stubEnv("AUTH_SECRET", "opens-nothing-but-the-cookies-of-this-test");
  vi.resetModules();
  landing = await import("./link-token");
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.resetModules();
});

const readLanding = (key: Parameters<typeof landing.readLanding>[0]) =>
  landing.readLanding(key, async (name) => jar.get(`gatehouse.${name}`));

/** Keeps cookies as a browser does. */
function take(setCookie: string): void {
  const [pair = ""] = setCookie.split(";");
  const [name = "", value = ""] = pair.split("=");
  if (setCookie.includes("Max-Age=0")) jar.delete(name);
  else jar.set(name, value);
}

/** Opens an address of a letter in this browser, and answers where that led. */
async function open(query: string, headers: Record<string, string> = {}): Promise<Response> {
  const cookie = [...jar].map((pair) => pair.join("=")).join("; ");
  const response = await landing.land(
    new Request(`http://auth.example.com/link${query}`, { headers: { cookie, ...headers } }),
    "/link/continue",
  );
  for (const one of response.headers.getSetCookie()) take(one);
  vi.advanceTimersByTime(1000);
  return response;
}

function keyIn(response: Response): string {
  return new URL(response.headers.get("location") ?? "", "http://localhost").searchParams.get("k") ?? "";
}

describe("land and readLanding", () => {
  it("R20: keep each link apart, whatever is opened after it", async () => {
    const first = keyIn(await open("?t=C1.first"));
    const second = keyIn(await open("?t=C2.second"));

    expect(await readLanding(first)).toEqual({ kind: "unused", key: first, token: "C1.first" });
    expect(await readLanding(second)).toEqual({ kind: "unused", key: second, token: "C2.second" });
  });

  it("S14, H4: lead to an address that holds no token, and to no other site", async () => {
    const { status, headers } = await open("?t=C1.secret&next=//evil.example");

    expect(status).toBe(303);
    expect(headers.get("location")).toMatch(/^\/link\/continue\?k=[\w-]{12}&next=%2Faccount$/);
    expect(headers.get("set-cookie")).not.toContain("secret");
  });

  it("R20: keep five links, and forget the oldest for the next", async () => {
    const keys: string[] = [];
    for (const token of ["a", "b", "c", "d", "e", "f"]) keys.push(keyIn(await open(`?t=${token}`)));

    const kinds = await Promise.all(keys.map(async (key) => (await readLanding(key)).kind));
    expect(kinds).toEqual(["missing", "unused", "unused", "unused", "unused", "unused"]);
    expect(jar.size).toBe(5);
  });

  it("keep a link that is opened again in its place", async () => {
    const keys: string[] = [];
    for (const token of ["a", "b", "c", "d", "e", "a"]) keys.push(keyIn(await open(`?t=${token}`)));

    expect(new Set(keys).size).toBe(5);
    for (const key of keys) expect(await readLanding(key)).toMatchObject({ kind: "unused" });
  });

  it("R21: tell what is not there from what was used", async () => {
    const key = keyIn(await open("?t=C1.first"));
    const kept = [...jar];

    jar.clear();
    expect(await readLanding(key)).toEqual({ kind: "missing" });
    for (const [name, value] of kept) jar.set(name, value);
    take((await landing.spendLanding("C1.first", { operation: "magicLink.verify", answer: { user: { userId: "U1" } } })) ?? "");
    expect(await readLanding(key)).toEqual({ kind: "used", userId: "U1", isDeclined: false });
    expect(keyIn(await open("?t=C1.first"))).toBe(key);
    expect(await readLanding(key)).toMatchObject({ kind: "used" });
    vi.advanceTimersByTime(16 * 60_000);
    expect(await readLanding(key)).toEqual({ kind: "missing" });
  });

  it.each([undefined, "", "x", "../session", ["a", "b"], "a".repeat(13)])("take %j for no link", async (key) => {
    await open("?t=C1.first");

    expect(await readLanding(key)).toEqual({ kind: "missing" });
  });

  it.each(["", "?t=", `?t=${"x".repeat(201)}`])("keep nothing of %j", async (query) => {
    const response = await open(query);

    expect([response.headers.get("location"), jar.size]).toEqual(["/link/continue", 0]);
  });

  it.each(["Mozilla/4.0 (compatible; ms-office; MSOffice 16)", "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0; Pro)"])(
    "R21: lead %s on by a page, not by a redirect, so that it opens the browser with the address in the letter",
    async (agent) => {
      const answer = await open("?t=C1.first&next=/account/email%22", { "user-agent": agent });

      expect([answer.status, answer.headers.get("location")]).toEqual([200, null]);
      expect(await answer.text()).toMatch(/content="0; url=\/link\/continue\?k=[\w-]{12}&amp;next=%2Faccount%2Femail%2522">$/);
    },
  );
});
