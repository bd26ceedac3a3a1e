import { once } from "node:events";
import { Agent, request as send } from "node:http";
import { connect, createServer } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createGatehouseServer } from "./server.mjs";

const refusals = Object.fromEntries(
  Object.entries({
    crossSite: 403,
    malformed: 400,
    addressTooLong: 414,
    headersTooLarge: 431,
    tooLarge: 413,
    tooOften: 429,
    tooSlow: 408,
    failed: 500,
  }).map(([name, status]) => [name, { status, body: JSON.stringify({ refused: name }) }]),
);

function json(body) {
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** Those of a request that these tests look at. */
function namedHeaders(header) {
  const names = ["host", "connection", "forwarded", ...["for", "host", "port", "proto"].map((what) => `x-forwarded-${what}`), "x-real-ip"];
  return Object.fromEntries(names.map((name) => [name, header(name)]).filter(([, value]) => value !== null));
}

const parts = {
  now: () => undefined,
  answer: async ({ header }) => json({ handler: "api", headers: namedHeaders(header) }),
  clientAddress: (socketAddress, forwardedFor) => `${socketAddress?.replace("::ffff:", "")} after ${forwardedFor ?? "nobody"}`,
  isCrossSite: ({ method, headers }) => method === "POST" && headers["sec-fetch-site"] === "cross-site",
  pageHeaders: (url) => ({ "content-security-policy": `policy of ${url}`, "referrer-policy": "same-origin" }),
  browserCookie: () => undefined,
  endNews: () => undefined,
  holdsSession: async ({ cookie }) => cookie === "session=ours",
  refusals,
  refusalPage: async (reason, headers) => ({
    status: refusals[reason].status,
    headers: { "Content-Type": "text/html" },
    body: JSON.stringify({ page: reason, language: headers["accept-language"] }),
  }),
  secondsToWait: () => 0,
  scheme: "http",
};

/** Next, which reads what it is given. */
async function pages(request, response) {
  let bytes = 0;
  for await (const chunk of request) bytes += chunk.length;
  response.end(JSON.stringify({ handler: "pages", url: request.url, bytes, headers: request.headers }));
}

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

async function ask(port, path, { method = "GET", headers = {}, agent = false, body, host = "127.0.0.1" } = {}) {
  // A list is sent in chunks, without an announced length.
  const framing = Array.isArray(body) && { "Transfer-Encoding": "chunked" };
  const request = send({ host, port, path, method, headers: { ...headers, ...framing }, agent });
  if (Array.isArray(body)) for (const chunk of body) request.write(chunk);
  request.end(Array.isArray(body) ? undefined : body);
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

describe("paths", () => {
  it.each(["/v1/auth/me", "/v2/keys/P1", "/health/live", "/v1", "/v1?x"])("sends %s straight to the API", async (path) => {
    const { port } = await listen();

    expect((await ask(port, path)).body.handler).toBe("api");
  });

  it.each(["/", "/v1x", "/v3/keys", "/sign-in?next=/v1/", "/api/trpc/me"])("sends %s to Next", async (path) => {
    const { port } = await listen();

    expect((await ask(port, path)).body.handler).toBe("pages");
  });

  it.each(["//", "///", "//?x"])("6.1, H2, H3: refuses the address %s, which is none", async (path) => {
    const { port } = await listen({ parts: { scheme: "https" } });

    expect(await ask(port, path, { headers: { Accept: "application/json" } })).toMatchObject({
      status: 400,
      headers: { "x-content-type-options": "nosniff", "strict-transport-security": expect.stringContaining("max-age=") },
      body: { refused: "malformed" },
    });
  });

  it("sends the API through Next in development", async () => {
    const { port } = await listen({ apiThroughPages: true });

    expect((await ask(port, "/v1/auth/me")).body.handler).toBe("pages");
  });

  it("answers clients that offer HTTP/2", async () => {
    const { port } = await listen();

    const headers = { Connection: "Upgrade, HTTP2-Settings", Upgrade: "h2c", "HTTP2-Settings": "AAMAAABk" };
    expect((await ask(port, "/v1/auth/me", { headers })).status).toBe(200);
  });

  it.each(["100-continue", "a-miracle"])("answers clients that expect %s as it answers others", async (Expect) => {
    const { port } = await listen();

    expect(await ask(port, "/v1/auth/me", { headers: { Expect } })).toMatchObject({ status: 200, body: { handler: "api" } });
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

  it("S40: of pages give a browser its number, and those of the API none", async () => {
    const { port } = await listen({ parts: { browserCookie: ({ url }) => `number=${url}`, endNews: ({ url }) => `news=${url}` } });

    expect((await ask(port, "/sign-in")).headers["set-cookie"]).toEqual(["number=/sign-in", "news=/sign-in"]);
    expect((await ask(port, "/v1/auth/me")).headers).not.toHaveProperty("set-cookie");
  });

  it.each([
    ["a page", "/sign-in", {}],
    ["the API", "/v1/auth/me", {}],
    ["a refusal", "/api/trpc/x", { method: "POST", headers: { "Sec-Fetch-Site": "cross-site" } }],
  ])("H3: of %s are what they say they are", async (_what, path, options) => {
    const { port } = await listen();

    expect((await ask(port, path, options)).headers["x-content-type-options"]).toBe("nosniff");
  });

  it("are the API's where what should have been ready fails", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const now = () => {
      throw new Error("as this test wants it");
    };
    const { port } = await listen({ parts: { now } });

    expect(await ask(port, "/v1/auth/me")).toMatchObject({ status: 200, body: { handler: "api" } });

    expect(log.mock.calls.map(([error]) => error.message)).toEqual(["as this test wants it"]);
    log.mockRestore();
  });

  it("are a JSON 500 when the API or the server itself fails", async () => {
    const fail = () => {
      throw new Error("as this test wants it");
    };
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    const { port } = await listen({ parts: { answer: fail, isCrossSite: fail } });

    for (const path of ["/v1/auth/me", "/api/trpc/me"])
      expect(await ask(port, path)).toMatchObject({ status: 500, body: { refused: "failed" } });

    expect(log.mock.calls.map(([error]) => error.message)).toEqual(["as this test wants it", "as this test wants it"]);
    log.mockRestore();
  });
});

describe("targets as others write them", () => {
  it.each([
    ["/v2/keys/P1?x=%2F", "api"],
    ["/sign-in?next=/x", "pages"],
    ["", "pages"],
    ["?x", "pages"],
  ])("6.13: with the whole address, as proxies ask, leads where %j alone does", async (path, handler) => {
    const { port } = await listen();

    const { status, body } = await ask(port, `http://Gatehouse.example:8080${path}`, { headers: { Host: "other.example" } });

    expect({ status, handler: body.handler, host: body.headers.host }).toEqual({ status: 200, handler, host: "Gatehouse.example:8080" });
    if (handler === "pages") expect(body.url).toBe(path.startsWith("/") ? path : `/${path}`);
  });

  it.each([
    ["https://user:password@gatehouse.example/", 200],
    ["HTTP://gatehouse.example/", 200],
    ["http:///sign-in", 200],
    ["ftp://gatehouse.example/", 400],
    ["*", 400],
  ])("6.13: answers %s without failing", async (target, status) => {
    const { port } = await listen();

    expect((await ask(port, target)).status).toBe(status);
  });

  it.each([
    ["/docs/%ff", "page"],
    ["/picture/%", "page"],
    ["/%ed%a0%80", "page"],
    ["/v1/auth/%c3%28", "refused"],
  ])("6.13: refuses %j, which is no text", async (target, way) => {
    for (const apiThroughPages of [false, true]) {
      const { port } = await listen({ apiThroughPages });

      expect(await ask(port, target)).toMatchObject({ status: 400, body: { [way]: "malformed" } });
    }
  });

  it("6.13: passes on what is text in the path, and anything behind it", async () => {
    const { port } = await listen();

    for (const target of ["/docs/%c3%bc%2F%00", "/docs?q=%ff"]) expect((await ask(port, target)).body).toMatchObject({ url: target });
  });

  it("6.13: OPTIONS * is told what the server understands", async () => {
    const { port } = await listen();

    const answer = await ask(port, "*", { method: "OPTIONS" });

    expect(answer).toMatchObject({ status: 204, body: "", headers: { allow: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS" } });
  });
});

describe("bodies", () => {
  const kB = 1024;
  const SAME_SITE = { "Sec-Fetch-Site": "same-origin" };

  it.each([
    ["/api/auth/signout", 4 * kB],
    ["/api/auth/session", 4 * kB],
    ["/api/auth/csrf", 4 * kB],
    ["/api/flow", 4 * kB],
    ["/api/language", 4 * kB],
    ["/sign-in", 4 * kB],
    ["/no/such/page?/api/trpc/", 4 * kB],
    ["/dev/mail.json", 4 * kB],
    ["/__nextjs_original-stack-frames", 4 * kB],
    ["/api/csp-report", 16 * kB],
    ["/api/form/password.signIn", 128 * kB],
    ["/api/form/saveProfile", 128 * kB],
    ["/api/trpc/password.signIn", 128 * kB],
  ])("6.12, 6.5: %s reads up to %i bytes, announced or not, and no more", async (path, bytesMax) => {
    const { port } = await listen();
    const post = (body) => ask(port, path, { method: "POST", headers: { ...SAME_SITE, Accept: "application/json" }, body });
    const fitting = Buffer.alloc(bytesMax, "x");

    expect(await post(fitting)).toMatchObject({ status: 200, body: { bytes: bytesMax } });
    expect(await post([fitting.subarray(1000), fitting.subarray(0, 1000)])).toMatchObject({ status: 200, body: { bytes: bytesMax } });
    expect(await post(`x${fitting}`)).toMatchObject({ status: 413, body: { refused: "tooLarge" } });
    expect(await post([fitting, "x"])).toMatchObject({ status: 413, body: { refused: "tooLarge" } });
  });

  it("6.34: a picture's 9 MB are read of who shows a session alone, and of few at once", async () => {
    const waiting = [];
    const { port } = await listen({
      pages: (_, response) => new Promise((resolve) => waiting.push(() => resolve(response.end("{}")))),
    });
    const send = (bytes, cookie = "session=ours") =>
      ask(port, "/api/form/saveProfile", { method: "POST", headers: { ...SAME_SITE, cookie, Accept: "application/json" }, body: bytes });
    const file = Buffer.alloc(1024 * kB);
    expect(await send(file, "session=made-up")).toMatchObject({ status: 413 });
    expect(await send([Buffer.alloc(9 * 1024 * kB), "x"])).toMatchObject({ status: 413 });

    const first = Array.from({ length: 4 }, () => send(file));
    await vi.waitFor(() => expect(waiting).toHaveLength(4));

    expect(await send(file)).toMatchObject({ status: 429, headers: { "retry-after": "5" }, body: { refused: "tooOften" } });
    for (const end of waiting.splice(0)) end();
    await Promise.all(first);
    const next = send(file);
    await vi.waitFor(() => expect(waiting).toHaveLength(1));
    waiting[0]();
    expect((await next).status).toBe(200);
  });

  it.each(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])("6.12: bounds what comes with %s too", async (method) => {
    const { port } = await listen();

    expect((await ask(port, "/api/auth/session", { method, headers: SAME_SITE, body: [Buffer.alloc(5 * kB)] })).status).toBe(413);
  });

  it("6.12: refuses a body that has no end while it still comes, and asks Next nothing", async () => {
    let asked = false;
    const { port } = await listen({
      pages() {
        asked = true;
      },
    });
    const request = send({ host: "127.0.0.1", port, path: "/api/auth/signout", method: "POST", headers: SAME_SITE });
    request.on("error", () => {}); // Torn off in the end.
    request.write(Buffer.alloc(5 * kB));

    const [response] = await once(request, "response");

    expect([response.statusCode, asked]).toEqual([413, false]);
    request.destroy();
  });

  it("6.12: lets development's error overlay send what it has to", async () => {
    const { port } = await listen({ apiThroughPages: true });

    const answer = await ask(port, "/__nextjs_original-stack-frames", { method: "POST", headers: SAME_SITE, body: Buffer.alloc(500 * kB) });

    expect(answer.status).toBe(200);
  });

  it("6.12: passes on what a connection that is kept asks next", async () => {
    const { port } = await listen();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const post = (body) => ask(port, "/api/flow", { method: "POST", agent, headers: { ...SAME_SITE, Accept: "application/json" }, body });

    expect([await post("first"), await post([Buffer.alloc(5 * kB)]), await post("third one")]).toMatchObject([
      { status: 200, body: { bytes: 5 } },
      { status: 413 },
      { status: 200, body: { bytes: 9 } },
    ]);
    agent.destroy();
  });
});

it("6.12: an address that asks too often waits, before its body is read", async () => {
  const asked = [];
  const secondsToWait = (request) => asked.push(request) && 7;
  const { port } = await listen({ parts: { secondsToWait } });

  const answer = await ask(port, "/api/auth/csrf?x", { method: "POST", body: Buffer.alloc(9_000) });

  expect(answer).toMatchObject({ status: 429, headers: { "retry-after": "7" }, body: { refused: "tooOften" } });
  expect(asked).toEqual([{ method: "POST", url: "/api/auth/csrf?x", address: "127.0.0.1 after nobody" }]);
});

describe("refusals", () => {
  const cookies = { Cookie: `other=${"x".repeat(20_000)}`, "Accept-Language": "de" };

  it.each([
    ["/sign-in", undefined],
    ["/", "text/html,application/xhtml+xml,*/*;q=0.8"],
    ["/api/form/password.signIn", "text/html"],
    ["/no/such/page", "*/*"],
    ["/v1x", "*/*"],
  ])("6.14: are pages at %s for who accepts %s, in their language", async (path, accept) => {
    const { port } = await listen();

    const answer = await ask(port, path, { headers: { ...cookies, ...(accept && { Accept: accept }) } });

    expect(answer).toMatchObject({
      status: 431,
      headers: { "content-type": "text/html" },
      body: { page: "headersTooLarge", language: "de" },
    });
  });

  it.each([
    ["/v1/auth/me", "text/html"],
    ["/api/trpc/me", undefined],
    ["/api/auth/session", "*/*"],
    ["/openapi.json", "*/*"],
    ["/sign-in", "application/json"],
  ])("6.14: are JSON at %s for who accepts %s", async (path, accept) => {
    const { port } = await listen();

    const answer = await ask(port, path, { headers: { ...cookies, ...(accept && { Accept: accept }) } });

    expect(answer).toMatchObject({
      status: 431,
      headers: { "content-type": "application/json", "x-content-type-options": "nosniff" },
      body: { refused: "headersTooLarge" },
    });
  });

  it.each([
    ["/sign-in", { page: "headersTooLarge", language: "de" }],
    ["/v1/auth/me", { refused: "headersTooLarge" }],
  ])("6.14: are worded for who asked also where Node has given up, at %s", async (path, body) => {
    const { port } = await listen();
    const head = `GET ${path} HTTP/1.1\r\nHost: a\r\nAccept-Language: de\r\nCookie: x=${"x".repeat(40_000)}\r\n\r\n`;

    const answer = await say(port, head);

    expect(answer).toMatch(/^HTTP\/1.1 431 /);
    expect(answer).toContain(JSON.stringify(body));
  });

  it("6.14: tell a long address from many cookies", async () => {
    const { port } = await listen();

    expect(await ask(port, `/sign-in?next=/${"x".repeat(17_000)}`)).toMatchObject({ status: 414, body: { page: "addressTooLong" } });
  });
});

describe("where it can be reached", () => {
  async function listenOn(host) {
    const { server, listen: listenAt, stop } = createGatehouseServer({ pages, apiThroughPages: false, parts: Promise.resolve(parts) });
    stops.push(stop);
    await listenAt({ host, port: 0 });
    return { server, stop, port: server.address().port };
  }

  it("H13: by both addresses of localhost", async () => {
    const { server, port } = await listenOn("localhost");

    expect(server.address().address).toBe("127.0.0.1");
    expect((await ask(port, "/v1/x", { host: "::1" })).body.headers["x-forwarded-for"]).toBe("::1 after nobody");
    expect((await ask(port, "/v1/x", { host: "localhost" })).status).toBe(200);
  });

  it("H13: by the one that was named, and no other", async () => {
    const { port } = await listenOn("127.0.0.1");

    await expect(ask(port, "/v1/x", { host: "::1" })).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("H13: by all where none is named", async () => {
    const { server, port } = await listenOn(undefined);

    expect(["::", "0.0.0.0"]).toContain(server.address().address);
    expect((await ask(port, "/v1/x")).status).toBe(200);
  });

  it("H13: not at all where the other half of localhost is somebody else's, to whom people would come", async () => {
    const taken = createServer().listen(0, "::1");
    await once(taken, "listening");
    const { listen: listenAt, stop } = createGatehouseServer({ pages, apiThroughPages: false, parts: Promise.resolve(parts) });
    stops.push(stop, () => taken.close());

    await expect(listenAt({ host: "localhost", port: taken.address().port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  it("1.8: stops listening on both", async () => {
    const { port, stop } = await listenOn("localhost");

    await stop();

    for (const host of ["127.0.0.1", "::1"]) await expect(ask(port, "/v1/x", { host })).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});

describe("what is not a request", () => {
  it.each([
    ["a line that is not HTTP", "NONSENSE\r\n\r\n", 400, "malformed"],
    ["too many headers", `GET /v1/x HTTP/1.1\r\nHost: a\r\nX: ${"x".repeat(40_000)}\r\n\r\n`, 431, "headersTooLarge"],
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
    const answer = async () => {
      arrive();
      await opened;
      return json({ finished: true });
    };
    return { open, arrived, answer };
  }

  it("1.8: finishes what is in flight, and takes no more", async () => {
    const { open, arrived, answer: answerLate } = gate();
    const { port, stop } = await listen({ parts: { answer: answerLate } });
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
    const { arrived, answer: answerLate } = gate();
    const { port, stop } = await listen({ parts: { answer: answerLate } });
    const answer = expect(ask(port, "/v1/stuck")).rejects.toMatchObject({ code: "ECONNRESET" });
    await arrived;

    await stop(0);

    await answer;
  });
});
