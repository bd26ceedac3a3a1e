import { testCaller } from "@repo/auth/testing/deps";
import { defineOperation } from "@repo/contract/operation";
import type { JWTResponse } from "@repo/contract/session";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { listOperations } from "../routes";
import { createTestApi, signUp, type TestApi } from "../testing/rest-api";
import { createCallerFactory, query, router } from "../trpc";

// Whoever acts in a user's name must not be able to stay: by a factor, a password or an address of their own.
const protecting = listOperations().flatMap(({ operation }) => {
  const [method, path] = operation.routes[0]?.split(" ") ?? [];
  return operation.fresh && method !== undefined && path !== undefined ? [{ route: `${method} ${path}`, method, path }] : [];
});

let api: TestApi;
let refreshJwt: string;

beforeAll(async () => {
  api = await createTestApi();
  await signUp(api);
  const { user } = await signUp(api, "grace@example.com");
  const sent = { impersonatorId: user.userId, loginId: "ada@example.com" };
  refreshJwt = (await api.manage<{ jwt: string }>("POST /v1/mgmt/impersonate", sent)).jwt;
});

afterAll(() => api.close());

describe("S66: whoever acts in another's name", () => {
  it("is signed in", async () => {
    expect(await api.call("/v1/auth/me", undefined, { token: refreshJwt })).toMatchObject({ status: 200 });
  });

  it.each(protecting)("leaves what protects the account alone: $route", async ({ method, path }) => {
    const body = { loginId: "ada@example.com", newPassword: "seven green bottles", email: "mallory@example.com" };

    expect(await api.call(path, body, { method, token: refreshJwt })).toMatchObject({ status: 403, body: { errorCode: "E062134" } });
  });

  it("is known to whatever asks for a session token", async () => {
    const { body } = await api.call<JWTResponse>("/v1/auth/refresh", {}, { token: refreshJwt });
    const ask = query(
      defineOperation({
        access: "sessionToken",
        routes: [],
        kind: "query",
        summary: "",
        input: z.object({}),
        output: z.string(),
        errors: [],
      }),
      async (_deps, _input, caller) => caller.actorFor(String(body.claims.sub)),
    );
    const delivery = { issue: async () => expect.unreachable(), clear() {} };
    const { signedIn: _, sessionToken: __, ...caller } = testCaller(api.deps, body.sessionJwt);
    const operations = createCallerFactory(router({ ask }))({
      deps: api.deps,
      caller,
      delivery,
      log: { info() {}, warn() {}, error() {} },
    });

    expect(await operations.ask({})).toBe((body.claims.act as { sub: string }).sub);
  });

  it("does so in a session that a factor was added to", async () => {
    const loginOptions = { mfa: true };
    const sent = { loginId: "ada@example.com", password: "correct horse battery", loginOptions };
    const { body } = await api.call<JWTResponse>("/v1/auth/password/signin", sent, { token: refreshJwt });

    expect(body.claims).toMatchObject({ act: {} });
    expect(await api.call("/v1/auth/totp/update", { loginId: "ada@example.com" }, { token: body.refreshJwt })).toMatchObject({
      status: 403,
    });
  });
});
