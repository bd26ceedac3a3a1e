import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TEST_MANAGEMENT_KEY } from "@repo/auth/testing/deps";
import { repositoryRoot } from "@repo/db/locate";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createPresentClock, createTestServer, PASSWORD, type TestServer } from "./testing/rest-api";

const ROOT = repositoryRoot(import.meta.dirname);
const [, SCRIPT = ""] =
  /```ts\n(import { appendFileSync[\s\S]*?)```/.exec(readFileSync(join(ROOT, "apps/web/docs/descope.md"), "utf8")) ?? [];

let from: TestServer;
let to: TestServer;
/** Within this package, whose SDK the script finds. */
let folder: string;

beforeEach(async () => {
  from = await createTestServer({ clock: createPresentClock() });
  to = await createTestServer({ clock: createPresentClock() });
  folder = await mkdtemp(join(import.meta.dirname, "../node_modules/.move-"));
});

afterEach(async () => {
  await from.close();
  await to.close();
  await rm(folder, { recursive: true });
});

async function run(...words: string[]): Promise<{ status: unknown; told: string }> {
  const env = {
    ...process.env,
    PROJECT_ID: from.deps.config.projectId,
    FROM_KEY: TEST_MANAGEMENT_KEY,
    FROM_URL: from.url,
    MANAGEMENT_KEY: TEST_MANAGEMENT_KEY,
    APP_URL: to.url,
  };
  const child = spawn(process.execPath, words, { env, cwd: folder });
  let told = "";
  child.stderr.on("data", (text) => {
    told += text;
  });
  const status = await new Promise((resolve) => child.on("close", resolve));
  return { status, told };
}

// Another server of ours stands for the vendor's: both speak the same API.
it("the guide's script and the import after it bring tenants, roles and users over, IDs and all", async () => {
  await from.manage("POST /v1/mgmt/tenant/create", { id: "acme", name: "Acme" });
  await from.manage("POST /v1/mgmt/permission/create", { name: "edit" });
  await from.manage("POST /v1/mgmt/role/create", { name: "Editor", permissionNames: ["edit"] });
  await from.manage("POST /v1/mgmt/role/create", { name: "Local", tenantId: "acme" });
  const { createdUsers } = await from.manage<{ createdUsers: object[] }>("POST /v1/mgmt/user/create/batch", {
    users: [
      {
        loginId: "ada@example.com",
        additionalLoginIds: ["countess"],
        displayName: "Ada",
        password: PASSWORD,
        createdTime: 1_500_000_000,
        roleNames: ["Editor"],
        userTenants: [{ tenantId: "acme", roleNames: ["Local"] }],
      },
      ...Array.from({ length: 150 }, (_, index) => ({ loginId: `user ${index}`, createdTime: 1_500_000_001 + index, test: index === 7 })),
    ],
  });
  await writeFile(join(folder, "move.mjs"), SCRIPT);

  expect(await run("move.mjs")).toEqual({ status: 0, told: "" });
  expect(await run(join(ROOT, "prisma/import-users.mjs"), "users.json")).toMatchObject({ status: 0 });

  const { users } = await to.manage<{ users: object[] }>("POST /v2/mgmt/user/search", { limit: 1000, withTestUser: true });
  expect(users).toHaveLength(151);
  const { modifiedTime: _, ...ada } = createdUsers[0] as { modifiedTime: number };
  expect(users).toContainEqual({ ...ada, password: false, modifiedTime: expect.any(Number) });
});
