import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TEST_MANAGEMENT_KEY } from "@repo/auth/testing/deps";
import { authenticatorCode } from "@repo/auth/testing/totp";
import { repositoryRoot } from "@repo/db/locate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createPresentClock, createTestServer, PASSWORD, type TestServer } from "./testing/rest-api";

const ROOT = repositoryRoot(import.meta.dirname);
const SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

const md5 = { hash: createHash("md5").update(PASSWORD).digest("hex") };

/** One of each form, as `imported-hash.test.ts` of `auth` has them. */
const FORMS: Record<string, object> = {
  bcrypt: { bcrypt: { hash: "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW" } },
  md5: { md5 },
  sha: { sha: { type: "sha1", hash: "a9993e364706816aba3e25717850c26c9cd0d89d", salt: "ab" } },
  pbkdf2: { pbkdf2: { hash: "SwB5AbdlSJq+rUnZJvch0GWkKcE=", salt: "c2FsdA==", iterations: 4096, type: "sha1" } },
  phpass: { phpass: { hash: "IagS59wHZvyQMArzfx58u.", salt: "84478476", iterations: 2048, type: "md5" } },
  django: { django: { hash: "sha1$seasalt$cff36ea83f5706ce9aa7454e63e431fc726b2dc8" } },
  djangosOwn: { django: { hash: "argon2$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc" } },
  firebase: {
    firebase: {
      hash: "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==",
      salt: "42xEC+ixf3L2lw==",
      saltSeparator: "Bw==",
      signerKey: "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==",
      memory: 14,
      rounds: 8,
    },
  },
  argon2: {
    argon2: {
      hash: "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc=",
      salt: "c29tZXNhbHQ=",
      iterations: 2,
      memory: 65536,
      threads: 1,
      type: "argon2id",
    },
  },
  olderArgon2: { argon2: { hash: "$argon2i$m=65536,t=2,p=1$c29tZXNhbHQ$9sTbSlTio3Biev89thdrlKKiCaYsjjYVJxGAL3swxpQ" } },
};

let server: TestServer;
let folder: string;

beforeEach(async () => {
  server = await createTestServer({ clock: createPresentClock() });
  folder = await mkdtemp(join(tmpdir(), "gatehouse-users-"));
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** As whoever operates the server types it. */
async function run(script: "import" | "export", words: string[], about: Partial<TestServer> & { key?: string } = server) {
  const env = {
    ...process.env,
    DATABASE_URL: about.databaseUrl ?? server.databaseUrl,
    AUTH_SECRET: "a newer secret, a secret for tests that is long enough",
    MANAGEMENT_KEY: about.key ?? TEST_MANAGEMENT_KEY,
    PROJECT_ID: server.deps.config.projectId,
    APP_URL: about.url ?? server.url,
  };
  const child = spawn(process.execPath, [join(ROOT, `prisma/${script}-users.mjs`), ...words], { env });
  let told = "";
  child.stdout.on("data", (text) => {
    told += text;
  });
  child.stderr.on("data", (text) => {
    told += text;
  });
  const status = await new Promise((resolve) => child.on("close", resolve));
  return { status, told };
}

async function write(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const lines = async (path: string) =>
  (await readFile(path, "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("pnpm run import", () => {
  const ada = { loginId: "ada@example.com", displayName: 'Ada {"} Lovelace', hashedPassword: { md5 } };

  it.each([
    ["a list", (users: object[]) => JSON.stringify(users, null, 2)],
    ["an object that holds it", (users: object[]) => `\ufeff{ "users": ${JSON.stringify(users)} }\n`],
    ["lines", (users: object[]) => users.map((user) => JSON.stringify(user)).join("\n")],
  ])("brings users over, and tells who was refused and why: %s", async (_, spell) => {
    const users = [
      ada,
      { loginId: "bob@@example", password: PASSWORD },
      { loginId: "grace", hashedPassword: { md5: { hash: "abc" } } },
      { loginId: "eve" },
    ];
    const file = await write("users.json", spell(users));

    const { status, told } = await run("import", [file]);

    expect({ status, told }).toMatchObject({ status: 1, told: expect.stringContaining("2 users created, 2 refused") });
    expect(await lines(`${file}.refused`)).toEqual([
      { loginId: "bob@@example", failure: "[E011003] The loginId field must be an email address" },
      { loginId: "grace", failure: "[E011003] The hashedPassword is no md5 hash that can be checked here" },
    ]);
    expect(existsSync(`${file}.import-state`)).toBe(false);
    const { status: signedIn } = await server.call("/v1/auth/password/signin", { loginId: "ada@example.com", password: PASSWORD });
    expect(signedIn).toBe(200);
    // P33: neither what people sign in with, nor what that is checked by.
    expect(`${told}${await readFile(`${file}.refused`, "utf8")}`).not.toMatch(new RegExp(`${PASSWORD}|${md5.hash}|abc`));
  });

  it("goes on where a run was interrupted, and tells apart who was in doubt then", async () => {
    const users = Array.from({ length: 620 }, (_, index) => ({ loginId: `user ${index}` }));
    const file = await write("users.json", JSON.stringify(users));
    const { size, mtimeMs } = await stat(file);
    // The first batch was noted; of the second some were stored, and the run ended before it heard so.
    await server.manage("POST /v1/mgmt/user/create/batch", { users: users.slice(500, 520) });
    await writeFile(
      `${file}.import-state`,
      JSON.stringify({ size, mtimeMs, done: 500, created: 500, refused: 0, there: 0, sending: true }),
    );

    const { status, told } = await run("import", [file]);

    expect({ status, told }).toMatchObject({
      status: 0,
      told: expect.stringMatching(/^Going on after the first 500 users\.[\s\S]*600 users created, 0 refused, 20 found there/),
    });
    expect(await server.database.prisma.user.count()).toBe(120);
  });

  it("keeps nobody out for one who is nothing like a user", async () => {
    const file = await write(
      "users.json",
      JSON.stringify([{ loginId: "ada" }, { loginId: 7 }, { loginId: "bob", test: "yes" }, { loginId: "eve" }]),
    );

    expect(await run("import", [file])).toMatchObject({ status: 1, told: expect.stringContaining("2 users created, 2 refused") });
    expect(await lines(`${file}.refused`)).toMatchObject([{ loginId: "7" }, { loginId: "bob" }]);
  });

  it.each([
    ["is no list", "nonsense", "no list of users"],
    ["ends too early", '[{"loginId":"ada"},{"loginId":"bo', "ends within a user"],
    ["holds what is no JSON", '[{"loginId":"ada"},{"password":seven green}]', "A user of the file is no JSON"],
  ])("says what is wrong with a file that %s, and nothing of what it holds", async (_, content, reason) => {
    const { status, told } = await run("import", [await write("users.json", content)]);

    expect({ status, told }).toMatchObject({ status: 1, told: expect.stringContaining(reason) });
    expect(told).not.toContain("green");
  });

  it("goes no further with a key that may not, and is not begun anew with another file", async () => {
    const file = await write("users.json", JSON.stringify([ada]));

    expect(await run("import", [file], { key: "mk_wrong" })).toMatchObject({
      status: 1,
      told: expect.stringContaining("does not take this MANAGEMENT_KEY"),
    });
    await writeFile(file, JSON.stringify([ada, ada]));
    expect(await run("import", [file])).toMatchObject({ status: 1, told: expect.stringContaining("has changed since its import began") });
    expect(await server.database.prisma.user.count()).toBe(0);
  });
});

describe("pnpm run export", () => {
  it("P30: writes what an import makes the same users of, whatever their passwords are stored as", async () => {
    const { prisma } = server.database;
    const createdAt = new Date();
    const other = await createTestServer({ clock: createPresentClock() });
    for (const one of [server, other]) {
      await one.database.prisma.tenant.create({ data: { id: "acme", name: "Acme", createdAt } });
      await one.database.prisma.role.create({ data: { id: "R1", name: "Editor", createdAt } });
      await one.database.prisma.customAttribute.create({ data: { name: "seats", type: 2, createdAt } });
    }
    const users = [
      ...Object.entries(FORMS).map(([form, hashedPassword]) => ({ loginId: form, hashedPassword })),
      { loginId: "plain", password: PASSWORD },
      {
        loginId: "ada@example.com",
        additionalLoginIds: ["countess"],
        displayName: "Ada Lovelace",
        phone: "+14155550100",
        verifiedPhone: false,
        recoveryEmail: "ada@home.example",
        verifiedRecoveryEmail: true,
        status: "enabled",
        test: true,
        createdTime: 1_500_000_000,
        roleNames: ["Editor"],
        userTenants: [{ tenantId: "acme", roleNames: ["Editor"] }],
        customAttributes: { seats: 3 },
        ssoAppIds: ["crm"],
        seed: SEED,
      },
    ];
    await server.manage("POST /v1/mgmt/user/create/batch", { users });
    const [first, second] = [join(folder, "first.json"), join(folder, "second.json")];

    expect(await run("export", [first])).toMatchObject({ status: 0, told: expect.stringContaining(`${users.length} users written`) });
    expect(await run("import", [first], other)).toMatchObject({ status: 0 });
    expect(await run("export", [second], other)).toMatchObject({ status: 0 });

    const exported = JSON.parse(await readFile(first, "utf8"));
    expect(exported).toHaveLength(users.length);
    expect(exported).toEqual(
      expect.arrayContaining(users.filter(({ loginId }) => loginId !== "plain").map((user) => expect.objectContaining(user))),
    );
    expect(JSON.parse(await readFile(second, "utf8"))).toEqual(exported);
    expect((await stat(first)).mode & 0o777).toBe(0o600);
    const hashes = () => prisma.password.findMany({ select: { userId: true, hash: true }, orderBy: { userId: "asc" } });
    expect(await other.database.prisma.password.findMany({ select: { userId: true, hash: true }, orderBy: { userId: "asc" } })).toEqual(
      await hashes(),
    );
    const code = authenticatorCode(SEED, other.deps.clock.now());
    expect((await other.call("/v1/auth/totp/verify", { loginId: "countess", code })).status).toBe(200);
    expect((await other.call("/v1/auth/password/signin", { loginId: "plain", password: PASSWORD })).status).toBe(200);
    await other.close();
  });

  it("leaves out an address that the user has left and never shown to be theirs", async () => {
    const { prisma } = server.database;
    await server.manage("POST /v1/mgmt/user/create", {
      loginId: "victim@example.com",
      email: "mallory@example.com",
      additionalLoginIds: ["mallory"],
    });
    await prisma.loginId.updateMany({ data: { provenAt: null } });
    const file = join(folder, "users.json");

    await run("export", [file]);

    expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject([{ loginId: "mallory", email: "mallory@example.com" }]);
  });

  it.each([
    ["temporary", { mustChange: true }],
    ["locked", { lockedAt: new Date() }],
  ])("leaves out a password that signs nobody in as it is: %s", async (_, data) => {
    await server.manage("POST /v1/mgmt/user/create", { loginId: "ada", hashedPassword: { md5 } });
    await server.database.prisma.password.updateMany({ data });
    const file = join(folder, "users.json");

    await run("export", [file]);

    expect(await readFile(file, "utf8")).not.toContain("hashedPassword");
  });

  it("writes over no file, and leaves none where a key cannot be opened", async () => {
    const file = await write("users.json", "[]");
    expect(await run("export", [file])).toMatchObject({ status: 1, told: expect.stringContaining("is there already") });
    await server.manage("POST /v1/mgmt/user/create/batch", { users: [{ loginId: "ada", seed: SEED }] });
    await server.database.prisma.totpKey.updateMany({ data: { sealedKey: "another1.AAAA" } });

    const other = join(folder, "others.json");
    expect(await run("export", [other])).toMatchObject({ status: 1, told: expect.stringContaining("AUTH_SECRET does not list") });
    expect(existsSync(other)).toBe(false);
  });
});
