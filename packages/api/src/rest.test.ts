import { TEST_MANAGEMENT_KEY } from "@repo/auth/testing/deps";
import type { JWTResponse } from "@repo/contract/session";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestApi, PASSWORD, signUp, type TestApi } from "./testing/rest-api";

const SIGN_UP = "/v1/auth/password/signup";
const SIGN_IN = "/v1/auth/password/signin";

let api: TestApi;

function useSharedApi(): void {
  beforeAll(async () => {
    api = await createTestApi();
    await signUp(api);
  });
  afterAll(() => api.close());
}

function useFreshApi(): void {
  beforeEach(async () => {
    api = await createTestApi();
  });
  afterEach(() => api.close());
}

describe("every answer", () => {
  useSharedApi();

  it.each([
    ["a success", `/v2/keys/Ptest00000000000000000000000`, 200],
    ["a refusal", "/v1/auth/me", 401],
    ["an unknown path", "/v1/nowhere", 404],
    ["a method that is not listed", SIGN_IN, 405],
  ])("%s is JSON, says that it is, and has an ID", async (_, path, status) => {
    const answer = await api.call(path);

    expect(answer.status).toBe(status);
    expect(answer.body).toBeTypeOf("object");
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("x-request-id")).toMatch(/^[\w-]{16}$/);
  });

  it("S16: that holds tokens, or refuses them, is not to be stored", async () => {
    const { refreshJwt: token } = await signUp(api, "grace@example.com");

    for (const answer of [
      await api.call(SIGN_IN, { loginId: "ada@example.com", password: PASSWORD }),
      await api.call("/v1/auth/refresh", {}, { token }),
      await api.call("/v1/auth/me", undefined, { token }),
      await api.call("/v1/auth/me"),
    ]) {
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });

  it("has an ID of its own", async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, async () => (await api.call("/v1/auth/me")).headers.get("x-request-id")));

    expect(new Set(ids).size).toBe(20);
  });
});

describe("the Authorization header", () => {
  useSharedApi();

  const P = "Ptest00000000000000000000000";
  const signIn = { loginId: "ada@example.com", password: PASSWORD };

  it.each<[string, string | null]>([
    ["none", null],
    ["an empty one", ""],
    ["a scheme alone", "Bearer"],
    ["another scheme", `Basic ${Buffer.from(`${P}:`).toString("base64")}`],
    ["no scheme", P],
    ["another project", "Bearer Pother0000000000000000000000"],
    ["a project that begins like ours", `Bearer ${P}0`],
    ["the beginning of our project", `Bearer ${P.slice(0, -1)}`],
    ["our project in lower case", `Bearer ${P.toLowerCase()}`],
    ["no project", "Bearer :a.b.c"],
    ["a space for the colon", `Bearer ${P} a.b.c`],
    ["four parts", `Bearer ${P}:a.b.c:K2:K3`],
    ["two values", `Bearer ${P}, Bearer ${P}`],
  ])("%s is E061001 wherever a project is asked for", async (_, authorization) => {
    for (const [path, body] of [
      [SIGN_IN, signIn],
      [SIGN_UP, { loginId: "new@example.com", password: PASSWORD }],
      ["/v1/auth/me", undefined],
      ["/v1/auth/try-refresh", {}],
      ["/v1/auth/validate", {}],
    ] as const) {
      expect(await api.call(path, body, { headers: { authorization } })).toMatchObject({
        status: 401,
        body: { errorCode: "E061001", errorDescription: "Unauthorized project" },
      });
    }
    expect(await api.database.prisma.loginId.count({ where: { loginId: "new@example.com" } })).toBe(0);
  });

  it.each([
    ["a scheme in capitals", `BEARER ${P}`],
    ["an empty second part", `Bearer ${P}:`],
    ["an auth management key", `Bearer ${P}:K2authmanagementkey`],
    ["an empty token and an auth management key", `Bearer ${P}::K2authmanagementkey`],
  ])("%s is as good as the project alone", async (_, authorization) => {
    expect(await api.call(SIGN_IN, signIn, { headers: { authorization } })).toMatchObject({ status: 200 });
  });

  it("an auth management key beside a token is ignored, on either side of it", async () => {
    const { refreshJwt } = await signUp(api, "grace@example.com");

    for (const credential of [`${refreshJwt}:K2authmanagementkey`, `K2authmanagementkey:${refreshJwt}`]) {
      expect(await api.call("/v1/auth/me", undefined, { token: credential })).toMatchObject({ status: 200 });
    }
  });

  it("a key in the place of a token is no token", async () => {
    expect(await api.call("/v1/auth/me", undefined, { token: "K2authmanagementkey" })).toMatchObject({
      status: 401,
      body: { errorCode: "E064002" },
    });
  });

  it("public keys need none, and mind none", async () => {
    for (const authorization of [null, "nonsense", "Bearer Pother"]) {
      expect(await api.call(`/v2/keys/${P}`, undefined, { headers: { authorization } })).toMatchObject({ status: 200 });
    }
  });

  it("who may not call is not told what is wrong with the request, whose body is not even read", async () => {
    const malformed = await api.call("/v1/auth/logout", "{", { token: "not.a.token" });
    const tooLarge = await api.call("/v1/auth/logout", "x".repeat(100_000), { headers: { authorization: null } });

    expect(malformed).toMatchObject({ status: 401, body: { errorCode: "E064002" } });
    expect(tooLarge).toMatchObject({ status: 401, body: { errorCode: "E061001" } });
  });
});

describe("a token that has expired, beside the project", () => {
  useFreshApi();

  /** What a browser may still have in its storage. */
  async function staleTokens(): Promise<Record<string, string>> {
    const expired = (await signUp(api, "expired@example.com")).refreshJwt;
    api.deps.clock.advance({ days: 29 });
    const revoked = await signUp(api, "revoked@example.com");
    await api.call("/v1/auth/logout", {}, { token: revoked.refreshJwt });
    const deleted = await signUp(api, "deleted@example.com");
    await api.database.prisma.user.delete({ where: { id: deleted.user.userId } });
    const other = await createTestApi({ config: { projectId: "Pother0000000000000000000000" } });
    const foreign = (await signUp(other)).refreshJwt;
    await other.close();
    return {
      expired,
      revoked: revoked.refreshJwt,
      deleted: deleted.refreshJwt,
      foreign,
      kind: revoked.sessionJwt,
      garbage: "x.y.z",
      dots: "..",
    };
  }

  it("no token, however dead, keeps anybody from signing in or up, and try-refresh answers {}", async () => {
    await signUp(api);

    for (const [name, token] of Object.entries(await staleTokens())) {
      const signedIn = await api.call(SIGN_IN, { loginId: "ada@example.com", password: PASSWORD }, { token });
      const signedUp = await api.call(SIGN_UP, { loginId: `${name}-again@example.com`, password: PASSWORD }, { token });
      const tried = await api.call("/v1/auth/try-refresh", {}, { token });

      expect({ name, signedIn: signedIn.status, signedUp: signedUp.status, tried }).toMatchObject({
        name,
        signedIn: 200,
        signedUp: 200,
        tried: { status: 200, body: {} },
      });
    }
  });

  it.each(["stepup", "mfa"])("only %s asks for a token that is good", async (option) => {
    await signUp(api);

    for (const token of Object.values(await staleTokens())) {
      const body = { loginId: "ada@example.com", password: PASSWORD, loginOptions: { [option]: true } };

      expect(await api.call(SIGN_IN, body, { token })).toMatchObject({ status: 401, body: { errorCode: "E062130" } });
    }
  });

  it("a live token of somebody else changes nothing about who signs in", async () => {
    const { refreshJwt: token } = await signUp(api, "grace@example.com");
    await signUp(api);

    expect(await api.call(SIGN_IN, { loginId: "ada@example.com", password: PASSWORD }, { token })).toMatchObject({
      status: 200,
      body: { user: { loginIds: ["ada@example.com"] } },
    });
  });
});

describe("bodies as SDKs send them", () => {
  useFreshApi();

  it("null is read as absent for every optional field, at every level", async () => {
    const absent = { customClaims: null, tenantId: null, templateOptions: null, templateId: null, locale: null, pkceChallenge: null };
    const more = { revokeOtherSessions: null, revokeOtherSessionsTypes: null };
    const user = { name: null, givenName: null, middleName: null, familyName: null, email: null, phone: null, username: null, icon: null };
    const credentials = { loginId: "ada@example.com", password: PASSWORD, ssoAppId: null, providerId: null };

    const signedUp = await api.call<JWTResponse>(SIGN_UP, { ...credentials, user, loginOptions: { ...absent, ...more } });
    const again = await api.call(SIGN_UP, { ...credentials, loginId: "grace@example.com", user: null, loginOptions: null });
    const signedIn = await api.call(SIGN_IN, {
      ...credentials,
      loginOptions: { ...absent, ...more, stepup: null, mfa: null, ssoAppId: null },
    });
    const token = signedUp.body.refreshJwt;

    expect([signedUp.status, again.status, signedIn.status]).toEqual([200, 200, 200]);
    expect(signedUp.body.user).toMatchObject({ name: "", email: "ada@example.com", phone: "" });
    expect(await api.call("/v1/auth/refresh", { externalToken: null }, { token })).toMatchObject({ status: 200 });
    expect(await api.call("/v1/auth/me/tenants", { dct: true, ids: null }, { token })).toMatchObject({ status: 200 });
    expect(await api.call("/v1/auth/logout", { logoutType: null }, { token })).toMatchObject({ status: 200 });
  });

  it("null is missing for a required field, and stays what it is inside claims", async () => {
    const claimed = await signUp(api, "ada@example.com", { loginOptions: { customClaims: { manager: null } } });

    expect(await api.call(SIGN_IN, { loginId: null, password: PASSWORD })).toMatchObject({
      status: 400,
      body: { errorCode: "E011003", errorMessage: "The loginId field is required" },
    });
    expect(claimed.claims.nsec).toEqual({ manager: null });
  });

  it.each<[string, object, string]>([
    ["missing", { loginId: "ada@example.com" }, "The password field is required"],
    ["empty", { loginId: "ada@example.com", password: "" }, "The password field is required"],
    ["of another type", { loginId: "ada@example.com", password: 5 }, "The password field must be of type string"],
    [
      "missing within another",
      { loginId: "ada@example.com", password: PASSWORD, loginOptions: { locale: 5 } },
      "The loginOptions.locale field must be of type string",
    ],
  ])("a field that is %s is named", async (_, body, errorMessage) => {
    expect(await api.call(SIGN_UP, body)).toMatchObject({ status: 400, body: { errorCode: "E011003", errorMessage } });
  });

  it.each<[string, string, object, string]>([
    ["a list", "POST /v1/mgmt/users/load", { userIds: Array(501).fill("U1") }, "The userIds field must have at most 500 entries"],
    ["a number", "POST /v2/mgmt/user/search", { limit: -1 }, "The limit field must be at least 0"],
    ["a large number", "POST /v1/mgmt/audit/search", { size: 1001 }, "The size field must be at most 1000"],
    [
      "a text",
      "POST /v1/mgmt/user/create",
      { loginId: "a", displayName: "x".repeat(9999) },
      "The displayName field must be at most 400 characters",
    ],
  ])("%s beyond its limit is told the limit", async (_, route, body, errorMessage) => {
    const [method = "", path = ""] = route.split(" ");

    expect(await api.call(path, body, { method, token: TEST_MANAGEMENT_KEY })).toMatchObject({ status: 400, body: { errorMessage } });
  });

  it("identifier and externalId are read as loginId, which wins over both", async () => {
    await signUp(api);
    await signUp(api, "grace@example.com");
    const signIn = (body: object) => api.call(SIGN_IN, { password: PASSWORD, ...body });

    expect(await signIn({ identifier: "ada@example.com" })).toMatchObject({ body: { user: { loginIds: ["ada@example.com"] } } });
    expect(await signIn({ externalId: "ada@example.com" })).toMatchObject({ body: { user: { loginIds: ["ada@example.com"] } } });
    expect(await signIn({ loginId: "grace@example.com", identifier: "ada@example.com" })).toMatchObject({
      body: { user: { loginIds: ["grace@example.com"] } },
    });
  });

  it("fields nobody knows are ignored, the browser's fingerprint among them", async () => {
    const body = {
      loginId: "ada@example.com",
      password: PASSWORD,
      fpData: { vsid: "v", vrid: "r" },
      whatever: [{}],
      user: { whatever: 1 },
    };

    expect(await api.call(SIGN_UP, body)).toMatchObject({ status: 200 });
  });

  it.each([
    ["no body and a JSON type, as from Go", undefined],
    ["an empty body", ""],
    ["{}", "{}"],
  ])("a POST with %s is read as {}", async (_, body) => {
    const { refreshJwt: token } = await signUp(api);
    const options = { token, method: "POST", headers: { "content-type": "application/json" } };

    expect(await api.call("/v1/auth/refresh", body, options)).toMatchObject({ status: 200 });
    expect(await api.call("/v1/auth/logout", body, options)).toMatchObject({ status: 200 });
  });

  it("refresh can be asked for by GET as well", async () => {
    const { refreshJwt: token } = await signUp(api);

    expect(await api.call("/v1/auth/refresh?externalToken=x", undefined, { token })).toMatchObject({
      status: 200,
      body: { refreshJwt: token },
    });
    expect(await api.call("/v1/auth/try-refresh", undefined, { token })).toMatchObject({ status: 200, body: { refreshJwt: token } });
  });

  it.each(["/v2/keys/Ptest00000000000000000000000", "/v1/keys/Ptest00000000000000000000000"])(
    "6.20: %s is answered 304 to who has it, under a short life and an ETag, however the tag is sent",
    async (path) => {
      const first = await api.call(path);
      const etag = first.headers.get("etag") ?? "";
      const ask = (ifNoneMatch: string, method = "GET") => api.call(path, undefined, { method, headers: { "if-none-match": ifNoneMatch } });

      expect(etag).toMatch(/^"[\w-]{22}"$/);
      expect(first.headers.get("cache-control")).toBe("public, max-age=300");
      for (const sent of [etag, `W/${etag}`, `"a", ${etag}`, `W/"a,b",W/${etag} , "c"`, "*", " * "]) {
        const again = await ask(sent);

        expect({ sent, ...again }).toMatchObject({ sent, status: 304, body: undefined });
        expect(again.headers.get("etag")).toBe(etag);
        expect((await ask(sent, "HEAD")).status).toBe(304);
      }
      for (const other of ['"a"', 'W/"a", "b"', etag.slice(1, -1), `"x${etag.slice(1)}`, '"*"', "", '"']) {
        expect({ other, ...(await ask(other)) }).toMatchObject({ other, status: 200 });
      }
    },
  );
});

describe("an encoded body", () => {
  useFreshApi();

  it.each([
    ["gzip", { "content-encoding": "gzip" }],
    ["any coding", { "content-encoding": "br" }],
    ["a coding that nobody knows", { "content-encoding": "aws-chunked" }],
    ["a coding in capitals", { "content-encoding": "GZIP" }],
    ["several", { "content-encoding": "identity, deflate" }],
    ["a coding of the transfer", { "transfer-encoding": "gzip, chunked" }],
  ])("6.20: is answered 415, with how to send it, before any of it is read: %s", async (_, headers) => {
    let pulled = 0;
    const body = new ReadableStream({ pull: () => void pulled++ }, { highWaterMark: 0 });

    const answer = await api.call(SIGN_UP, body, { headers: { "content-length": "1000000", ...headers } });

    expect(answer).toMatchObject({ status: 415, body: { errorCode: "E010415" } });
    expect(answer.headers.get("accept-encoding")).toBe("identity");
    expect(pulled).toBe(0);
  });

  it.each([
    ["identity", { "content-encoding": "identity" }],
    ["Identity", { "content-encoding": "Identity" }],
    ["nothing", { "content-encoding": "" }],
    ["in chunks", { "transfer-encoding": "chunked" }],
  ])("is none: %s", async (_, headers) => {
    const answer = await api.call(SIGN_UP, { loginId: "ada@example.com", password: PASSWORD }, { headers });

    expect(answer).toMatchObject({ status: 200 });
  });
});
