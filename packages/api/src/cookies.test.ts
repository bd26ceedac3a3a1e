import createSdk from "@descope/node-sdk";
import type { JWTResponse } from "@repo/contract/session";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  APPROVED_ORIGIN,
  COOKIES,
  createPresentClock,
  createTestApi,
  createTestServer,
  PASSWORD,
  STRANGE_ORIGIN,
  signUp,
  type TestApi,
  type TestCall,
} from "./testing/rest-api";

const SESSION_SECONDS = 600;
const REFRESH_SECONDS = 28 * 24 * 3600;

let api: TestApi;

beforeAll(async () => {
  api = await createTestApi({ cookies: COOKIES });
});

afterAll(() => api.close());

interface SetCookie {
  value: string;
  attributes: string[];
}

/** The cookies of an answer by name; each must have come in a header of its own. */
function cookiesOf(headers: Headers): Record<string, SetCookie> {
  return Object.fromEntries(
    headers.getSetCookie().map((header) => {
      const [pair = "", ...attributes] = header.split("; ");
      const [name = "", ...value] = pair.split("=");
      return [name, { value: value.join("="), attributes }];
    }),
  );
}

let users = 0;
function newLoginId(): string {
  return `user${users++}@example.com`;
}

async function signUpForCookies(loginId = newLoginId()): Promise<{ DS: string; DSR: string }> {
  const { headers } = await api.call("/v1/auth/password/signup", { loginId, password: PASSWORD });
  const { DS, DSR } = cookiesOf(headers);
  return { DS: DS?.value ?? "", DSR: DSR?.value ?? "" };
}

function withCookie(cookie: string, more: TestCall = {}): TestCall {
  return { ...more, headers: { cookie, origin: APPROVED_ORIGIN, ...more.headers } };
}

describe("token delivery by cookie", () => {
  it.each([
    ["sign-up", "/v1/auth/password/signup"],
    ["sign-in", "/v1/auth/password/signin"],
  ])("6.8 S12: %s sets DSR and DS, each in a header of its own, out of reach of scripts", async (name, path) => {
    const loginId = newLoginId();
    if (name === "sign-in") await signUpForCookies(loginId);

    const { headers, body } = await api.call<JWTResponse>(path, { loginId, password: PASSWORD });

    const flags = ["HttpOnly", "Secure", "SameSite=Lax"];
    expect(cookiesOf(headers)).toEqual({
      DSR: { value: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/), attributes: [`Max-Age=${REFRESH_SECONDS}`, "Path=/", ...flags] },
      DS: { value: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/), attributes: [`Max-Age=${SESSION_SECONDS}`, "Path=/", ...flags] },
    });
    expect(body).toMatchObject({ sessionJwt: "", refreshJwt: "", claims: { drn: "DS" }, user: { loginIds: [loginId] } });
    expect(body.sessionExpiration).toBeGreaterThan(0);
  });

  it("S13: with 1,900 characters of custom claims a cookie is still no larger than browsers keep", async () => {
    const customClaims = Object.fromEntries(Array.from({ length: 4 }, (_, index) => [`claim${index}`, "x".repeat(475)]));

    const { headers } = await api.call("/v1/auth/password/signup", {
      loginId: newLoginId(),
      password: PASSWORD,
      loginOptions: { customClaims },
    });

    expect(headers.getSetCookie()).toHaveLength(2);
    for (const header of headers.getSetCookie()) expect(header.split(";")[0]?.length).toBeLessThanOrEqual(4096);
  });

  it("names the configured domain", async () => {
    const withDomain = await createTestApi({ cookies: COOKIES, config: { cookieDomain: "example.com" } });
    const { headers, body } = await withDomain.call("/v1/auth/password/signup", { loginId: "ada@example.com", password: PASSWORD });

    for (const { attributes } of Object.values(cookiesOf(headers))) expect(attributes).toContain("Domain=example.com");
    expect(body).toMatchObject({ cookieDomain: "example.com" });
    await withDomain.close();
  });

  it("a refusal sets no cookie", async () => {
    const { status, headers } = await api.call("/v1/auth/password/signin", { loginId: "nobody@example.com", password: PASSWORD });

    expect(status).toBe(401);
    expect(headers.getSetCookie()).toEqual([]);
  });

  it("refresh takes the token from the cookie and sets both anew", async () => {
    const { DS, DSR } = await signUpForCookies();
    api.deps.clock.advance({ minutes: 5 });

    const { status, headers, body } = await api.call("/v1/auth/refresh", {}, withCookie(`other=1; DSR=${DSR}; DS=${DS}`));

    expect(status).toBe(200);
    expect(body).toMatchObject({ sessionJwt: "", refreshJwt: "", claims: { drn: "DS" } });
    expect(cookiesOf(headers).DSR?.value).toBe(DSR);
    expect(cookiesOf(headers).DSR?.attributes).toContain(`Max-Age=${REFRESH_SECONDS - 300}`);
    expect(cookiesOf(headers).DS?.value).not.toBe(DS);
  });

  it("try-refresh answers {} and sets nothing without a cookie", async () => {
    const { status, headers, body } = await api.call("/v1/auth/try-refresh", {});

    expect({ status, body }).toEqual({ status: 200, body: {} });
    expect(headers.getSetCookie()).toEqual([]);
  });

  it("validate reads the session token's cookie, not the refresh token's", async () => {
    const { DS, DSR } = await signUpForCookies();

    expect(await api.call("/v1/auth/validate", {}, withCookie(`DS=${DS}`))).toMatchObject({ status: 200, body: { drn: "DS" } });
    expect(await api.call("/v1/auth/validate", {}, withCookie(`DSR=${DSR}`))).toMatchObject({
      status: 401,
      body: { errorCode: "E064002" },
    });
    expect(await api.call("/v1/auth/validate", {}, withCookie(`DS=${DSR}`))).toMatchObject({ status: 401, body: { errorCode: "E064002" } });
  });

  it("the header beats the cookie", async () => {
    const ada = await signUpForCookies("ada@example.com");
    const grace = await signUpForCookies("grace@example.com");

    const { body } = await api.call("/v1/auth/me", undefined, withCookie(`DSR=${ada.DSR}`, { token: grace.DSR }));
    const refused = await api.call("/v1/auth/me", undefined, withCookie(`DSR=${ada.DSR}`, { token: "not.a.token" }));

    expect(body).toMatchObject({ loginIds: ["grace@example.com"] });
    expect(refused).toMatchObject({ status: 401, body: { errorCode: "E064002" } });
  });

  it("x-descope-refresh-cookie-name points to no other cookie", async () => {
    const { DSR } = await signUpForCookies();
    const headers = { "x-descope-refresh-cookie-name": "sealed" };

    expect(await api.call("/v1/auth/me", undefined, withCookie(`sealed=${DSR}`, { headers }))).toMatchObject({ status: 401 });
  });

  it.each(["/v1/auth/logout", "/v1/auth/logoutall"])("%s ends the session and expires both cookies", async (path) => {
    const { DS, DSR } = await signUpForCookies();

    const { status, headers } = await api.call(path, {}, withCookie(`DSR=${DSR}; DS=${DS}`));

    expect(status).toBe(200);
    const expired = { value: "", attributes: ["Max-Age=0", "Path=/", "HttpOnly", "Secure", "SameSite=Lax"] };
    expect(cookiesOf(headers)).toEqual({ DSR: expired, DS: expired });
    expect(await api.call("/v1/auth/me", undefined, withCookie(`DSR=${DSR}`))).toMatchObject({
      status: 401,
      body: { errorCode: "E064001" },
    });
  });

  it("a stale cookie does not keep anybody from signing in or up", async () => {
    const loginId = newLoginId();
    await signUpForCookies(loginId);
    const stale = withCookie("DSR=expired.or.foreign; DS=x");

    const signedIn = await api.call("/v1/auth/password/signin", { loginId, password: PASSWORD }, stale);
    const signedUp = await api.call("/v1/auth/password/signup", { loginId: newLoginId(), password: PASSWORD }, stale);

    expect([signedIn.status, signedUp.status]).toEqual([200, 200]);
  });

  it("S15: without it no cookie is read or set", async () => {
    const plain = await createTestApi();
    const { refreshJwt, sessionJwt } = await signUp(plain);
    const { headers } = await plain.call("/v1/auth/password/signin", { loginId: "ada@example.com", password: PASSWORD });

    const cookie = `DSR=${refreshJwt}; DS=${sessionJwt}`;
    expect(headers.getSetCookie()).toEqual([]);
    expect(await plain.call("/v1/auth/me", undefined, withCookie(cookie))).toMatchObject({ status: 401 });
    expect(await plain.call("/v1/auth/validate", {}, withCookie(cookie))).toMatchObject({ status: 401 });
    await plain.close();
  });
});

describe("6.7: a write while cookies carry tokens", () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };

  it.each<[string, Record<string, string | null>]>([
    ["of another origin", { origin: STRANGE_ORIGIN }],
    ["of a page without an origin", { origin: "null" }],
    ["that another site sent without saying its origin", { origin: null, "sec-fetch-site": "cross-site" }],
    ["as a form", { ...form }],
    ["as a form of no stated origin", { ...form, origin: null }],
    ["as a multipart form", { "content-type": "multipart/form-data; boundary=x" }],
    ["as plain text", { "content-type": "text/plain" }],
    ["as plain text that names JSON", { "content-type": "text/plain; application/json" }],
    ["as something that begins like JSON", { "content-type": "application/jsonp" }],
    ["of no stated type", { "content-type": null }],
  ])("%s is refused, and changes nothing", async (_, headers) => {
    const { DSR } = await signUpForCookies();

    const refused = await api.call("/v1/auth/logout", "{}", withCookie(`DSR=${DSR}`, { headers }));

    expect(refused).toMatchObject({ status: 403, body: { errorCode: "E010403" } });
    expect(refused.headers.getSetCookie()).toEqual([]);
    expect(await api.call("/v1/auth/me", undefined, withCookie(`DSR=${DSR}`))).toMatchObject({ status: 200 });
  });

  it("is refused at the first sign-in too, when there is no cookie yet", async () => {
    const loginId = newLoginId();
    await signUpForCookies(loginId);

    const refused = await api.call(
      "/v1/auth/password/signin",
      { loginId, password: PASSWORD },
      {
        headers: { origin: STRANGE_ORIGIN },
      },
    );

    expect(refused).toMatchObject({ status: 403, body: { errorCode: "E010403" } });
    expect(refused.headers.getSetCookie()).toEqual([]);
  });

  it.each<[string, Record<string, string | null>, string | undefined]>([
    ["JSON of an approved origin", { "content-type": "application/json" }, "{}"],
    ["JSON with a character set", { "content-type": "application/json; charset=utf-8" }, "{}"],
    ["no body and no type", { "content-type": null }, undefined],
    ["JSON of a program, which names no origin", { origin: null }, "{}"],
    ["JSON of a page of our own site", { "sec-fetch-site": "same-origin" }, "{}"],
  ])("is taken as %s", async (_, headers, body) => {
    const { DSR } = await signUpForCookies();

    expect(await api.call("/v1/auth/logout", body, withCookie(`DSR=${DSR}`, { method: "POST", headers }))).toMatchObject({ status: 200 });
  });

  it("needs the project in the Authorization header, which no page can send across sites unasked", async () => {
    const { DSR } = await signUpForCookies();

    const refused = await api.call("/v1/auth/refresh", undefined, withCookie(`DSR=${DSR}`, { headers: { authorization: null } }));

    expect(refused).toMatchObject({ status: 401, body: { errorCode: "E061001" } });
  });
});

describe("the Node SDK while cookies carry tokens", () => {
  it("reads both tokens from Set-Cookie: signUp, signIn, refreshSession, logout", async () => {
    const server = await createTestServer({ cookies: COOKIES, clock: createPresentClock() });
    const sdk = createSdk({ projectId: server.deps.config.projectId, baseUrl: server.url });

    const signedUp = await sdk.password.signUp("ada@example.com", PASSWORD);
    const signedIn = await sdk.password.signIn("ada@example.com", PASSWORD);
    const refreshJwt = signedIn.data?.refreshJwt ?? "";
    const refreshed = await sdk.refreshSession(refreshJwt);
    const { ok } = await sdk.logout(refreshJwt);

    expect(signedUp).toMatchObject({ ok: true, data: { sessionJwt: "", refreshJwt: expect.stringContaining(".") } });
    expect(refreshed).toMatchObject({ token: { drn: "DS", sub: signedIn.data?.user?.userId }, refreshJwt });
    expect(ok).toBe(true);
    expect(await sdk.me(refreshJwt)).toMatchObject({ ok: false, error: { errorCode: "E064001" } });
    await server.close();
  });
});
