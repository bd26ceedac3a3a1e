import { askForTwo, showCode } from "@repo/auth/testing/authenticator";
import { addTenant, PASSWORD } from "@repo/auth/testing/scene";
import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createTestServer, type TestServer } from "./testing/rest-api";

const loginId = "ada@example.com";
/** As many as a session may carry: 2000 bytes of JSON. */
const CLAIMS = Object.fromEntries([..."abcd"].map((name, index) => [name, "語".repeat(index === 3 ? 155 : 166)]));
/** The longest name that a request may select. */
const TENANT = "租".repeat(200);

let server: TestServer;

beforeEach(async () => {
  server = await createTestServer();
});

afterEach(() => server.close());

async function post<Body>(path: string, body: object, token?: string): Promise<{ status: number; body: Body }> {
  const { projectId } = server.deps.config;
  const response = await fetch(`${server.url}${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${projectId}${token === undefined ? "" : `:${token}`}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Body };
}

describe("the largest token that a caller can make the server issue", () => {
  it("S20: is one that the server takes back, in a header and in a cookie", async () => {
    const scene = { deps: server.deps, prisma: server.database.prisma };
    const { key, owner, recoveryCodes } = await askForTwo(scene);
    await addTenant(scene, TENANT, { members: [owner.user.userId] });
    const loginOptions = { customClaims: CLAIMS, tenantId: TENANT };
    const first = await post<JWTResponse>("/v1/auth/password/signin", { loginId, password: PASSWORD, loginOptions });
    const verify = { loginId, code: showCode(server.deps, key), loginOptions: { mfa: true, customClaims: CLAIMS } };
    const second = await post<JWTResponse>("/v1/auth/totp/verify", verify, first.body.refreshJwt);
    const recover = { loginId, code: recoveryCodes[0], loginOptions: { mfa: true } };
    const { body: largest } = await post<JWTResponse>("/v1/auth/recovery-codes/signin", recover, second.body.refreshJwt);

    expect(largest.claims).toMatchObject({ amr: ["pwd", "totp", "recovery", "mfa"], nsec: CLAIMS, dct: TENANT });
    expect(Buffer.byteLength(JSON.stringify(CLAIMS))).toBeGreaterThan(1980);
    expect(`DSR=${largest.refreshJwt}`.length).toBeLessThan(5000);
    expect(await post("/v1/auth/refresh", {}, largest.refreshJwt)).toMatchObject({ status: 200 });
    expect(await post("/v1/auth/validate", {}, largest.sessionJwt)).toMatchObject({ status: 200 });
  });

  it("S20: does not grow with every factor that is added", async () => {
    const { key } = await askForTwo({ deps: server.deps, prisma: server.database.prisma });
    const first = await post<JWTResponse>("/v1/auth/password/signin", {
      loginId,
      password: PASSWORD,
      loginOptions: { customClaims: CLAIMS },
    });
    const more = { mfa: true, customClaims: { more: "x".repeat(100) } };
    const add = (loginOptions: object) =>
      post<JWTResponse>("/v1/auth/totp/verify", { loginId, code: showCode(server.deps, key), loginOptions }, first.body.refreshJwt);

    expect(await add(more)).toMatchObject({ status: 400, body: { errorCode: "E011003" } });
    expect(await add({ mfa: true })).toMatchObject({ status: 200 });
  });
});
