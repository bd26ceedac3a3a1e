import type { Caller, ManagementCaller, SessionTokenCaller, SignedInCaller } from "@repo/auth/caller";
import type { AuthDeps } from "@repo/auth/deps";
import { TEST_MANAGEMENT_KEY, type TestDeps, testCaller } from "@repo/auth/testing/deps";
import { type Access, defineOperation } from "@repo/contract/operation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { parseAuthorization, readKey } from "./authorization";
import { createTestApi, signUp, type TestApi } from "./testing/rest-api";
import { createCallerFactory, mutation, query as queryOf, router } from "./trpc";

let api: TestApi;
let deps: TestDeps;
let shown: Record<"nothing" | "refresh" | "session" | "garbage" | "key" | "wrongKey", string | undefined>;

beforeAll(async () => {
  api = await createTestApi();
  ({ deps } = api);
  const { refreshJwt, sessionJwt } = await signUp(api);
  shown = {
    nothing: undefined,
    refresh: refreshJwt,
    session: sessionJwt,
    garbage: "a.b.c",
    key: TEST_MANAGEMENT_KEY,
    wrongKey: "mk_wrong",
  };
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
    management: mutation(operationOf("management"), careless),
    accessKey: mutation(operationOf("accessKey"), careless),
  }),
);

function call(access: Access, about: Partial<Caller>): Promise<string> {
  const { signedIn: _, sessionToken: __, ...caller } = testCaller(deps, undefined, about);
  const delivery = { issue: async () => expect.unreachable(), clear() {} };
  const operations = createCaller({ deps, caller, delivery, log: { info() {}, warn() {}, error() {} } });
  return operations[access]({}).catch((error) => error.cause.code);
}

async function show(access: Access, token: string | undefined, projectId: string | undefined = deps.config.projectId): Promise<string> {
  // As the API reads the header.
  const shown = parseAuthorization(`Bearer ${projectId}${token === undefined ? "" : `:${token}`}`);
  const credential = shown?.token === undefined ? ({ kind: "none" } as const) : ({ kind: "token", token: shown.token } as const);
  const caller = testCaller(deps, shown?.token, { projectId, shownKey: readKey(shown) });
  return call(access, { ...caller, projectId, credential });
}

describe("S30: an operation whose function does not ask who is calling", () => {
  it.each<[Access, Record<keyof typeof shown, string>]>([
    ["public", { nothing: "done", refresh: "done", session: "done", garbage: "done", key: "done", wrongKey: "done" }],
    ["project", { nothing: "done", refresh: "done", session: "done", garbage: "done", key: "done", wrongKey: "done" }],
    ["signedIn", { nothing: "E064002", refresh: "done", session: "E064002", garbage: "E064002", key: "E064002", wrongKey: "E064002" }],
    ["sessionToken", { nothing: "E064002", refresh: "E064002", session: "done", garbage: "E064002", key: "E064002", wrongKey: "E064002" }],
    ["management", { nothing: "E111119", refresh: "E111119", session: "E111119", garbage: "E111119", key: "done", wrongKey: "E111119" }],
    ["accessKey", { nothing: "E062802", refresh: "E062802", session: "E062802", garbage: "E062802", key: "done", wrongKey: "done" }],
  ])("lets in whom its access %s says, and nobody else", async (access, expected) => {
    const answers = Object.entries(shown).map(async ([name, token]) => [name, await show(access, token)]);

    expect(Object.fromEntries(await Promise.all(answers))).toEqual(expected);
  });

  it.each<Access>(["project", "signedIn", "sessionToken", "accessKey"])(
    "answers nobody who names no project, or another (%s)",
    async (access) => {
      for (const token of Object.values(shown)) {
        expect(await show(access, token, "Pother")).toBe("E061001");
        expect(await call(access, { projectId: undefined })).toBe("E061001");
      }
    },
  );

  it("lets a browser's cookie in where a session is asked for, and not where a token is", async () => {
    const { claims } = await signUp(api, "grace@example.com");
    const sealed = { credential: { kind: "sealed", sessionId: String(claims.sid) }, surface: "browser" } as const;
    const { session, peek } = testCaller(deps, undefined, sealed);

    expect(await call("signedIn", { ...sealed, session, peek })).toBe("done");
    expect(await call("sessionToken", { ...sealed, session, peek })).toBe("E064002");
  });
});

describe("S51: a key that may only read", () => {
  const query = { routes: [], kind: "query", summary: "", input: z.object({}), output: z.literal("done"), errors: [] } as const;
  const reading = createCallerFactory(
    router({
      read: queryOf(defineOperation({ ...query, access: "management" }), careless),
      write: mutation(operationOf("management"), careless),
    }),
  );

  it("calls what only reads, and nothing else", async () => {
    const caller = { ...testCaller(deps), managementKey: async () => ({ id: "K1", name: "reports", scope: "read" as const }) };
    const delivery = { issue: async () => expect.unreachable(), clear() {} };
    const operations = reading({ deps, caller, delivery, log: { info() {}, warn() {}, error() {} } });

    expect(await operations.read({})).toBe("done");
    expect(await operations.write({}).catch((error) => error.cause.code)).toBe("E111403");
  });
});

describe("a function that needs to know who is calling", () => {
  const needsSession = async (_deps: AuthDeps, _input: object, caller: SignedInCaller) => (await caller.signedIn()) && ("done" as const);
  const needsToken = async (_deps: AuthDeps, _input: object, caller: SessionTokenCaller) =>
    (await caller.sessionToken()) && ("done" as const);
  const needsKey = async (_deps: AuthDeps, _input: object, caller: ManagementCaller) => caller.key() && ("done" as const);

  it("does not compile behind an access that lets others in", () => {
    mutation(operationOf("signedIn"), needsSession);
    mutation(operationOf("management"), needsKey);
    // @ts-expect-error
    mutation(operationOf("signedIn"), needsKey);
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
