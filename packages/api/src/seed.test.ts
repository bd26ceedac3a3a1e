import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { showCode } from "@repo/auth/testing/authenticator";
import { LoginId } from "@repo/contract/login-id";
import { tenantCreate } from "@repo/contract/management/tenant";
import { repositoryRoot } from "@repo/db/locate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestApi, type TestApi } from "./testing/rest-api";

const SCRIPT = join(repositoryRoot(import.meta.dirname), "prisma/seed.mjs");
const DEVELOPMENT = { NODE_ENV: "test", APP_URL: "", PROJECT_ID: "" };

let api: TestApi;
let printed: string;

/** As a developer types it, with the secret that every test's server has. */
function seed(settings: Record<string, string> = DEVELOPMENT, ...words: string[]) {
  const env = { ...process.env, DATABASE_URL: api.databaseUrl, AUTH_SECRET: "a secret for tests that is long enough", ...settings };
  const { status, stdout, stderr } = spawnSync(process.execPath, [SCRIPT, ...words], { encoding: "utf8", env: env as NodeJS.ProcessEnv });
  return { status, stdout, stderr };
}

const said = (pattern: RegExp) => pattern.exec(printed)?.[1] ?? "";
const signIn = (loginId: string) =>
  api.call("/v1/auth/password/signin", { loginId, password: said(/Password of everybody who has one: (.+)/) });

beforeAll(async () => {
  api = await createTestApi();
  const { status, stdout, stderr } = seed();
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  printed = stdout;
});

afterAll(() => api.close());

describe("pnpm seed", () => {
  it("makes two tenants, four roles and thirty people, and nothing when it runs again", async () => {
    const { prisma } = api.database;
    const count = () =>
      Promise.all([prisma.tenant.count(), prisma.role.count(), prisma.user.count(), prisma.password.count(), prisma.userTenant.count()]);
    const first = await count();
    expect(first.slice(0, 3)).toEqual([2, 4, 30]);
    await prisma.user.updateMany({ where: { email: "ada@northfold.example" }, data: { name: "Ada of Northfold" } });

    const again = seed();

    expect(again).toMatchObject({ status: 0, stdout: expect.stringContaining("0 people added, 30 were there already") });
    expect(await count()).toEqual(first);
    expect(await prisma.user.count({ where: { name: "Ada of Northfold" } })).toBe(1);
  });

  it("makes one person at least of each state", async () => {
    const { prisma } = api.database;
    const states = await prisma.user.groupBy({ by: ["status"], orderBy: { status: "asc" } });

    expect(states.map(({ status }) => status)).toEqual(["disabled", "enabled", "expired", "invited"]);
    expect(await prisma.totpKey.count()).toBe(1);
    expect(await prisma.password.count({ where: { lockedAt: { not: null } } })).toBe(1);
    expect(await prisma.password.count({ where: { mustChange: true } })).toBe(1);
    expect(await prisma.user.count({ where: { test: true } })).toBe(1);
  });

  it("makes nothing that could not have been made through the API", async () => {
    const { prisma } = api.database;

    for (const { loginId } of await prisma.loginId.findMany()) expect(LoginId.parse(loginId)).toBe(loginId);
    for (const { id, name } of await prisma.tenant.findMany()) expect(tenantCreate.input.parse({ id, name })).toEqual({ id, name });
    const answers = await Promise.all(
      (await prisma.user.findMany()).map(({ id }) =>
        api.call(`/v1/mgmt/user?userId=${id}`, undefined, { token: api.deps.config.managementKey }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });

  it("lets them in as what they are", async () => {
    const tenants = { northfold: { roles: ["Editor"] }, umbra: { roles: ["Bookkeeper"], permissions: ["billing.manage"] } };

    expect(await signIn("ada@northfold.example")).toMatchObject({ status: 200, body: { claims: { roles: ["Administrator"], tenants } } });
    expect(await signIn("kestrel")).toMatchObject({ status: 200, body: { claims: { permissions: ["documents.read"] } } });
    expect(await signIn("dora@northfold.example")).toMatchObject({ status: 403, body: { errorCode: "E062110" } });
    expect(await signIn("mina@northfold.example")).toMatchObject({ status: 401, body: { errorCode: "E062909" } });
  });

  it("makes somebody who signs in with an authenticator app, by the key that it prints", async () => {
    const first = await signIn("grace@northfold.example");
    expect(first.body).toMatchObject({ claims: { pending: "secondFactor" } });
    const code = showCode(api.deps, said(/Authenticator key .*: (\w+)/));

    const second = await api.call(
      "/v1/auth/totp/verify",
      { loginId: "grace@northfold.example", code, loginOptions: { mfa: true } },
      { token: (first.body as { refreshJwt: string }).refreshJwt },
    );

    expect(second).toMatchObject({ status: 200, body: { claims: { amr: ["pwd", "totp", "mfa"] } } });
  });

  it.each<[string, Record<string, string>]>([
    ["NODE_ENV is production", { NODE_ENV: "production" }],
    ["the app is reached by https", { APP_URL: "https://app.example.com" }],
    ["the project has an ID of its own", { PROJECT_ID: "P2uQxTbqwA1bVE0sJqLlmqXxEfQ1" }],
  ])("does nothing where %s, unless it is told", async (_, settings) => {
    expect(seed({ ...DEVELOPMENT, ...settings })).toMatchObject({ status: 1, stdout: "", stderr: expect.stringContaining("--production") });
    expect(seed({ ...DEVELOPMENT, ...settings }, "--production").status).toBe(0);
  });
});
