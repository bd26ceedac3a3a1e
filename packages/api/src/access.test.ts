import type { Caller, SessionTokenCaller, SignedInCaller } from "@repo/auth/caller";
import type { AuthDeps } from "@repo/auth/deps";
import { type TestDeps, testCaller } from "@repo/auth/testing/deps";
import { type Access, defineOperation } from "@repo/contract/operation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createTestApi, signUp, type TestApi } from "./testing/rest-api";
import { createCallerFactory, mutation, router } from "./trpc";

let api: TestApi;
let deps: TestDeps;
let shown: Record<"nothing" | "refresh" | "session" | "garbage", string | undefined>;

beforeAll(async () => {
  api = await createTestApi();
  ({ deps } = api);
  const { refreshJwt, sessionJwt } = await signUp(api);
  shown = { nothing: undefined, refresh: refreshJwt, session: sessionJwt, garbage: "a.b.c" };
});

afterAll(() => api.close());

function operationOf<const A extends Access>(access: A) {
  const operation = { routes: [], kind: "mutation", summary: "", input: z.object({}), output: z.literal("done"), errors: [] } as const;
  return defineOperation({ ...operation, access });
}

// None of these functions asks who is calling: whoever writes one may forget to.
const careless = async () => "done" as const;
const createCaller = createCallerFactory(
  router({
    public: mutation(operationOf("public"), careless),
    project: mutation(operationOf("project"), careless),
    signedIn: mutation(operationOf("signedIn"), careless),
    sessionToken: mutation(operationOf("sessionToken"), careless),
  }),
);

function call(access: Access, about: Partial<Caller>): Promise<string> {
  const { signedIn: _, sessionToken: __, ...caller } = testCaller(deps, undefined, about);
  const delivery = { issue: async () => expect.unreachable(), clear() {} };
  const operations = createCaller({ deps, caller, delivery, log: { info() {}, warn() {}, error() {} } });
  return operations[access]({}).catch((error) => error.cause.code);
}

async function show(access: Access, token: string | undefined, projectId: string | undefined = deps.config.projectId): Promise<string> {
  const credential = token === undefined ? ({ kind: "none" } as const) : ({ kind: "token", token } as const);
  const caller = testCaller(deps, token);
  return call(access, { projectId, credential, session: caller.session, peek: caller.peek });
}

describe("S30: an operation whose function does not ask who is calling", () => {
  it.each<[Access, Record<keyof typeof shown, string>]>([
    ["public", { nothing: "done", refresh: "done", session: "done", garbage: "done" }],
    ["project", { nothing: "done", refresh: "done", session: "done", garbage: "done" }],
    ["signedIn", { nothing: "E064002", refresh: "done", session: "E064002", garbage: "E064002" }],
    ["sessionToken", { nothing: "E064002", refresh: "E064002", session: "done", garbage: "E064002" }],
  ])("lets in whom its access %s says, and nobody else", async (access, expected) => {
    const answers = Object.entries(shown).map(async ([name, token]) => [name, await show(access, token)]);

    expect(Object.fromEntries(await Promise.all(answers))).toEqual(expected);
  });

  it.each<Access>(["project", "signedIn", "sessionToken"])("answers nobody who names no project, or another (%s)", async (access) => {
    for (const token of Object.values(shown)) {
      expect(await show(access, token, "Pother")).toBe("E061001");
      expect(await call(access, { projectId: undefined })).toBe("E061001");
    }
  });

  it("lets a browser's cookie in where a session is asked for, and not where a token is", async () => {
    const { claims } = await signUp(api, "grace@example.com");
    const sealed = { credential: { kind: "sealed", sessionId: String(claims.sid) }, surface: "browser" } as const;
    const { session, peek } = testCaller(deps, undefined, sealed);

    expect(await call("signedIn", { ...sealed, session, peek })).toBe("done");
    expect(await call("sessionToken", { ...sealed, session, peek })).toBe("E064002");
  });
});

describe("a function that needs to know who is calling", () => {
  const needsSession = async (_deps: AuthDeps, _input: object, caller: SignedInCaller) => (await caller.signedIn()) && ("done" as const);
  const needsToken = async (_deps: AuthDeps, _input: object, caller: SessionTokenCaller) =>
    (await caller.sessionToken()) && ("done" as const);

  it("does not compile behind an access that lets others in", () => {
    mutation(operationOf("signedIn"), needsSession);
    mutation(operationOf("sessionToken"), needsToken);
    // @ts-expect-error
    mutation(operationOf("public"), needsSession);
    // @ts-expect-error
    mutation(operationOf("project"), needsSession);
    // @ts-expect-error
    mutation(operationOf("sessionToken"), needsSession);
    // @ts-expect-error
    mutation(operationOf("signedIn"), needsToken);
    expect.assertions(0);
  });
});
