import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { showCode } from "@repo/auth/testing/authenticator";
import { collectCode, createTestClock } from "@repo/auth/testing/deps";
import { openDatabase } from "@repo/db/client";
import { migrationsFolder, repositoryRoot } from "@repo/db/locate";
import { migrate } from "@repo/db/migrate";
import { createEmptyPostgres, hasPostgres } from "@repo/db/testing/database";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyTables } from "../../../prisma/copy-tables.mjs";
import { openSource, openTarget } from "../../../prisma/open-tables.mjs";
import { createTestApi, PASSWORD, signUp, type TestApi } from "./testing/rest-api";

const ROOT = repositoryRoot(import.meta.dirname);
const SEED_PASSWORD = "seven lanterns by the river";

let folder: string;
/** What everything is made in: an SQLite file, of a server that goes on. */
let first: TestApi;
let kept: { refreshJwt: string; recoveryCode: string; accessKey: string; totpKey: string };

/** As whoever operates the server types it. */
function run(script: string, databaseUrl: string, ...words: string[]) {
  const env = { ...process.env, DATABASE_URL: databaseUrl, AUTH_SECRET: "a secret for tests that is long enough" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "prisma", script), ...words], { encoding: "utf8", env });
  return { status, said: `${stdout}${stderr}` };
}

const move = (from: string, to: string) => run("move-database.mjs", from, to);

/** Names, counts and digests of the tables, as the command has printed them. */
const tablesIn = (said: string) => said.split("\n").filter((line) => /^ {2}\w+ +\d+ {2}[\da-f]{16}$/.test(line));

/** A server that starts on a database. */
async function start(databaseUrl: string): Promise<TestApi> {
  await migrate(databaseUrl, migrationsFolder(ROOT, databaseUrl));
  return createTestApi({ databaseUrl, clock: createTestClock(first.deps.clock.now()) });
}

async function signIn(api: TestApi, loginId: string, password: string, token?: string) {
  return (await api.call<{ refreshJwt: string }>("/v1/auth/password/signin", { loginId, password }, { token })).body;
}

/** A user of each kind, what they sign in with, and what was under way. */
async function fillByOperations(): Promise<typeof kept> {
  expect(run("seed.mjs", first.databaseUrl).status).toBe(0);
  const ada = await signUp(first);
  const { body: recovery } = await first.call<{ codes: { code: string }[] }>(
    "/v1/auth/recovery-codes",
    { loginId: "ada@example.com" },
    { token: ada.refreshJwt },
  );
  const { cleartext } = await first.manage<{ cleartext: string }>("POST /v1/mgmt/accesskey/create", {
    name: "reports",
    keyTenants: [{ tenantId: "northfold", roleNames: ["Editor"] }],
  });
  expect(run("admin.mjs", first.databaseUrl, "key", "create", "back office").status).toBe(0);
  await first.call("/v1/auth/password/signin", { loginId: "ada@example.com", password: "wrong" });
  await first.call("/v1/auth/otp/signup/email", { loginId: "new@example.com" });
  // What Postgres stores otherwise.
  const { userId } = await first.database.prisma.session.findFirstOrThrow();
  const note = { id: "N1", userId, text: "a\0b", createdAt: first.deps.clock.now() };
  await first.database.prisma.note.create({ data: note });
  await first.database.prisma.userPicture.create({
    data: { userId, key: "P1", bytes: Buffer.from([0, 255, 92]), createdAt: note.createdAt },
  });
  return {
    refreshJwt: ada.refreshJwt,
    recoveryCode: recovery.codes[0]?.code ?? "",
    accessKey: cleartext,
    totpKey: "GATEHOUSEDEMOKEYFORLOOKINGAROUND",
  };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "gatehouse-move-"));
  first = await createTestApi();
  kept = await fillByOperations();
});

afterAll(async () => {
  await first.close();
  await rm(folder, { recursive: true });
});

/** Everything that somebody could do before, and what comes of changes afterwards. */
async function expectToGoOn(api: TestApi): Promise<void> {
  expect(await api.call("/v1/auth/refresh", {}, { token: kept.refreshJwt })).toMatchObject({ status: 200 });
  expect(await signIn(api, "ada@example.com", PASSWORD)).toMatchObject({ claims: { amr: ["pwd"] } });
  const tenants = { northfold: { roles: ["Editor"] }, umbra: { roles: ["Bookkeeper"], permissions: ["billing.manage"] } };
  expect(await signIn(api, "ada@northfold.example", SEED_PASSWORD)).toMatchObject({ claims: { roles: ["Administrator"], tenants } });
  const { refreshJwt } = await signIn(api, "grace@northfold.example", SEED_PASSWORD);
  const second = { loginId: "grace@northfold.example", code: showCode(api.deps, kept.totpKey), loginOptions: { mfa: true } };
  expect(await api.call("/v1/auth/totp/verify", second, { token: refreshJwt })).toMatchObject({ status: 200 });
  const recovery = { loginId: "ada@example.com", code: kept.recoveryCode };
  expect(await api.call("/v1/auth/recovery-codes/signin", recovery)).toMatchObject({ status: 200 });
  // The letter that waited, and the code in it.
  const code = await collectCode(api.deps);
  expect(await api.call("/v1/auth/otp/verify/email", { loginId: "new@example.com", code })).toMatchObject({ status: 200 });
  expect(await api.call("/v1/auth/accesskey/exchange", {}, { token: kept.accessKey })).toMatchObject({ status: 200 });
  expect(await api.database.prisma.userPicture.findFirst()).toMatchObject({ bytes: new Uint8Array([0, 255, 92]) });
  // Triggers and foreign keys are there again.
  const found = await api.manage<{ total: number }>("POST /v2/mgmt/user/search", { text: "new@exam" });
  expect(found.total).toBe(1);
  await api.manage("POST /v1/mgmt/user/delete", { loginId: "ada@northfold.example" });
  expect(await api.database.prisma.userTenantRole.count({ where: { tenantId: "umbra" } })).toBe(1);
  expect(api.errors).toEqual([]);
}

describe.skipIf(!hasPostgres())("on Postgres", () => {
  it("pnpm seed, admin, keys:rotate and export do what they do on SQLite", async () => {
    const postgres = await createEmptyPostgres();
    const api = await start(postgres.url);
    const said = (...words: string[]) => run("admin.mjs", postgres.url, ...words).said;

    expect(run("seed.mjs", postgres.url).said).toContain("30 people added");
    expect(await signIn(api, "ada@northfold.example", SEED_PASSWORD)).toMatchObject({ claims: { roles: ["Administrator"] } });

    const [key] = /^mk_.+$/m.exec(said("key", "create", "back office", "--days", "9")) ?? [];
    expect((await api.call("/v1/mgmt/license", undefined, { token: key })).status).toBe(200);
    expect(said("key", "create", "back office")).toContain("There is a key by the name of back office already");
    expect(said("key", "delete", "back office")).toContain("opens nothing any more");

    expect(run("rotate-signing-key.mjs", postgres.url).said).toContain("Asked for a new signing key");
    expect(await api.database.prisma.signingKey.count({ where: { replaceAt: { not: null } } })).toBe(1);

    const [fromSqlite, fromPostgres] = [join(folder, "sqlite.json"), join(folder, "postgres.json")];
    expect(run("export-users.mjs", postgres.url, fromPostgres)).toMatchObject({
      status: 0,
      said: expect.stringContaining("30 users written"),
    });
    expect(run("export-users.mjs", first.databaseUrl, fromSqlite).status).toBe(0);
    expect(await seededIn(fromPostgres)).toEqual(await seededIn(fromSqlite));

    await api.close();
    await postgres.drop();
  });
});

/** Of an exported file those whom the seed has made, but for what is another in each database. */
async function seededIn(file: string) {
  const users: { loginId: string; userId: string; createdTime: number; hashedPassword?: object }[] = JSON.parse(
    await readFile(file, "utf8"),
  );
  return users
    .filter(({ loginId }) => /@(northfold|umbra|elsewhere|xn--bcher-kva)\.example$/.test(loginId))
    .sort((one, other) => (one.loginId < other.loginId ? -1 : 1))
    .map((user) => ({ ...user, userId: "", createdTime: 0, hashedPassword: user.hashedPassword !== undefined }));
}

describe.skipIf(!hasPostgres())("pnpm db:move, from SQLite to Postgres and back", () => {
  let postgres: Awaited<ReturnType<typeof createEmptyPostgres>>;
  let back: string;
  const open: TestApi[] = [];

  beforeAll(async () => {
    postgres = await createEmptyPostgres();
    back = `file:${join(folder, "back.db")}`;
  });

  afterAll(async () => {
    await Promise.all(open.map((api) => api.close()));
    await postgres.drop();
  });

  it("copies every row, the same on both sides, and nothing when it runs again", async () => {
    const there = move(first.databaseUrl, postgres.url);
    const andBack = move(postgres.url, back);

    expect([there.status, andBack.status]).toEqual([0, 0]);
    expect(tablesIn(there.said).length).toBeGreaterThan(20);
    expect(tablesIn(andBack.said)).toEqual(tablesIn(there.said));
    for (const again of [move(first.databaseUrl, postgres.url), move(postgres.url, back)]) {
      expect(again).toMatchObject({ status: 0, said: expect.stringContaining("Nothing to do: both hold the same") });
      expect(tablesIn(again.said)).toEqual(tablesIn(there.said));
    }
    const file = await stat(back.slice(5));
    expect(file.mode & 0o777).toBe(0o600);
  });

  it("brings over what has changed since, and only that", async () => {
    const { prisma } = first.database;
    await prisma.user.update({ where: { id: (await prisma.note.findFirstOrThrow()).userId }, data: { name: "Ada of the changes" } });
    await prisma.loginId.deleteMany({ where: { loginId: "theo" } });
    await prisma.tenant.update({ where: { id: "umbra" }, data: { parentId: "northfold" } });
    await prisma.userText.deleteMany({ where: { text: { contains: "nobody@" } } });
    await signUp(first, "later@example.com");

    const { status, said } = move(first.databaseUrl, postgres.url);

    expect({ status, said }).toMatchObject({ status: 0, said: expect.stringContaining("the same in both by count and digest") });
    const copy = await openDatabase(postgres.url);
    expect(await copy.prisma.loginId.findMany({ where: { loginId: { in: ["theo", "later@example.com"] } } })).toHaveLength(1);
    expect(await copy.prisma.tenant.findUnique({ where: { id: "umbra" } })).toMatchObject({ parentId: "northfold" });
    const withLoginIds = await copy.prisma.user.count({ where: { loginIds: { some: {} } } });
    expect(await copy.prisma.userText.count()).toBe(withLoginIds);
    await copy.close();
    expect(move(postgres.url, back).status).toBe(0);
  });

  it.each([
    ["Postgres", () => first.databaseUrl, () => postgres.url],
    ["SQLite", () => postgres.url, () => back],
  ])("goes on after it was cut short, and no server starts before it is whole: to %s", async (_, from, to) => {
    // So that there is much to copy again.
    const copy = await openDatabase(to());
    await Promise.all([copy.prisma.loginId.deleteMany(), copy.prisma.password.deleteMany(), copy.prisma.userTenant.deleteMany()]);
    await copy.close();
    const [source, target] = [await openSource(from()), await openTarget(to())];
    let pieces = 0;
    const cut = {
      batch: 7,
      progress() {
        pieces += 1;
        if (pieces === 4) throw new Error("cut short");
      },
    };
    await expect(copyTables(source, target, cut)).rejects.toThrow("cut short");
    await Promise.all([source.close(), target.close()]);

    await expect(start(to())).rejects.toThrow("pnpm db:move was cut short");
    const { status, said } = move(from(), to());

    expect({ status, said }).toMatchObject({ status: 0, said: expect.stringContaining("Going on") });
  });

  it.each([
    ["Postgres", () => postgres.url],
    ["the file that was moved back", () => back],
  ])("keeps everybody signed in, and what they sign in with: on %s", async (_, url) => {
    const api = await start(url());
    open.push(api);

    await expectToGoOn(api);
  });

  it("refuses in words a target that a server has worked on since, and changes nothing there", async () => {
    const [server] = open;
    await server?.close();
    open.shift();

    const { status, said } = move(first.databaseUrl, postgres.url);

    expect({ status, said }).toMatchObject({ status: 1, said: expect.stringContaining("The target holds other data") });
    const copy = await openDatabase(postgres.url);
    expect(await copy.prisma.loginId.count({ where: { loginId: "ada@northfold.example" } })).toBe(0);
    await copy.close();
  });
});

describe("pnpm db:move", () => {
  it.each([
    ["a flag", ["--help"], "Usage:"],
    ["itself", ["SOURCE"], "The target is the database of DATABASE_URL itself."],
    ["no database", ["mysql://root@localhost/x"], 'The URL of a database is "file:" and the path of a file'],
    ["a file that cannot be made", [`file:${import.meta.filename}/x.db`], `${import.meta.filename}/x.db: `],
    ["a file that is no database", [`file:${import.meta.filename}`], `${import.meta.filename}: file is not a database`],
    ["one that cannot be reached", ["postgres://gatehouse:secret@127.0.0.1:9/nothing"], "Postgres at 127.0.0.1:9/nothing: "],
  ])("says what is wrong with %s", (_, words, said) => {
    const { status, said: told } = run(
      "move-database.mjs",
      first.databaseUrl,
      ...words.map((word) => word.replace("SOURCE", first.databaseUrl)),
    );

    expect({ status, told }).toMatchObject({ status: 1, told: expect.stringContaining(said) });
    expect(told.trim().split("\n").length, told).toBeLessThan(8);
    expect(told).not.toContain("secret");
  });
});

describe("pnpm db:backup", () => {
  const backup = (from: string, file: string) => run("backup-database.mjs", from, join(folder, file));

  it("writes a whole copy of a database that a server is at work on, for its owner alone", async () => {
    const { status, said } = backup(first.databaseUrl, "of-sqlite.db");

    expect({ status, said }).toMatchObject({ status: 0, said: expect.stringMatching(/ {2}User +\d+\n[\s\S]* rows, \d+\.\d MB, in /) });
    expect((await stat(join(folder, "of-sqlite.db"))).mode & 0o777).toBe(0o600);
    const api = await start(`file:${join(folder, "of-sqlite.db")}`);
    expect(await api.call("/v1/auth/refresh", {}, { token: kept.refreshJwt })).toMatchObject({ status: 200 });
    await api.close();
  });

  it.skipIf(!hasPostgres())("writes one of Postgres, which is a file that comes back to Postgres", async () => {
    const [postgres, restored] = [await createEmptyPostgres(), await createEmptyPostgres()];
    expect(move(first.databaseUrl, postgres.url).status).toBe(0);
    const server = await start(postgres.url);

    expect(backup(postgres.url, "of-postgres.db")).toMatchObject({ status: 0 });

    expect((await stat(join(folder, "of-postgres.db"))).mode & 0o777).toBe(0o600);
    expect(move(`file:${join(folder, "of-postgres.db")}`, restored.url)).toMatchObject({ status: 0 });
    const again = await start(restored.url);
    expect(await again.call("/v1/auth/refresh", {}, { token: kept.refreshJwt })).toMatchObject({ status: 200 });
    await Promise.all([server.close(), again.close()]);
    await Promise.all([postgres.drop(), restored.drop()]);
  });

  it("overwrites nothing, and leaves nothing behind where there is no database", async () => {
    await writeFile(join(folder, "there.db"), "mine");

    expect(backup(first.databaseUrl, "there.db")).toMatchObject({ status: 1, said: expect.stringContaining("is there already") });
    expect(backup("file:/nowhere/at/all.db", "none.db")).toMatchObject({ status: 1, said: expect.stringContaining("no database") });
    expect(backup("postgres://gatehouse@127.0.0.1:9/nothing", "none.db")).toMatchObject({
      status: 1,
      said: expect.stringMatching(/^Postgres at/),
    });
    expect((await readdir(folder)).filter((name) => name.startsWith("none.db"))).toEqual([]);
  });
});
