import { once } from "node:events";
import { connect } from "node:net";
import { createReadyAnswers } from "@repo/api/ready";
import { createRestAnswerer } from "@repo/api/rest";
import { APPROVED_ORIGIN, COOKIES, createTestApi, STRANGE_ORIGIN } from "@repo/api/testing/rest-api";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createGatehouseServer } from "./server.mjs";

const PROJECT = "Ptest00000000000000000000000";
const V1 = `/v1/keys/${PROJECT}`;
const V2 = `/v2/keys/${PROJECT}`;
const POLICY = "/v1/auth/password/policy";
const BEARER = `Authorization: Bearer ${PROJECT}`;
const FROM_PAGE = `Origin: ${APPROVED_ORIGIN}`;
const SDK = "Access-Control-Request-Headers: authorization,content-type,x-descope-project-id";

/** @type {[string, string, string[]][]} */
const REQUESTS = [
  ...["GET", "HEAD"].flatMap((method) => [
    [method, V2, []],
    [method, V1, []],
    [method, V2, [FROM_PAGE]],
    [method, V2, [`Origin: ${STRANGE_ORIGIN}`]],
    [method, V2, ["Origin: null"]],
    [method, V2, [FROM_PAGE, FROM_PAGE]],
    [method, V2, ["Origin: caf\u00e9"]],
    [method, V2, ["If-None-Match: *"]],
    [method, V2, ["If-None-Match: ETAG"]],
    [method, V2, ["If-None-Match: W/ETAG", FROM_PAGE]],
    [method, V1, ['If-None-Match: "a", ETAG']],
    [method, V2, ['If-None-Match: "a"', "If-None-Match: ETAG"]],
    [method, V2, ['If-None-Match: "another"']],
    [method, V2, [BEARER, "Cookie: DSR=a.b.c", "Accept: text/html"]],
    [method, V2, ["Content-Length: 0"]],
    [method, V2, [`Long: ${"x".repeat(17_000)}`]],
    [method, V2, ["Connection: close"]],
    [method, `${V2}/`, []],
    [method, `${V2}?x=1`, []],
    [method, `/v2/./keys/${PROJECT}`, []],
    [method, `/v2/keys/%50${PROJECT.slice(1)}`, []],
    [method, `/v2/keys\\${PROJECT}`, []],
    [method, "/v2/keys/Pother", []],
    [method, `http://localhost${V2}`, []],
    [method, POLICY, [BEARER]],
    [method, POLICY, [BEARER, FROM_PAGE]],
    [method, POLICY, [`authorization: bearer ${PROJECT}`]],
    [method, POLICY, [`${BEARER}:a.b.c`]],
    [method, POLICY, [BEARER, BEARER]],
    [method, POLICY, [BEARER, "Cookie: DSR=a.b.c"]],
    [method, POLICY, []],
    [method, `${POLICY}?x`, [BEARER]],
  ]),
  ["POST", V2, []],
  ["PUT", POLICY, [BEARER]],
  ...["/v1", "/v2/", "/v1/auth/me", "/v2/keys/P1", "/v1/no/such/path", "/v1?x", "/v1/a.b", "/v1/../health/live", "/health/live"].flatMap(
    (path) => [
      ["OPTIONS", path, []],
      ["OPTIONS", path, [FROM_PAGE]],
      ["OPTIONS", path, [FROM_PAGE, "Access-Control-Request-Method: POST", SDK]],
      ["OPTIONS", path, [`Origin: ${STRANGE_ORIGIN}`, SDK]],
    ],
  ),
  ["OPTIONS", "/v1/auth/me", [FROM_PAGE, SDK, "Access-Control-Request-Headers: x-app, a b, sentry-trace"]],
  ["OPTIONS", "/v1/auth/me", [FROM_PAGE, "Access-Control-Request-Headers: "]],
  ["OPTIONS", "/v1/auth/me", [FROM_PAGE, "Content-Length: 0"]],
  ["OPTIONS", "*", []],
];

const HOSTS = ["localhost:3000", "GATEHOUSE.example", "[::1]:3000", "256.256.256.256", "a b", "user@a", "a/b", "caf\u00e9", ""];

const servers = [];

/** One API behind two servers, the one as shipped and the other without anything ready. */
async function serve(api, { deps = api.deps, scheme = "http", cookies } = {}) {
  const options = { deps, log: { info() {}, warn() {}, error() {} }, cookies };
  const plain = createRestAnswerer(options);
  const ready = createReadyAnswers(options, plain);
  const now = vi.fn(ready.now);
  const common = {
    clientAddress: () => "192.0.2.1",
    refusals: Object.fromEntries(["malformed", "headersTooLarge", "failed"].map((name) => [name, { status: 400, body: `"${name}"` }])),
    scheme,
  };
  async function listen(parts) {
    const { server, stop } = createGatehouseServer({ parts: Promise.resolve({ ...common, ...parts }), pages() {}, apiThroughPages: false });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    servers.push(stop);
    return server.address().port;
  }
  const shipped = await listen({ now, answer: ready.answer });
  const without = await listen({ now: () => undefined, answer: plain });
  return { api, now, shipped, without };
}

/** Whether all has come that its head announces. */
function isWhole(method, answer) {
  const [head, body] = answer.split("\r\n\r\n");
  const length = method === "HEAD" ? 0 : Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
  return body !== undefined && body.length >= length;
}

/** What comes back, header by header; what differs from one request to the next is left out. */
async function say(port, [method, path, headers], host = "localhost") {
  const lines = [`${method} ${path} HTTP/1.1`, `Host: ${host}`, ...headers, "", ""];
  const socket = connect(port, "127.0.0.1");
  socket.write(lines.join("\r\n"), "latin1");
  let answer = "";
  for await (const chunk of socket) {
    answer += chunk.toString("latin1");
    if (isWhole(method, answer)) break;
  }
  const [head = "", body] = answer.split("\r\n\r\n");
  const [status, ...named] = head.split("\r\n");
  const comparable = named.map((line) => line.replace(/^(x-request-id|date): .+/i, "$1").replace(/^[^:]+/, (name) => name.toLowerCase()));
  return { status, headers: comparable.sort(), body };
}

let worlds;

beforeAll(async () => {
  worlds = {
    "tokens in the body": await serve(await createTestApi()),
    "tokens in cookies, by https": await serve(await createTestApi({ cookies: COOKIES }), { scheme: "https", cookies: COOKIES }),
  };
  for (const { shipped } of Object.values(worlds)) {
    // What is asked for a first time is answered plainly, and kept.
    for (const path of [V1, V2]) await say(shipped, ["GET", path, []]);
    await say(shipped, ["GET", POLICY, [BEARER]]);
  }
});

/** The request with the tag of the keys in that world, where a header names it. */
async function withEtag({ without }, [method, path, headers]) {
  const plain = await say(without, ["GET", path === V1 ? V1 : V2, []]);
  const etag = plain.headers.find((line) => line.startsWith("etag: "))?.slice("etag: ".length);
  return [method, path, headers.map((line) => line.replace("ETAG", etag))];
}

// Each fast path is a second door: what one lets out, or keeps in, the other has to as well.
describe.each(["tokens in the body", "tokens in cookies, by https"])("what is ready (%s)", (name) => {
  it.each(REQUESTS)("is answered as it would be without, to the byte: %s %s %j", async (...request) => {
    const { shipped, without } = worlds[name];
    const sent = await withEtag(worlds[name], request);

    expect(await say(shipped, sent)).toEqual(await say(without, sent));
  });

  it.each(HOSTS)("is answered as it would be without at the host %j, which fails nothing", async (host) => {
    const { shipped, without } = worlds[name];
    const answer = await say(shipped, ["GET", V2, []], host);

    expect(answer).toEqual(await say(without, ["GET", V2, []], host));
    expect(answer.status).toMatch(/^HTTP\/1.1 (?:200|400) /);
  });

  it.each([
    [["GET", V2, []], 200],
    [["HEAD", V1, [FROM_PAGE]], 200],
    [["GET", V2, ["If-None-Match: *"]], 304],
    [["OPTIONS", "/v1/auth/me", [FROM_PAGE, SDK]], 204],
  ])("is ready indeed for %j", async (request, status) => {
    const { shipped, now } = worlds[name];
    now.mockClear();

    await say(shipped, request);

    expect(now.mock.results.map(({ value }) => value?.status)).toEqual([status]);
  });
});

describe("the public keys", () => {
  it("cost no question to the database, ready or not", async () => {
    const onStatement = vi.fn();
    const api = await createTestApi({ databaseOptions: { onStatement } });
    const { shipped, without } = await serve(api);
    await api.manage("GET /v1/mgmt/password/settings");
    expect(onStatement).toHaveBeenCalled();
    onStatement.mockClear();

    for (const port of [without, shipped, shipped, shipped]) expect((await say(port, ["GET", V2, []])).status).toBe("HTTP/1.1 200 OK");

    expect(onStatement).not.toHaveBeenCalled();
    await api.close();
  });

  it("4.3: are those of now as soon as this process knows of another", async () => {
    const api = await createTestApi();
    const { shipped, without } = await serve(api);
    const before = await say(shipped, ["GET", V2, []]);
    await say(shipped, ["GET", V2, []]);
    api.deps.clock.advance({ days: 91 });

    await api.deps.keys.maintain();

    for (let time = 0; time < 3; time++) {
      const { status, body } = await say(shipped, ["GET", V2, []]);
      expect({ status, body }).toEqual({ status: "HTTP/1.1 200 OK", body: (await say(without, ["GET", V2, []])).body });
      expect(JSON.parse(body).keys).toHaveLength(2);
      expect(body).not.toBe(before.body);
    }
    await api.close();
  });
});

describe("the policy for passwords", () => {
  const ask = (port) => say(port, ["GET", POLICY, [BEARER]]).then(({ body }) => JSON.parse(body));

  it("is asked of the database once in five seconds, and is another as soon as this process changes it", async () => {
    const api = await createTestApi();
    const findShared = vi.spyOn(api.deps.store.passwordSettings, "findShared");
    const { shipped } = await serve(api);
    for (let time = 0; time < 3; time++) expect(await ask(shipped)).toMatchObject({ minLength: 8 });
    expect(findShared).toHaveBeenCalledTimes(1);

    await api.manage("POST /v1/mgmt/password/settings", { enabled: true, minLength: 12 });

    expect(await ask(shipped)).toMatchObject({ minLength: 12 });
    await api.close();
  });

  it("is at most five seconds old where another process changed it", async () => {
    const api = await createTestApi();
    const { shipped } = await serve(api);
    const other = await createTestApi({ databaseUrl: api.databaseUrl, clock: api.deps.clock });
    for (let time = 0; time < 2; time++) await ask(shipped);

    await other.manage("POST /v1/mgmt/password/settings", { enabled: true, minLength: 12 });
    api.deps.clock.advance({ seconds: 6 });

    expect(await ask(shipped)).toMatchObject({ minLength: 12 });
    await other.close();
    await api.close();
  });

  it("E5: is counted by address as every call is", async () => {
    const api = await createTestApi();
    const { shipped } = await serve(api);
    for (let time = 0; time < 2; time++) await ask(shipped);
    const take = vi.spyOn(api.deps.limiter, "take");

    await ask(shipped);
    take.mockReturnValue(7);
    const { status } = await say(shipped, ["GET", POLICY, [BEARER]]);

    expect(take.mock.calls[0]).toEqual(["password.policy:192.0.2.1", 6000]);
    expect(status).toBe("HTTP/1.1 429 Too Many Requests");
    await api.close();
  });
});

afterAll(async () => {
  await Promise.all(servers.map((stop) => stop(0)));
  await Promise.all(Object.values(worlds).map(({ api }) => api.close()));
});
