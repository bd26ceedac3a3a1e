import { TEST_MANAGEMENT_KEY } from "@repo/auth/testing/deps";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createBrowserHandler } from "../browser";
import { runForm } from "../form";
import { listOperations } from "../routes";
import { addManagementKey } from "../testing/management-keys";
import { createTestApi, signUp, type TestApi, type TestCall } from "../testing/rest-api";

const served = listOperations().flatMap(({ operation }) =>
  operation.routes.filter((route) => /^\S+ \/v[12]\/mgmt/.test(route)).map((route) => ({ route, operation })),
);
/** What there is, by every method, and what there is not. */
const PATHS = [...new Set(served.map(({ route }) => route.split(" ")[1] ?? ""))];
const UNKNOWN = [
  "/v1/mgmt",
  "/v1/mgmt/",
  "/v1/mgmt/user/",
  "/v1/mgmt/nowhere",
  "/v2/mgmt/fga/schema",
  "/v1/mgmt/%00",
  "/v2/mgmt/../mgmt/x",
];
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

const REFUSAL = { errorCode: "E111119", errorDescription: "Unauthorized", errorMessage: "A management key is required" };

let api: TestApi;
let calls = 0;

function apiForEach(): void {
  beforeEach(async () => {
    api = await createTestApi();
  });

  afterEach(() => api.close());
}

/** From an address of its own: how many an address may send is a test of its own. */
function call(path: string, body: unknown, { ...options }: TestCall) {
  return api.call(path, body, { address: `2001:db8:${(calls++).toString(16)}::1`, ...options });
}

describe("the management API, of who has no key", () => {
  let shown: Record<string, TestCall>;

  // Nobody is let in, so one person serves all paths.
  beforeAll(async () => {
    api = await createTestApi();
    const { refreshJwt, sessionJwt } = await signUp(api);
    const past = new Date(api.deps.clock.now().getTime() - 1);
    const expired = await addManagementKey(api.deps, api.database.prisma, { scope: "write", expiresAt: past });
    shown = {
      nothing: { headers: { authorization: null } },
      "the project alone": {},
      "the key alone": { headers: { authorization: `Bearer ${TEST_MANAGEMENT_KEY}` } },
      "the key of another project": { headers: { authorization: `Bearer Pother:${TEST_MANAGEMENT_KEY}` } },
      "a wrong key": { token: `${TEST_MANAGEMENT_KEY}x` },
      "a session": { token: refreshJwt },
      "a session token": { token: sessionJwt },
      "a session beside the key": { token: `${refreshJwt}:${TEST_MANAGEMENT_KEY}` },
      "an expired key": { token: expired },
      "another kind of credential": { headers: { authorization: `Basic ${TEST_MANAGEMENT_KEY}` } },
    };
  });

  afterAll(() => api.close());

  it.each([...PATHS, ...UNKNOWN])("S50: answers the same, by every method: %s", async (path) => {
    for (const [what, options] of Object.entries(shown)) {
      for (const method of METHODS) {
        const answer = await call(path, method === "GET" ? undefined : { loginId: "ada@example.com" }, { ...options, method });

        expect([what, method, answer.status, answer.body]).toEqual([what, method, 401, REFUSAL]);
        expect(answer.headers.get("allow")).toBeNull();
      }
    }
    expect(await api.database.prisma.user.count()).toBe(1);
    expect(api.errors).toEqual([]);
  });
});

describe("the management API", () => {
  apiForEach();

  it("S50: is behind every path below /v1/mgmt and /v2/mgmt, and no other", () => {
    const opened = listOperations().filter(({ operation }) => operation.access === "management");

    expect(served.filter(({ operation }) => operation.access !== "management")).toEqual([]);
    expect(opened.flatMap(({ operation }) => operation.routes).sort()).toEqual(served.map(({ route }) => route).sort());
    expect(opened.every(({ path }) => path.startsWith("management."))).toBe(true);
  });

  it("S50: tells who has a key what there is", async () => {
    const token = TEST_MANAGEMENT_KEY;

    expect(await call("/v1/mgmt/nowhere", {}, { token })).toMatchObject({ status: 404, body: { errorCode: "E010404" } });
    expect(await call("/v1/mgmt/user/create", undefined, { token })).toMatchObject({ status: 405, body: { errorCode: "E010405" } });
  });

  it.each(["/v1/mgmt/user/create", "/v1/mgmt/nowhere"])("S50: reads no body of who has no key: %s", async (path) => {
    const pull = vi.fn();
    const body = new ReadableStream({ pull }, { highWaterMark: 0 });

    expect(await call(path, body, {})).toMatchObject({ status: 401, body: REFUSAL });
    expect(pull).not.toHaveBeenCalled();
  });

  it("6.30: takes 5 MB of who has one, and no more", async () => {
    const token = TEST_MANAGEMENT_KEY;
    const bodyOf = (bytes: number) => '{"loginId":"grace@example.com"}'.padEnd(bytes, " ");

    expect(await call("/v1/mgmt/user/create", bodyOf(5 * 1024 * 1024), { token })).toMatchObject({ status: 200 });
    expect(await call("/v1/mgmt/user/create", bodyOf(5 * 1024 * 1024 + 1), { token })).toMatchObject({
      status: 413,
      body: { errorCode: "E010413" },
    });
  });

  it("S52: turns an address away that shows one wrong key after the other, and that one alone", async () => {
    const guess = (address: string, token: string) => api.call("/v1/mgmt/license", undefined, { address, token });
    const answers: number[] = [];
    for (let guesses = 0; guesses < 25; guesses++) answers.push((await guess("192.0.2.1", `mk_wrong${guesses}`)).status);

    expect(answers).toEqual([...Array(20).fill(401), ...Array(5).fill(429)]);
    const turnedAway = await guess("192.0.2.1", TEST_MANAGEMENT_KEY);
    expect(turnedAway).toMatchObject({ status: 429, body: { errorCode: "E130429" } });
    expect(turnedAway.headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
    expect(await guess("192.0.2.2", TEST_MANAGEMENT_KEY)).toMatchObject({ status: 200 });
    api.deps.clock.advance({ minutes: 1 });
    expect(await guess("192.0.2.1", TEST_MANAGEMENT_KEY)).toMatchObject({ status: 200 });
  });

  it("S50: is told of as little over tRPC, and reached by no form", async () => {
    const log = { info() {}, warn() {}, error() {} };
    const { refreshJwt, claims } = await signUp(api);
    const { projectId } = api.deps.config;
    const carrier = { read: async () => String(claims.sid), seal: async () => "", clear: () => "" };
    const options = { deps: api.deps, log, carrier, localeOf: () => "" };
    const handle = createBrowserHandler({ ...options, endpoint: "/api/trpc" });
    const codeOf = async (name: string, authorization: string) => {
      const body = JSON.stringify({ loginId: "ada@example.com" });
      const response = await handle(
        new Request(`http://localhost/api/trpc/${name}`, {
          method: "POST",
          headers: { authorization, "content-type": "application/json" },
          body,
        }),
      );
      const { error } = (await response.json()) as { error?: { data: { errorCode: string } } };
      return error?.data.errorCode;
    };

    for (const name of ["management.user.delete", "management.nowhere", "%6Danagement%2Enowhere", "/management.nowhere"]) {
      for (const shown of [projectId, `${projectId}:${refreshJwt}`, `Pother:${TEST_MANAGEMENT_KEY}`, `${projectId}:mk_wrong`]) {
        expect([name, shown, await codeOf(name, `Bearer ${shown}`)]).toEqual([name, shown, "E111119"]);
      }
    }
    const form = new Request("http://localhost/api/form", {
      method: "POST",
      headers: { authorization: `Bearer ${projectId}:${TEST_MANAGEMENT_KEY}` },
    });
    expect((await runForm(options, [{ operation: "management.user.delete" }], form)).refusal?.code).toBe("E010404");
    expect(await api.database.prisma.user.count()).toBe(1);
    expect(await codeOf("management.user.delete", `Bearer ${projectId}:${TEST_MANAGEMENT_KEY}`)).toBeUndefined();
    expect(await api.database.prisma.user.count()).toBe(0);
  });

  it("S50: has no key of its own where none is configured", async () => {
    const closed = await createTestApi({ config: { managementKey: "" } });

    for (const token of ["", "undefined", TEST_MANAGEMENT_KEY]) {
      expect(await closed.call("/v1/mgmt/license", undefined, { token })).toMatchObject({ status: 401, body: REFUSAL });
    }
    const token = await addManagementKey(closed.deps, closed.database.prisma);
    expect(await closed.call("/v1/mgmt/license", undefined, { token })).toMatchObject({ status: 200 });
    await closed.close();
  });
});

describe("a management key of the table", () => {
  apiForEach();

  it("S53: is kept as a digest, which is no key", async () => {
    const key = await addManagementKey(api.deps, api.database.prisma);
    const [row] = await api.database.prisma.managementKey.findMany();

    expect(JSON.stringify(row)).not.toContain(key);
    expect(await call("/v1/mgmt/license", undefined, { token: row?.digest })).toMatchObject({ status: 401 });
    expect(await call("/v1/mgmt/license", undefined, { token: key })).toMatchObject({ status: 200 });
  });

  it("S53: ends when it is said to, and when it is deleted", async () => {
    const { deps, database } = api;
    const expiresAt = new Date(deps.clock.now().getTime() + 60_000);
    const short = await addManagementKey(deps, database.prisma, { name: "short", expiresAt });
    const deleted = await addManagementKey(deps, database.prisma, { name: "deleted" });
    const statusOf = async (token: string) => (await call("/v1/mgmt/license", undefined, { token })).status;

    expect([await statusOf(short), await statusOf(deleted)]).toEqual([200, 200]);
    deps.clock.advance({ minutes: 1 });
    await database.prisma.managementKey.delete({ where: { name: "deleted" } });
    expect([await statusOf(short), await statusOf(deleted)]).toEqual([401, 401]);
  });

  it("notes when it was used, once a minute, and never for a HEAD", async () => {
    const { deps, database } = api;
    const token = await addManagementKey(deps, database.prisma);
    const lastUsedAt = async () => (await database.prisma.managementKey.findFirst())?.lastUsedAt;
    const start = deps.clock.now();

    await call("/v1/mgmt/license", undefined, { token, method: "HEAD" });
    expect(await lastUsedAt()).toBeNull();
    await call("/v1/mgmt/license", undefined, { token });
    deps.clock.advance({ seconds: 59 });
    await call("/v1/mgmt/license", undefined, { token });
    expect(await lastUsedAt()).toEqual(start);
    deps.clock.advance({ seconds: 2 });
    await call("/v1/mgmt/license", undefined, { token });
    expect(await lastUsedAt()).toEqual(deps.clock.now());
  });

  it("S51: that may only read changes nothing, and is told so before its body is read", async () => {
    const token = await addManagementKey(api.deps, api.database.prisma, { scope: "read" });

    for (const { route } of served.filter(({ operation }) => operation.kind === "mutation")) {
      const [method = "", path = ""] = route.split(" ");
      expect([route, await call(path, "{", { token, method })]).toMatchObject([route, { status: 403, body: { errorCode: "E111403" } }]);
    }
    expect(await call("/v1/mgmt/license", undefined, { token })).toMatchObject({ status: 200 });
  });
});
