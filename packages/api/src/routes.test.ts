import { request as httpRequest } from "node:http";
import { TEST_MANAGEMENT_KEY } from "@repo/auth/testing/deps";
import { enter } from "@repo/auth/testing/scene";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listOperations } from "./routes";
import { COOKIES, createPresentClock, createTestApi, createTestServer, signUp, type TestApi } from "./testing/rest-api";

const served = new Map<string, string[]>();
for (const route of listOperations().flatMap(({ operation }) => operation.routes)) {
  const [method = "", path = ""] = route.split(" ");
  served.set(path, [...(served.get(path) ?? []), method, ...(method === "GET" ? ["HEAD"] : [])]);
}

/** Below some paths nothing is told without a key. */
function keyFor(path: string): { token?: string } {
  return path.includes("/mgmt/") ? { token: TEST_MANAGEMENT_KEY } : {};
}

function isGet(route: string): boolean {
  return route.startsWith("GET ");
}

let api: TestApi;

beforeAll(async () => {
  api = await createTestApi();
});

afterAll(() => api.close());

describe("H6: methods", () => {
  const others = [...served].flatMap(([path, methods]) =>
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "PROPFIND", "get"]
      .filter((method) => !methods.includes(method === "get" ? "GET" : method))
      .map((method) => ({ method, path, methods })),
  );

  it.each(others)("$method $path is E010405, and names the methods there are", async ({ method, path, methods }) => {
    const answer = await api.call(path, method === "POST" ? "{}" : undefined, { method, ...keyFor(path) });

    expect(answer.status).toBe(405);
    if (method !== "HEAD") expect(answer.body).toMatchObject({ errorCode: "E010405", errorDescription: "Method not allowed" });
    expect(answer.headers.get("allow")?.split(", ").sort()).toEqual([...methods, "OPTIONS"].sort());
  });

  it.each(["TRACE", "PUT", "DELETE", "PURGE"])("over a socket %s is 405 too", async (method) => {
    const server = await createTestServer();

    expect(await statusOf(`${server.url}/v1/auth/me`, method)).toBe(405);
    await server.close();
  });
});

describe("HEAD", () => {
  const read = [...served].filter(([, methods]) => methods.includes("HEAD")).map(([path]) => path);

  /** Everything but what no two answers share, or what is the connection's: fetch ends it after a HEAD. */
  async function headersOf(url: string, method: string, authorization: string): Promise<[number, Record<string, string>]> {
    const { status, headers } = await fetch(url, { method, headers: { authorization } });
    const { "x-request-id": id, date, connection: _, "keep-alive": __, ...rest } = Object.fromEntries(headers);
    expect([id, date]).not.toContain(undefined);
    return [status, rest];
  }

  it("6.20: is answered on every path that GET is answered on, with the same headers and without a body", async () => {
    const server = await createTestServer({ clock: createPresentClock() });
    const { projectId } = server.deps.config;
    const { refreshJwt } = await signUp(server);

    for (const path of read) {
      const url = `${server.url}${path.replace("{projectId}", projectId)}`;
      for (const authorization of [`Bearer ${projectId}:${refreshJwt}`, "Bearer Pother"]) {
        const [status, headers] = await headersOf(url, "HEAD", authorization);

        expect([path, status, headers]).toEqual([path, ...(await headersOf(url, "GET", authorization))]);
        expect(Number(headers["content-length"])).toBeGreaterThan(0);
      }
      const { body } = await api.call(path, undefined, { method: "HEAD" });
      expect(body).toBeUndefined();
    }
    expect(read.length).toBeGreaterThan(5);
    await server.close();
  });

  it.each([["body", undefined] as const, ["cookies", COOKIES] as const])(
    "6.20: changes nothing and hands out nothing, whatever GET does there: tokens in %s",
    async (_, cookies) => {
      const rotating = await createTestApi({ config: { refreshRotation: true }, cookies });
      const { user } = await signUp(rotating);
      const { refreshJwt: token } = await enter(rotating.deps, user.loginIds[0] ?? "");
      rotating.deps.clock.advance({ minutes: 20 });
      const rows = () => Promise.all([rotating.database.prisma.session.findMany(), rotating.database.prisma.auditEvent.count()]);
      const before = await rows();

      for (const path of read) {
        const { headers } = await rotating.call(path, undefined, { method: "HEAD", token });
        expect([path, headers.getSetCookie()]).toEqual([path, []]);
      }

      expect(await rows()).toEqual(before);
      expect(await rotating.call("/v1/auth/refresh", undefined, { method: "HEAD", token })).toMatchObject({ status: 200 });
      expect(await rotating.call("/v1/auth/refresh", undefined, { method: "GET", token })).toMatchObject({ status: 200 });
      expect(await rows()).not.toEqual(before);
      await rotating.close();
    },
  );

  // A function that writes has to know of HEAD: see `onlyReads`.
  it("6.20: meets those alone that know of it, of all that change something", () => {
    const writing = listOperations().filter(({ operation: { kind, routes } }) => kind === "mutation" && routes.some(isGet));

    expect(writing.map(({ path }) => path)).toEqual(["refresh", "tryRefresh"]);
  });

  it("answers 404 to a path that there is not, and 405 where there is no GET", async () => {
    expect(await api.call("/v1/nowhere", undefined, { method: "HEAD" })).toMatchObject({ status: 404, body: undefined });
    expect(await api.call("/v1/auth/logout", undefined, { method: "HEAD" })).toMatchObject({ status: 405, body: undefined });
  });
});

describe("paths", () => {
  // What SDKs know and this server does not have. Paths that come to be served leave the list by themselves.
  const unserved = [
    "/v1/auth/oauth/authorize",
    "/v1/auth/oauth/exchange",
    "/v1/auth/saml/authorize",
    "/v1/auth/sso/exchange",
    "/v1/auth/webauthn/signup/start",
    "/v1/auth/webauthn/signin/finish",
    "/v1/auth/notp/whatsapp/signup",
    "/v1/auth/notp/pending-session",
    "/v1/auth/push/enroll",
    "/v1/auth/security-questions/setup",
    "/v1/auth/otp/signup/sms",
    "/v1/auth/otp/verify/voice",
    "/v1/auth/magiclink/signin/sms",
    "/v1/auth/onetap/clientid/google",
    "/v1/flow/start",
    "/v1/flow/next",
    "/v1/outbound/oauth/connect",
    "/v1/mgmt/user/create",
    "/v1/mgmt/user",
    "/v2/mgmt/user/search",
    "/v1/mgmt/tenant/create",
    "/v1/mgmt/role/all",
    "/v1/mgmt/accesskey/create",
    "/v1/mgmt/audit/search",
    "/v1/mgmt/license",
    "/v1/mgmt/fga/schema",
    "/v1/mgmt/project/snapshot/export",
    "/v2/mgmt/sso/settings",
    "/oauth2/v1/apps/token",
    "/scim/v2/Users",
  ].filter((path) => !served.has(path));

  const odd = [
    "/",
    "/v1",
    "/v1/",
    "/v1/auth",
    "/v1/auth/me/",
    "/v1//auth/me",
    "//v1/auth/me",
    "/V1/auth/me",
    "/v1/auth/ME",
    "/v1/auth/me%2f",
    "/v1/auth/m%65",
    "/v1/auth%2fme",
    "/v1/auth/me;a=b",
    "/v1/auth/me\\",
    "/v1/auth/me%00",
    "/v2/auth/me",
    "/v2/keys",
    "/v2/keys/",
    "/v2/keys/Ptest00000000000000000000000/x",
    "/v1/__proto__",
    "/v1/constructor",
  ];

  it.each([...unserved, ...odd])("%s is E010404, whatever is asked of it", async (path) => {
    const token = keyFor(path).token ?? "K2managementkey";
    for (const answer of [await api.call(path, undefined, keyFor(path)), await api.call(path, {}, { token })]) {
      expect(answer).toMatchObject({ status: 404, body: { errorCode: "E010404", errorDescription: "No such path" } });
    }
  });

  it.each(["Pother0000000000000000000000", "{projectId}", "..%2f..%2fetc%2fpasswd", "ptest00000000000000000000000"])(
    "the keys of a project that is not ours are E010404: %s",
    async (projectId) => {
      for (const path of [`/v2/keys/${projectId}`, `/v1/keys/${projectId}`]) {
        expect(await api.call(path)).toMatchObject({ status: 404, body: { errorCode: "E010404", errorMessage: "No such project" } });
      }
    },
  );

  it("a query changes no path", async () => {
    const { refreshJwt: token } = await signUp(api);

    expect(await api.call("/v1/auth/refresh?dcs=t&dcr=f", {}, { token })).toMatchObject({ status: 200 });
    expect(await api.call("/v1/auth/me?x=%00&__proto__=1", undefined, { token })).toMatchObject({ status: 200 });
  });
});

function statusOf(url: string, method: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { method }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}
