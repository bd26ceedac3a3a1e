import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBrowserHandler } from "./browser";
import { createTestApi } from "./testing/rest-api";

let api: Awaited<ReturnType<typeof createTestApi>>;
beforeEach(async () => {
  api = await createTestApi();
});
afterEach(() => api.close());

describe("createBrowserHandler", () => {
  it.each(["HEAD", "GET", "POST", "PUT", "DELETE", "OPTIONS"])("6.1: answers %s without failing", async (method) => {
    const log = { info() {}, warn() {}, error() {} };
    const carrier = { read: async () => null, seal: async () => "", clear: () => "" };
    const handle = createBrowserHandler({ deps: api.deps, log, carrier, localeOf: () => "", endpoint: "/api/trpc" });

    const response = await handle(new Request("http://gatehouse.test/api/trpc/me", { method }));

    expect(response.status).toBeLessThan(500);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });
});
