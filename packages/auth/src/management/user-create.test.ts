import { createHash } from "node:crypto";
import type { HashedPassword } from "@repo/contract/management/hashed-password";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { requestSignInLink, verifyMagicLink } from "../links/magic-link";
import { showCode } from "../testing/authenticator";
import { collectLetters, collectTokens, managementCaller, testCaller } from "../testing/deps";
import { outcomeOf, outcomesAtOnce } from "../testing/outcome";
import { ADA, addTenant, BOB, enter, openScene, openSceneOnFile, PASSWORD, refresh, type Scene, signIn, userOf } from "../testing/scene";
import { verifyTotp } from "../totp/verify";
import { createTestUser, createUser, createUsers } from "./user-create";
import { deleteUsers } from "./user-delete";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene({ approvedDomains: ["app.example"] });
});

afterEach(() => scene.close());

const manager = () => managementCaller(scene.deps, { id: "K1", name: "back office" });

/** As in the RFCs' and the makers' own examples, of PASSWORD: by node:crypto, @node-rs/bcrypt and argon2. */
async function hashedForms(): Promise<Record<string, HashedPassword>> {
  const { hash: bcrypt } = await import("@node-rs/bcrypt");
  const { default: argon2 } = await import("argon2");
  const hex = (algorithm: string, text: string) => createHash(algorithm).update(text).digest("hex");
  return {
    bcrypt: { bcrypt: { hash: await bcrypt(PASSWORD, { cost: 4 }) } },
    argon2: { argon2: { hash: await argon2.hash(PASSWORD, { memoryCost: 1024, timeCost: 2, parallelism: 1 }) } },
    md5: { md5: { hash: hex("md5", PASSWORD) } },
    sha: { sha: { hash: hex("sha512", `pepper${PASSWORD}`), type: "sha512", salt: "pepper" } },
    django: { django: { hash: `sha1$seasalt$${hex("sha1", `seasalt${PASSWORD}`)}` } },
  };
}

describe("a user with a password of another system", () => {
  it.each(["bcrypt", "argon2", "md5", "sha", "django"])(
    "P30, P14: signs in with it, and has one of our hashes from then on: %s",
    async (form) => {
      const { deps, prisma } = scene;
      const hashed = (await hashedForms())[form];
      await createUser(deps, { loginId: ADA, hashedPassword: hashed }, manager());
      const { hash: before } = await prisma.password.findFirstOrThrow();

      expect(await outcomeOf(signIn(deps, ADA, { password: "wrong" }))).toBe("E062906");
      expect((await prisma.password.findFirstOrThrow()).hash).toBe(before);
      expect(await signIn(deps, ADA)).toMatchObject({ firstSeen: true, user: { status: "enabled", password: true } });

      const { hash: after } = await prisma.password.findFirstOrThrow();
      expect(after).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect(await outcomeOf(signIn(deps, ADA))).toBe("done");
      expect(await outcomeOf(signIn(deps, ADA, { password: "wrong" }))).toBe("E062906");
    },
  );

  // They were typed on another keyboard, and nobody there brought them to one spelling.
  it.each(["cafe\u0301 au lait", "\ufb01ne old bottles"])("P30: signs in with what was hashed as it was typed: %j", async (password) => {
    const md5 = { hash: createHash("md5").update(password).digest("hex") };
    await createUser(scene.deps, { loginId: ADA, hashedPassword: { md5 } }, manager());

    expect(await outcomeOf(signIn(scene.deps, ADA, { password }))).toBe("done");
    expect(await outcomeOf(signIn(scene.deps, ADA, { password: password.normalize("NFKC") }))).toBe("done");
  });

  it("P31: is not there where the hash is refused, and nothing was computed", async () => {
    const before = scene.deps.passwords.count;
    const hashedPassword = { pbkdf2: { hash: "A".repeat(44), salt: "c2FsdA==", iterations: 4_000_000_000, type: "sha256" } };

    expect(await outcomeOf(createUser(scene.deps, { loginId: ADA, hashedPassword }, manager()))).toBe("E011003");

    expect(await scene.prisma.user.count()).toBe(0);
    expect(scene.deps.passwords.count).toBe(before);
  });
});

describe("a user with a password in clear", () => {
  it("P12, P33: signs in with it, and it is stored nowhere", async () => {
    const own = await openSceneOnFile();
    onTestFinished(() => own.close());
    await createUser(own.deps, { loginId: ADA, password: PASSWORD }, manager());

    expect(await outcomeOf(signIn(own.deps, ADA))).toBe("done");
    expect((await own.readFiles()).includes(PASSWORD)).toBe(false);
  });

  it.each(["short", "ada@example.com", "x".repeat(60_000)])("P1, P7: is refused by the policy: %.20s", async (password) => {
    expect(await outcomeOf(createUser(scene.deps, { loginId: ADA, password }, manager()))).toBe("E062901");
  });
});

describe("a user of another system", () => {
  const SEED = "JBSWY3DPEHPK3PXP";

  it.each([
    ["ten bytes", SEED],
    ["twenty bytes, in lower case and groups", "jbsw y3dp ehpk 3pxp jbsw y3dp ehpk 3pxp"],
    ["padded", `${SEED}JBSWY3DPEE======`],
  ])("F2, P33: signs in by the authenticator app they had, whose key is sealed: %s", async (_, seed) => {
    const own = await openSceneOnFile();
    onTestFinished(() => own.close());
    const { createdUsers } = await createUsers(own.deps, { users: [{ loginId: ADA, seed }] }, manager());
    const code = showCode(own.deps, seed.replace(/[ =]/g, "").toUpperCase());

    expect(createdUsers).toMatchObject([{ TOTP: true }]);
    expect(await verifyTotp(own.deps, { loginId: ADA, code }, testCaller(own.deps))).toMatchObject({ claims: { amr: ["totp"] } });
    expect((await own.readFiles()).includes(SEED)).toBe(false);
  });

  it.each(["", "A".repeat(104), "A".repeat(15), "A".repeat(17), "JBSWY3DPEHPK3PX1", "\u0130".repeat(16)])(
    "has no authenticator by what is no key: %j",
    async (seed) => {
      const { createdUsers, failedUsers } = await createUsers(scene.deps, { users: [{ loginId: ADA, seed }] }, manager());

      expect(createdUsers.map(({ TOTP }) => TOTP)).toEqual(seed === "" ? [false] : []);
      expect(failedUsers).toHaveLength(seed === "" ? 0 : 1);
    },
  );

  it("keeps when they came, and is stored as of now", async () => {
    const now = Math.floor(scene.deps.clock.now().getTime() / 1000);
    const users = [
      { loginId: ADA, createdTime: 1_500_000_000, password: PASSWORD },
      { loginId: BOB, createdTime: 0 },
    ];

    const { createdUsers } = await createUsers(scene.deps, { users }, manager());

    expect(createdUsers).toMatchObject([
      { createdTime: 1_500_000_000, modifiedTime: now },
      { createdTime: now, modifiedTime: now },
    ]);
    expect(await scene.prisma.password.findFirstOrThrow()).toMatchObject({ changedAt: scene.deps.clock.now() });
  });

  it("has the roles that are named, and those that new users are given only where they are new", async () => {
    const { prisma, deps } = scene;
    const createdAt = deps.clock.now();
    await addTenant(scene, "T1");
    for (const [name, scope] of [
      ["Everybody", "project"],
      ["Member", "T1"],
      ["Editor", "project"],
    ] as const)
      await prisma.role.create({
        data: { id: name, name, scope, tenantId: scope === "T1" ? "T1" : null, isDefault: name !== "Editor", createdAt },
      });
    await prisma.tenantDefaultRole.create({ data: { tenantId: "T1", roleId: "Member" } });
    const withRoles = (roleNames?: string[]) => ({ roleNames, userTenants: [{ tenantId: "T1", roleNames }] });
    const users = [
      { loginId: "new", ...withRoles() },
      { loginId: "new to an SDK", ...withRoles([]) },
      { loginId: "editor", ...withRoles(["Editor"]) },
      { loginId: "from before", ...withRoles(), createdTime: 1_500_000_000 },
    ];

    const { createdUsers } = await createUsers(deps, { users }, manager());

    expect(createdUsers.map(({ roleNames, userTenants }) => [roleNames, userTenants[0]?.roleNames])).toEqual([
      [["Everybody"], ["Member"]],
      [["Everybody"], ["Member"]],
      [["Editor"], ["Editor"]],
      [[], []],
    ]);
  });

  it("P33: is told to be refused without what was secret about them", async () => {
    const secrets = { password: PASSWORD, hashedPassword: { md5: { hash: "900150983cd24fb0d6963f7d28e17f72" } }, seed: SEED };

    const answer = await createUsers(
      scene.deps,
      {
        users: [
          { loginId: ADA, ...secrets },
          { loginId: "@", ...secrets },
        ],
      },
      manager(),
    );

    expect(answer.failedUsers).toHaveLength(2);
    for (const secret of [PASSWORD, "900150983cd24fb0d6963f7d28e17f72", SEED]) expect(JSON.stringify(answer)).not.toContain(secret);
  });

  it("has every login ID for a name, and letters by those that are addresses", async () => {
    const { deps } = scene;
    await createUser(deps, { loginId: "ada", email: ADA, additionalLoginIds: ["ada@old.example", "countess"] }, manager());

    await requestSignInLink(deps, { loginId: "ada@old.example" }, testCaller(deps));
    expect(await collectLetters(deps)).toMatchObject([{ kind: "magicLink", to: ADA }]);
    await createUser(deps, { loginId: "bob", email: BOB, verifiedEmail: false, additionalLoginIds: ["bob@old.example"] }, manager());
    expect(await outcomeOf(requestSignInLink(deps, { loginId: "bob@old.example" }, testCaller(deps)))).toBe("E062108");
  });
});

describe("a batch", () => {
  it("stores each user by themselves, with a row that tells of them", async () => {
    const users = Array.from({ length: 30 }, (_, index) => ({ loginId: `user ${index % 20}` }));

    const { createdUsers, failedUsers } = await createUsers(scene.deps, { users }, manager());

    expect([createdUsers.length, failedUsers.length]).toEqual([20, 10]);
    expect(await scene.prisma.user.count()).toBe(20);
    expect(await scene.prisma.auditEvent.groupBy({ by: ["action", "actorId"], _count: true })).toEqual([
      { action: "UserCreated", actorId: "back office", _count: 20 },
    ]);
  });

  it("asks no more of each user than of the one before", async () => {
    const { statements, deps } = scene;
    const countFor = async (prefix: string, length: number) => {
      const before = statements.length;
      await createUsers(deps, { users: Array.from({ length }, (_, index) => ({ loginId: `${prefix} ${index}` })) }, manager());
      return statements.length - before;
    };
    const one = await countFor("a", 1);

    expect(await countFor("b", 10)).toBe(10 * one);
    expect(one).toBeLessThanOrEqual(8);
  });

  it.each([1, 2, 3])("makes one user of one login ID that twenty bring at once (round %i)", async () => {
    const batches = await Promise.all(Array.from({ length: 20 }, () => createUsers(scene.deps, { users: [{ loginId: ADA }] }, manager())));

    expect(batches.flatMap(({ createdUsers }) => createdUsers)).toHaveLength(1);
    expect(await scene.prisma.user.count()).toBe(1);
  });
});

describe("twenty creates at once whose login IDs overlap", () => {
  it("make one user, with all of them", async () => {
    const inputs = Array.from({ length: 20 }, (_, index) => ({ loginId: `user ${index}`, additionalLoginIds: ["shared"] }));

    expect(await outcomesAtOnce(20, (index) => createUser(scene.deps, inputs[index] ?? expect.fail(), manager()))).toEqual({
      done: 1,
      E062107: 19,
    });
    expect(await scene.prisma.loginId.count()).toBe(2);
  });
});

describe("an invitation", () => {
  it("leads to the sign-in, and to who is invited from the first sign-in on", async () => {
    const { deps } = scene;
    await createUser(deps, { loginId: "countess", email: ADA, invite: true }, manager());

    expect(await collectLetters(deps)).toMatchObject([
      { kind: "invitation", to: ADA, props: { url: "http://localhost:3000/sign-in", loginId: "countess" } },
    ]);
    expect(await enter(deps, "countess")).toMatchObject({ firstSeen: true, user: { status: "enabled" } });
  });

  it("leads to an approved page, in the language and with the words of the call", async () => {
    const input = { inviteUrl: "https://app.example/welcome?team=7", locale: "de", templateOptions: { note: "See you on Monday" } };

    await createUser(scene.deps, { loginId: ADA, invite: true, ...input }, manager());

    expect(await collectLetters(scene.deps)).toMatchObject([
      { locale: "de", props: { url: input.inviteUrl, templateOptions: { note: "See you on Monday" } } },
    ]);
  });

  it("is sent again by user ID, and changes nothing about the user", async () => {
    const { deps } = scene;
    const { user } = await createUser(deps, { loginId: ADA, displayName: "Ada", invite: true }, manager());

    const again = await createUser(deps, { loginId: user.userId, displayName: "Somebody", invite: true }, manager());

    expect(again).toEqual({ user, created: false });
    expect(await collectLetters(deps)).toHaveLength(2);
    expect((await scene.prisma.auditEvent.findMany({ orderBy: { id: "asc" } })).map(({ action }) => action).sort()).toEqual([
      "UserCreated",
      "UserInvited",
    ]);
  });

  it.each([
    ["a test user", { test: true }],
    ["who is to be told in another way", { sendMail: false }],
  ])("is mailed to nobody: %s", async (_, more) => {
    await createUser(scene.deps, { loginId: ADA, invite: true, ...more }, manager());

    expect(await collectLetters(scene.deps)).toEqual([]);
  });

  it("makes nobody where it cannot be mailed", async () => {
    expect(await outcomeOf(createUser(scene.deps, { loginId: "ada", invite: true }, manager()))).toBe("E011003");
    expect(await userOf(scene, "ada")).toBeNull();
  });

  it("is not for test users that are made as such", async () => {
    await createTestUser(scene.deps, { loginId: ADA }, manager());

    expect(await userOf(scene, ADA)).toMatchObject({ test: true });
  });
});

describe("S55: users whom management deletes by the hundred", () => {
  it("are out at once, and no link lets them in again, not even one from before they were there", async () => {
    const { deps } = scene;
    const { refreshJwt, user } = await enter(deps, ADA);
    await requestSignInLink(deps, { loginId: ADA }, testCaller(deps));
    const [token = ""] = await collectTokens(deps);
    const bob = await enter(deps, BOB);
    await addTenant(scene, "T1", { members: [user.userId] });

    await deleteUsers(deps, { userIds: [user.userId, "U000000000000000000000000000"] }, manager());

    expect(await outcomeOf(refresh(deps, refreshJwt))).toBe("E064002");
    expect(await outcomeOf(verifyMagicLink(deps, { token }, testCaller(deps)))).toBe("E062504");
    expect(await outcomeOf(refresh(deps, bob.refreshJwt))).toBe("done");
    expect(await scene.prisma.auditEvent.findMany({ where: { action: "UserDeleted" } })).toMatchObject([
      { userId: user.userId, actorId: "back office" },
    ]);
  });

  it("are as many statements as one", async () => {
    const { statements, deps } = scene;
    const users = Array.from({ length: 40 }, (_, index) => ({ loginId: `user ${index}` }));
    const { createdUsers } = await createUsers(deps, { users }, manager());
    const [first = "", ...others] = createdUsers.map(({ userId }) => userId);
    const countFor = async (userIds: string[]) => {
      const before = statements.length;
      await deleteUsers(deps, { userIds }, manager());
      return statements.length - before;
    };

    expect(await countFor([first])).toBe(await countFor(others));
    expect(await scene.prisma.user.count()).toBe(0);
  });
});
