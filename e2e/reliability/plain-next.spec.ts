import { type Answer, type Client, newCredentials } from "../support/client.mjs";
import { PROJECT_ID } from "../support/production.mjs";
import { expect, test } from "./test";

/** Different in every answer, whichever server gave it. */
const VARYING = new Set(["sessionJwt", "refreshJwt", "sid", "iat", "exp", "rexp", "cookieExpiration", "cookieMaxAge", "sessionExpiration"]);
/** What carries the answer, not what it says. */
const TRANSPORT = /^(connection|content-length|date|keep-alive|transfer-encoding)$/;

function comparableHeader(name: string, value: string | string[] | undefined) {
  if (name === "x-request-id") return typeof value;
  // Next adds the headers by which it tells a page from its data.
  if (name === "vary") return String(value).split(", ").includes("Origin");
  return value;
}

function comparable({ status, headers, body }: Answer) {
  const said = Object.entries(headers).filter(([name]) => !TRANSPORT.test(name));
  return {
    status,
    headers: Object.fromEntries(said.map(([name, value]) => [name, comparableHeader(name, value)])),
    body: body && JSON.parse(JSON.stringify(body, (key, value) => (VARYING.has(key) ? typeof value : value))),
  };
}

const calls: Record<string, (client: Client, ada: { loginId: string; password: string; token: string }) => Promise<Answer>> = {
  keys: (client) => client.keys(),
  "sign-in": (client, { loginId, password }) => client.signIn(loginId, password),
  "a wrong password": (client, { loginId }) => client.signIn(loginId, "not the password"),
  "a registered login ID": (client, { loginId, password }) => client.signUp(loginId, password),
  me: (client, { token }) => client.get("/v1/auth/me", token),
  "me without a session": (client) => client.get("/v1/auth/me"),
  "me of another project": (client) => client.ask("GET", "/v1/auth/me", { headers: { Authorization: "Bearer P1" } }),
  refresh: (client, { token }) => client.post("/v1/auth/refresh", undefined, token),
  "refresh by GET": (client, { token }) => client.get("/v1/auth/refresh", token),
  "try-refresh with nothing": (client) => client.post("/v1/auth/try-refresh"),
  "a query": (client) => client.get("/v1/auth/password/policy?unknown=1"),
  "wrong types": (client) => client.post("/v1/auth/password/signin", { loginId: ["ada"], password: {} }),
  "a body that is a list": (client) => client.post("/v1/auth/password/signin", []),
  "a body that is too large": (client) => client.post("/v1/auth/password/signin", { loginId: "a".repeat(70_000) }),
  "an unknown path": (client) => client.get("/v1/auth/nothing"),
  "an unknown path in v2": (client) => client.get("/v2/nothing"),
  "a wrong method": (client) => client.ask("DELETE", "/v1/auth/me", {}),
  "a call from another site": (client) => client.ask("GET", "/v1/auth/me", { headers: { Origin: "https://app.example" } }),
  "a preflight": (client) =>
    client.ask("OPTIONS", "/v1/auth/refresh", {
      headers: { Origin: "https://app.example", "Access-Control-Request-Headers": "authorization,x-descope-sdk-name" },
    }),
  "keys that are known already": async (client) => {
    const { headers } = await client.keys();
    return client.ask("GET", `/v2/keys/${PROJECT_ID}`, { headers: { "If-None-Match": headers.etag ?? "" } });
  },
};

test("our server and plain `next start` give the same answers", async ({ start, connect }) => {
  const own = connect(await start());
  const next = connect(await start({ server: "next" }));
  const { loginId, password } = newCredentials();
  const { body } = await own.signUp(loginId, password);
  const ada = { loginId, password, token: body.refreshJwt };

  for (const [name, call] of Object.entries(calls)) {
    const answer = comparable(await call(own, ada));
    expect(comparable(await call(next, ada)), name).toEqual(answer);
  }
});
