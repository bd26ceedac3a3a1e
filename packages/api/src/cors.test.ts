import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { APPROVED_ORIGIN, COOKIES, createTestApi, STRANGE_ORIGIN, type TestApi } from "./testing/rest-api";

/** What a browser SDK asks for before a call: its own headers and the telemetry ones. */
const SDK_HEADERS = "authorization,content-type,x-descope-project-id,x-descope-sdk-name,x-descope-sdk-session-id,x-external-rid";

let api: TestApi;
let withCookies: TestApi;

beforeAll(async () => {
  api = await createTestApi();
  withCookies = await createTestApi({ cookies: COOKIES });
});

afterAll(async () => {
  await api.close();
  await withCookies.close();
});

function preflight(path: string, origin: string, headers: Record<string, string> = {}, to = api) {
  return to.call(path, undefined, {
    method: "OPTIONS",
    headers: { authorization: null, origin, "access-control-request-method": "POST", ...headers },
  });
}

function corsOf(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => name.startsWith("access-control-")));
}

describe("6.10 S18: a preflight", () => {
  it.each(["/v1/auth/password/signin", "/v1/auth/me", "/v2/keys/P1", "/v1/mgmt/user/create", "/v1/no/such/path", "/v1"])(
    "is answered on %s with the exact origin and everything the SDKs send",
    async (path) => {
      const { status, headers, body } = await preflight(path, STRANGE_ORIGIN, { "access-control-request-headers": SDK_HEADERS });

      expect(status).toBe(204);
      expect(body).toBeUndefined();
      expect(corsOf(headers)).toEqual({
        "access-control-allow-origin": STRANGE_ORIGIN,
        "access-control-allow-credentials": "true",
        "access-control-expose-headers": "Retry-After, x-request-id",
        "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
        "access-control-allow-headers": expect.any(String),
        "access-control-max-age": "86400",
      });
      expect(headers.get("access-control-allow-headers")?.split(", ").sort().filter(unique)).toEqual(SDK_HEADERS.split(",").sort());
      expect(headers.get("vary")).toBe("Origin, Access-Control-Request-Headers");
    },
  );

  it.each([
    [
      "tracing's",
      "authorization,baggage,content-type,sentry-trace,traceparent,tracestate",
      "baggage, sentry-trace, traceparent, tracestate",
    ],
    ["an app's own", "x-app-version,X-Tenant", "x-app-version, x-tenant"],
    ["any that a header may have", "a!#$%&'*+-.^_`|~9", "a!#$%&'*+-.^_`|~9"],
    ["none", "", ""],
  ])("6.20: while no cookie is read, allows whatever headers it asks for: %s", async (_, asked, allowed) => {
    const { headers } = await preflight("/v1/auth/me", STRANGE_ORIGIN, { "access-control-request-headers": asked });

    expect(headers.get("access-control-allow-headers")).toBe(["authorization, content-type", allowed].filter(Boolean).join(", "));
  });

  it.each([
    ["no names", 'x-descope-a\tb, a b, \u00e9t\u00e9, a:b, (x), ,,"q"'],
    ["a name of 101 characters", "x".repeat(101)],
  ])("answers nothing of what are %s", async (_, asked) => {
    const { headers } = await preflight("/v1/auth/me", STRANGE_ORIGIN, { "access-control-request-headers": asked });

    expect(headers.get("access-control-allow-headers")).toBe("authorization, content-type");
  });

  it("answers fifty names and no more", async () => {
    const asked = Array.from({ length: 5000 }, (_, index) => `x-${index}`).join(",");

    const { headers } = await preflight("/v1/auth/me", STRANGE_ORIGIN, { "access-control-request-headers": asked });

    expect(headers.get("access-control-allow-headers")?.split(", ")).toHaveLength(52);
  });

  it("with cookie delivery, allows an approved origin the SDKs' headers and tracing's, and no other", async () => {
    const asked = "x-forwarded-for, cookie, x-app, X-Descope-Sdk-Sha, x-descope-, sentry-trace, baggage, traceparent, tracestate, *";

    const approved = await preflight("/v1/auth/me", APPROVED_ORIGIN, { "access-control-request-headers": asked }, withCookies);
    const strange = await preflight("/v1/auth/me", STRANGE_ORIGIN, { "access-control-request-headers": asked }, withCookies);

    expect(approved.headers.get("access-control-allow-headers")).toBe(
      "authorization, content-type, x-descope-sdk-sha, sentry-trace, baggage, traceparent, tracestate",
    );
    expect(corsOf(strange.headers)).toEqual({});
    expect(strange.headers.get("vary")).toBe("Origin, Access-Control-Request-Headers");
  });

  it("without an origin, which is no browser's, allows nothing", async () => {
    const { status, headers } = await api.call("/v1/auth/me", undefined, { method: "OPTIONS", headers: { authorization: null } });

    expect(status).toBe(204);
    expect(corsOf(headers)).toEqual({});
  });
});

describe("6.10 S18: while no cookie is read", () => {
  it.each([
    ["a success", "/v2/keys/Ptest00000000000000000000000", 200],
    ["a refusal", "/v1/auth/me", 401],
    ["an unknown path", "/v1/no/such/path", 404],
    ["a method that is not listed", "/v1/auth/logout", 405],
  ])("%s can be read by a page of any origin", async (_, path, status) => {
    const answer = await api.call(path, undefined, { headers: { origin: STRANGE_ORIGIN } });

    expect(answer.status).toBe(status);
    expect(corsOf(answer.headers)).toEqual({
      "access-control-allow-origin": STRANGE_ORIGIN,
      "access-control-allow-credentials": "true",
      "access-control-expose-headers": "Retry-After, x-request-id",
    });
    expect(answer.headers.get("vary")).toBe("Origin");
  });

  it("a page without an origin of its own is answered by name too, never by *", async () => {
    const { headers } = await api.call("/v1/auth/me", undefined, { headers: { origin: "null" } });

    expect(headers.get("access-control-allow-origin")).toBe("null");
  });

  it("an answer to somebody who named no origin still varies by it, so that no cache hands it to a page", async () => {
    const { headers } = await api.call("/v2/keys/Ptest00000000000000000000000");

    expect(corsOf(headers)).toEqual({});
    expect(headers.get("vary")).toBe("Origin");
  });
});

describe("6.10 S18: while cookies carry tokens", () => {
  it("an approved origin is allowed, with credentials", async () => {
    const asked = await preflight("/v1/auth/refresh", APPROVED_ORIGIN, {}, withCookies);
    const answered = await withCookies.call("/v1/auth/me", undefined, { headers: { origin: APPROVED_ORIGIN } });

    for (const { headers } of [asked, answered]) {
      expect(corsOf(headers)).toMatchObject({
        "access-control-allow-origin": APPROVED_ORIGIN,
        "access-control-allow-credentials": "true",
      });
    }
  });

  it.each([STRANGE_ORIGIN, "null", `${APPROVED_ORIGIN}.example.net`, APPROVED_ORIGIN.replace("https", "http"), `${APPROVED_ORIGIN}:8443`])(
    "%s is told nothing: no header of CORS, in preflights, successes and refusals",
    async (origin) => {
      const answers = [
        await preflight("/v1/auth/refresh", origin, {}, withCookies),
        await withCookies.call("/v2/keys/Ptest00000000000000000000000", undefined, { headers: { origin } }),
        await withCookies.call("/v1/auth/me", undefined, { headers: { origin } }),
        await withCookies.call("/v1/auth/password/signin", {}, { headers: { origin } }),
      ];

      expect(answers.map(({ status }) => status)).toEqual([204, 200, 401, 403]);
      for (const { headers } of answers) {
        expect(corsOf(headers)).toEqual({});
        expect(headers.get("vary")).toMatch(/^Origin\b/);
      }
    },
  );
});

function unique(name: string, index: number, names: readonly string[]): boolean {
  return names.indexOf(name) === index;
}
