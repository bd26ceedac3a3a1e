import type { AccessKey } from "@repo/contract/management/access-key";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listOperations } from "../routes";
import { createTestApi, signUp, type TestApi } from "../testing/rest-api";

// Whoever holds an access key holds no user's session: whatever asks for one takes neither the key nor a token made of it.
const operations = listOperations().flatMap((entry) => {
  const [method, path] = entry.operation.routes[0]?.split(" ") ?? [];
  return method !== undefined && path !== undefined ? [{ ...entry, method, path }] : [];
});
const guarded = operations.filter(({ operation }) => ["signedIn", "sessionToken", "management"].includes(operation.access));

let api: TestApi;
let shown: Record<string, string>;
let calls = 0;

beforeAll(async () => {
  api = await createTestApi();
  const { user } = await signUp(api);
  const create = (more: object) =>
    api.manage<{ key: AccessKey; cleartext: string }>("POST /v1/mgmt/accesskey/create", { name: "reports", ...more });
  const tokenOf = async (token: string) =>
    (await api.call<{ sessionJwt: string }>("/v1/auth/accesskey/exchange", {}, { token })).body.sessionJwt;
  const { cleartext } = await create({});
  const bound = await create({ userId: user.userId, customClaims: { sid: "S1", sub: user.userId } });
  shown = { "an access key": cleartext, "a token of one": await tokenOf(cleartext), "a token of a user's": await tokenOf(bound.cleartext) };
});

afterAll(() => api.close());

describe("S63: an access key", () => {
  it.each(guarded.map(({ method, path, operation }) => [`${method} ${path}`, method, path, operation] as const))(
    "is no session and no management key: %s",
    async (_, method, path, { access }) => {
      for (const [what, token] of Object.entries(shown)) {
        const { status, body } = await api.call(path, method === "GET" ? undefined : {}, {
          method,
          token,
          address: `2001:db8:${(calls++).toString(16)}::1`,
        });

        expect([what, status, body]).toMatchObject([what, 401, { errorCode: access === "management" ? "E111119" : "E064002" }]);
      }
    },
  );

  it("refreshes nothing where whoever is not signed in is answered all the same", async () => {
    for (const token of Object.values(shown))
      expect(await api.call("/v1/auth/try-refresh", {}, { token })).toMatchObject({ status: 200, body: {} });
  });

  it("is not made of a session, a management key or a token of its own", async () => {
    const { refreshJwt, sessionJwt } = await signUp(api, "grace@example.com");

    for (const token of [refreshJwt, sessionJwt, shown["a token of one"]])
      expect(await api.call("/v1/auth/accesskey/exchange", {}, { token })).toMatchObject({ status: 401, body: { errorCode: "E062802" } });
    const managementKey = api.deps.config.managementKey;
    expect(await api.call("/v1/auth/accesskey/exchange", {}, { token: managementKey })).toMatchObject({
      status: 401,
      body: { errorCode: "E062803" },
    });
  });
});
