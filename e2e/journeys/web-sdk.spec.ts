import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type createSdk from "@descope/web-js-sdk";
import type { Page } from "@playwright/test";
import { PROJECT_ID } from "../support/production.mjs";
import { test as base, expect } from "../support/test";

declare global {
  interface Window {
    sdk: ReturnType<typeof createSdk>;
  }
}

/** The package's own build for pages without a bundler, as npm has it. */
const sdkScript = readFileSync(join(createRequire(import.meta.url).resolve("@descope/web-js-sdk"), "../../index.umd.js"));

interface Preflight {
  path: string;
  status: number;
  allowedOrigin: string | undefined;
}

/** Notes every preflight that the page's browser makes; pages and Playwright's own events do not show them. */
async function watchPreflights(page: Page): Promise<Preflight[]> {
  const seen: Preflight[] = [];
  const devTools = await page.context().newCDPSession(page);
  devTools.on("Network.responseReceived", ({ type, response: { url, status, headers } }) => {
    if (type !== "Preflight") return;
    const named = new Headers(headers);
    seen.push({ path: new URL(url).pathname, status, allowedOrigin: named.get("access-control-allow-origin") ?? undefined });
  });
  await devTools.send("Network.enable");
  return seen;
}

const test = base.extend<{ openSite: (options?: { persistTokens: true }) => Promise<string> }>({
  // What Playwright adds to a request to another origin counts as the page's own doing, and the API allows no such header.
  extraHTTPHeaders: {},
  // Somebody's own site, on another host than the API: its page makes the SDK with `projectId`, `baseUrl` and what it is given here.
  openSite: async ({ page, baseURL }, use) => {
    let options = {};
    const site = createServer((request, response) => {
      if (request.url === "/sdk.js") return response.end(sdkScript);
      const settings = JSON.stringify({ projectId: PROJECT_ID, baseUrl: baseURL, ...options });
      return response
        .setHeader("Content-Type", "text/html")
        .end(
          `<!doctype html><link rel="icon" href="data:,"><script src="/sdk.js"></script><script>const sdk = window.sdk = Descope(${settings})</script>`,
        );
    }).listen(0, "127.0.0.1");
    await once(site, "listening");
    const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    await use(async (given = undefined) => {
      options = given ?? {};
      await page.goto(origin);
      return origin;
    });
    site.closeAllConnections();
    site.close();
  },
});

test("the web SDK signs up, refreshes and signs out from another origin, with baseUrl alone", async ({
  page,
  baseURL,
  openSite,
  newPerson,
}) => {
  const { email, password, name } = newPerson();
  const hosts = new Set<string>();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  const preflights = await watchPreflights(page);
  const origin = await openSite();

  const signUp = await page.evaluate(([email, password, name]) => window.sdk.password.signUp(email, password, { name }), [
    email,
    password,
    name,
  ] as const);
  expect(signUp).toMatchObject({ ok: true, code: 200, data: { firstSeen: true, user: { email, name } } });
  const { refreshJwt = "", sessionJwt = "" } = signUp.data ?? {};
  expect(preflights).toContainEqual({ path: "/v1/auth/password/signup", status: 204, allowedOrigin: origin });

  const wrong = await page.evaluate(([email]) => window.sdk.password.signIn(email, "not the password"), [email] as const);
  expect(wrong).toMatchObject({ ok: false, code: 401, error: { errorCode: "E062906" } });
  const taken = await page.evaluate(([email, password]) => window.sdk.password.signUp(email, password), [email, password] as const);
  expect(taken).toMatchObject({ ok: false, code: 400, error: { errorCode: "E062107" } });
  const signIn = await page.evaluate(([email, password]) => window.sdk.password.signIn(email, password), [email, password] as const);
  expect(signIn).toMatchObject({ ok: true, data: { firstSeen: false } });

  const refreshed = await page.evaluate((token) => window.sdk.refresh(token), refreshJwt);
  expect(refreshed).toMatchObject({ ok: true, data: { sessionJwt: expect.stringMatching(/^eyJ/) } });
  expect(await page.evaluate((token) => window.sdk.me(token), refreshJwt)).toMatchObject({ ok: true, data: { email, name } });
  expect(await page.evaluate((token) => window.sdk.isJwtExpired(token), sessionJwt)).toBe(false);

  expect(await page.evaluate((token) => window.sdk.logout(token), refreshJwt)).toMatchObject({ ok: true });
  expect(await page.evaluate((token) => window.sdk.me(token), refreshJwt)).toMatchObject({
    ok: false,
    code: 401,
    error: { errorCode: "E064001" },
  });

  expect([...hosts].sort()).toEqual([new URL(origin).host, new URL(baseURL ?? "").host].sort());
});

test("the web SDK keeps its tokens over a reload, and forgets them at sign-out", async ({ page, openSite, newPerson }) => {
  const { email, password } = newPerson();
  const stored = () => page.evaluate(() => [localStorage.getItem("DS"), localStorage.getItem("DSR")]);
  await openSite({ persistTokens: true });

  const { data } = await page.evaluate(([email, password]) => window.sdk.password.signUp(email, password), [email, password] as const);
  expect(await stored()).toEqual([data?.sessionJwt, data?.refreshJwt]);

  await page.reload();
  expect(await page.evaluate(() => window.sdk.refresh(undefined, true))).toMatchObject({ ok: true, data: { user: { email } } });
  expect(await page.evaluate(() => window.sdk.me())).toMatchObject({ ok: true, data: { email } });

  expect(await page.evaluate(() => window.sdk.logout())).toMatchObject({ ok: true });
  expect(await stored()).toEqual([null, null]);
  expect(await page.evaluate((token) => window.sdk.me(token), data?.refreshJwt)).toMatchObject({ ok: false, code: 401 });
});
