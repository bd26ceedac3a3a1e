import { once } from "node:events";
import { Agent, request as send } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createGatehouseServer } from "./server.mjs";

const refusals = Object.fromEntries(
  Object.entries({ crossSite: 403, malformed: 400, headersTooLarge: 431, tooSlow: 408, failed: 500 }).map(([name, status]) => [
    name,
    { status, body: JSON.stringify({ refused: name }) },
  ]),
);

const parts = {
  fetch: async (request) => Response.json({ door: "api", headers: Object.fromEntries(request.headers) }),
  clientAddress: (socketAddress, forwardedFor) => `${socketAddress?.replace("::ffff:", "")} after ${forwardedFor ?? "nobody"}`,
  isCrossSite: ({ method, headers }) => method === "POST" && headers["sec-fetch-site"] === "cross-site",
  pageHeaders: (url) => ({ "content-security-policy": `policy of ${url}`, "referrer-policy": "same-origin" }),
  refusals,
  scheme: "http",
};
const pages = (request, response) => response.end(JSON.stringify({ door: "pages", headers: request.headers }));

const stops = [];
afterEach(() => Promise.all(stops.splice(0).map((stop) => stop(0))));

async function listen(overrides = {}) {
  const { server, stop } = createGatehouseServer({
    pages,
    apiThroughPages: false,
    ...overrides,
    parts: Promise.resolve({ ...parts, ...overrides.parts }),
  });
  stops.push(stop);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, stop, port: server.address().port };
}

async function ask(port, path, { method = "GET", headers = {}, agent = false } = {}) {
  const request = send({ host: "127.0.0.1", port, path, method, headers, agent }).end();
  const [response] = await once(request, "response");
  let text = "";
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, headers: response.headers, body: text && JSON.parse(text) };
}

async function say(port, text) {
  const socket = connect(port, "127.0.0.1").end(text);
  let answer = "";
  for await (const chunk of socket) answer += chunk;
  return answer;
}

describe("doors", () => {
  it.each(["/v1/auth/me", "/v2/keys/P1", "/health/live", "/v1", "/v1?x"])("sends %s straight to the API", async (path) => {
    const { port } = await listen();

    expect((await ask(port, path)).body.door).toBe("api");
  });

  it.each(["/", "/v1x", "/v3/keys", "/sign-in?next=/v1/", "/api/trpc/me"])("sends %s to Next", async (path) => {
    const { port } = await listen();

    expect((await ask(port, path)).body.door).toBe("pages");
  });

  it.each(["//", "///", "//?x"])("6.1, H2, H3: refuses the address %s, which is none", async (path) => {
    const { port } = await listen({ parts: { scheme: "https" } });

    expect(await ask(port, path)).toMatchObject({
      status: 400,
      headers: { "x-content-type-options": "nosniff", "strict-transport-security": expect.stringContaining("max-age=") },
      body: { refused: "malformed" },
    });
  });

  it("sends the API through Next in development", async () => {
    const { port } = await listen({ apiThroughPages: true });

    expect((await ask(port, "/v1/auth/me")).body.door).toBe("pages");
  });

  it("answers clients that offer HTTP/2", async () => {
    const { port } = await listen();

    const headers = { Connection: "Upgrade, HTTP2-Settings", Upgrade: "h2c", "HTTP2-Settings": "AAMAAABk" };
    expect((await ask(port, "/v1/auth/me", { headers })).status).toBe(200);
  });
});

describe("forwarding headers", () => {
  const forged = {
    "X-Forwarded-For": "1.2.3.4",
    "x-forwarded-host": "evil.example",
    "X-Forwarded-Port": "1",
    "X-Forwarded-Proto": "https",
    "X-Real-IP": "1.2.3.4",
    Forwarded: "for=1.2.3.4",
  };

  it.each(["/v1/auth/me", "/sign-in"])("E5, 3.3, 6.11: leaves only the server's own word on %s", async (path) => {
    const { port } = await listen();

    const { body } = await ask(port, path, { headers: forged });

    expect(body.headers).toEqual({
      host: `127.0.0.1:${port}`,
      connection: "close",
      "x-forwarded-for": "127.0.0.1 after 1.2.3.4",
      "x-forwarded-proto": "http",
      ...(path === "/sign-in" && { "content-security-policy": "policy of /sign-in", "x-gatehouse-path": "/sign-in" }),
    });
  });
});

describe("other sites", () => {
  const crossSite = { method: "POST", headers: { "Sec-Fetch-Site": "cross-site" } };

  it("S17, 6.7: are refused before Next sees the request", async () => {
    const { port } = await listen();

    expect(await ask(port, "/api/trpc/password.signIn", crossSite)).toMatchObject({ status: 403, body: { refused: "crossSite" } });
  });

  it.each([true, false])("reach the API, which has its own rules (through Next: %s)", async (apiThroughPages) => {
    const { port } = await listen({ apiThroughPages });

    expect((await ask(port, "/v1/auth/me", crossSite)).status).toBe(200);
  });
});

describe("answers", () => {
  it("H2: carry HSTS where the app is reached by https, and only there", async () => {
    const secure = await listen({ parts: { scheme: "https" } });
    const plain = await listen();

    for (const path of ["/", "/v1/auth/me"]) {
      expect((await ask(secure.port, path)).headers["strict-transport-security"]).toBe("max-age=31536000; includeSubDomains");
      expect((await ask(plain.port, path)).headers).not.toHaveProperty("strict-transport-security");
    }
  });

  it("H1: of pages carry the policy that Next was told, whatever the client claims it to be", async () => {
    const { port } = await listen();

    const { headers, body } = await ask(port, "/sign-in?next=/x", { headers: { "Content-Security-Policy": "script-src 'nonce-mine'" } });

    expect(headers).toMatchObject({ "content-security-policy": "policy of /sign-in?next=/x", "referrer-policy": "same-origin" });
    expect(body.headers["content-security-policy"]).toBe("policy of /sign-in?next=/x");
  });

  it.each([
    ["a page", "/sign-in", {}],
    ["the API", "/v1/auth/me", {}],
    ["a refusal", "/api/trpc/x", { method: "POST", headers: { "Sec-Fetch-Site": "cross-site" } }],
  ])("H3: of %s are what they say they are", async (_what, path, options) => {
    const { port } = await listen();

    expect((await ask(port, path, options)).headers["x-content-type-options"]).toBe("nosniff");
  });

  it("are a JSON 500 when the API or the server itself fails", async () => {
    const fail = () => {
      throw new Error("as this test wants it");
    };
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const { port } = await listen({ parts: { fetch: fail, isCrossSite: fail } });

    for (const path of ["/v1/auth/me", "/"]) expect(await ask(port, path)).toMatchObject({ status: 500, body: { refused: "failed" } });

    expect(log.mock.calls.map(([error]) => error.message)).toEqual(["as this test wants it", "as this test wants it"]);
    log.mockRestore();
  });
});

describe("what is not a request", () => {
  it.each([
    ["a line that is not HTTP", "NONSENSE\r\n\r\n", 400, "malformed"],
    ["too many headers", `GET /v1/x HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431, "headersTooLarge"],
    ["a host that is none", "GET /v1/x HTTP/1.1\r\nHost: a/../b\r\nConnection: close\r\n\r\n", 400, "malformed"],
  ])("is answered in JSON: %s", async (_what, text, status, refused) => {
    const { port } = await listen();

    const answer = await say(port, text);

    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer.toLowerCase()).toContain("x-content-type-options: nosniff");
    expect(answer).toContain(`{"refused":"${refused}"}`);
  });

  it("6.4: has 15 s to become one, and 30 s to arrive whole", async () => {
    const { server } = await listen();

    expect(server).toMatchObject({ headersTimeout: 15_000, requestTimeout: 30_000 });
  });
});

describe("stop", () => {
  /** An API that answers when the test says so. */
  function gate() {
    let open;
    const opened = new Promise((resolve) => {
      open = resolve;
    });
    let arrive;
    const arrived = new Promise((resolve) => {
      arrive = resolve;
    });
    const fetch = async () => {
      arrive();
      await opened;
      return Response.json({ finished: true });
    };
    return { open, arrived, fetch };
  }

  it("1.8: finishes what is in flight, and takes no more", async () => {
    const { open, arrived, fetch } = gate();
    const { port, stop } = await listen({ parts: { fetch } });
    const answer = ask(port, "/v1/slow", { agent: new Agent({ keepAlive: true }) });
    await arrived;

    const stopped = stop();
    await expect(ask(port, "/v1/late")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    open();

    expect(await answer).toMatchObject({ status: 200, headers: { connection: "close" }, body: { finished: true } });
    await stopped;
  });

  it("1.8: still answers on a connection that was open, then closes it", async () => {
    const { port, stop } = await listen();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await ask(port, "/v1/first", { agent });

    const stopped = stop();

    expect(await ask(port, "/v1/second", { agent })).toMatchObject({ status: 200, headers: { connection: "close" } });
    await stopped;
  });

  it("1.8: cuts what is not done by the deadline", async () => {
    const { arrived, fetch } = gate();
    const { port, stop } = await listen({ parts: { fetch } });
    const answer = expect(ask(port, "/v1/stuck")).rejects.toMatchObject({ code: "ECONNRESET" });
    await arrived;

    await stop(0);

    await answer;
  });
});
