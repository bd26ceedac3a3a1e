import { ADA, openScene, type Scene, signUp } from "@repo/auth/testing/scene";
import { parseCookie } from "cookie";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sessionCarrier } from "./cookies";
import { passwordPolicy, pendingApi, resetApi, serverApi } from "./server-api";

const request = vi.hoisted(() => ({ cookie: "", deps: undefined as unknown }));

vi.mock("#server/deps", () => ({ getServer: async () => ({ deps: request.deps, log: { error() {} } }) }));
vi.mock("next/headers", () => ({
  headers: async () => new Headers({ cookie: request.cookie }),
  cookies: async () => new Map(Object.entries(parseCookie(request.cookie)).map(([name, value]) => [name, { name, value }])),
}));
// React keeps answers where it renders, for one request. Here each request has a cookie of its own.
vi.mock("react", async (importOriginal) => ({
  ...(await importOriginal<typeof import("react")>()),
  cache(run: () => unknown) {
    const kept = new Map<string, unknown>();
    return () => {
      if (!kept.has(request.cookie)) kept.set(request.cookie, run());
      return kept.get(request.cookie);
    };
  },
}));

let scene: Scene;

beforeAll(async () => {
  vi.stubEnv("APP_URL", "http://localhost:3000");
  vi.stubEnv("AUTH_SECRET", "opens-nothing-but-the-cookies-of-this-test");
  scene = await openScene();
  request.deps = scene.deps;
});
beforeEach(() => {
  request.cookie = "";
  scene.statements.length = 0;
});
afterAll(() => scene.close());

/** Everything that a page asks about who looks at it. */
async function askWho() {
  return [await serverApi(), await pendingApi(), await resetApi()].map((api) => api !== null);
}

describe("who looks at a page", () => {
  it.each([
    ["who has no cookie", ""],
    ["whose cookie is none of ours", "gatehouse-3000.session=made-up"],
    ["whose cookies are others of ours", "gatehouse-3000.browser=AAAAAAAAAAAAAAAAAAAAAA; gatehouse-3000.last-used=password"],
  ])("is a stranger without a statement: %s", async (_who, cookie) => {
    request.cookie = cookie;

    expect(await askWho()).toEqual([false, false, false]);
    expect(scene.statements).toEqual([]);
  });

  it("is found by one statement, however much of the page asks", async () => {
    await signUp(scene.deps, ADA);
    const { id } = await scene.prisma.session.findFirstOrThrow();
    request.cookie = (await sessionCarrier.seal(id, 60)).split(";")[0] ?? "";
    scene.statements.length = 0;

    expect(await askWho()).toEqual([true, false, false]);
    expect(scene.statements).toHaveLength(1);
  });

  it("is told what a new password must be by one statement for all strangers of five seconds", async () => {
    scene.deps.clock.advance({ minutes: 1 });

    for (let visits = 0; visits < 3; visits++) expect(await passwordPolicy()).toMatchObject({ minLength: 8 });

    expect(scene.statements).toHaveLength(1);
  });
});
