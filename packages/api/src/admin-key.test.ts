import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { repositoryRoot } from "@repo/db/locate";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestApi, type TestApi } from "./testing/rest-api";

const SCRIPT = join(repositoryRoot(import.meta.dirname), "prisma/admin.mjs");
const KEY = /^mk_[\w-]{43}$/m;

let api: TestApi;

beforeAll(async () => {
  api = await createTestApi();
});

beforeEach(() => api.database.prisma.managementKey.deleteMany());

afterAll(() => api.close());

/** As whoever operates the server types it, with the secret that every test's server has. */
function admin(...words: string[]) {
  const env = { ...process.env, DATABASE_URL: api.databaseUrl, AUTH_SECRET: "a secret for tests that is long enough, an older one" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...words], { encoding: "utf8", env });
  return { status, stdout, stderr };
}

async function statusOf(token: string | undefined, body?: object): Promise<number> {
  return (await api.call(body ? "/v1/mgmt/user/create" : "/v1/mgmt/license", body, { token })).status;
}

describe("pnpm admin key", () => {
  it("makes a key that may write and is shown once", async () => {
    const { status, stdout } = admin("key", "create", "back office");
    const [key] = KEY.exec(stdout) ?? [];

    expect(status).toBe(0);
    expect(await statusOf(key, { loginId: "grace" })).toBe(200);
    expect(await api.database.prisma.auditEvent.findFirst()).toMatchObject({ action: "UserCreated", actorId: "back office" });
    expect(admin("key", "list").stdout).toContain("back office");
    expect(admin("key", "list").stdout).not.toContain("mk_");
  });

  it("S53: makes one that may only read, and ends in time", async () => {
    const [key] = KEY.exec(admin("key", "create", "reports", "--scope", "read", "--days", "3650").stdout) ?? [];

    expect([await statusOf(key), await statusOf(key, { loginId: "mary" })]).toEqual([200, 403]);
    api.deps.clock.advance({ days: 5000 });
    expect(await statusOf(key)).toBe(401);
  });

  it("deletes a key, which opens nothing any more", async () => {
    const [key] = KEY.exec(admin("key", "create", "leaver").stdout) ?? [];
    expect(await statusOf(key)).toBe(200);

    expect(admin("key", "delete", "leaver").status).toBe(0);

    expect(await statusOf(key)).toBe(401);
  });

  it.each([
    ["a name that is taken", ["key", "create", "twice"], "There is a key by the name of twice already."],
    ["another scope", ["key", "create", "x", "--scope", "all"], "--scope must be read or write"],
    ["no number of days", ["key", "create", "x", "--days", "soon"], "--days must be a whole number of days"],
    ["a name that nothing has", ["key", "delete", "nothing"], "There is no key by the name of nothing."],
    ["no action", ["key"], "Usage:"],
    ["what it does not know", ["key", "create", "x", "--sudo"], "Usage:"],
  ])("says what is wrong with %s, in one line or a usage", async (_, words, said) => {
    admin("key", "create", "twice");

    const { status, stderr } = admin(...words);

    expect({ status, said: stderr.split("\n")[0] }).toEqual({ status: 1, said });
  });
});
