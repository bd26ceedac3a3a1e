import { createHash } from "node:crypto";
import { collectLetters } from "@repo/auth/testing/deps";
import { authenticatorCode } from "@repo/auth/testing/totp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PASSWORD } from "../testing/rest-api";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";

const BOB = "bob@example.com";
const SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

let scene: SdkScene;

beforeEach(async () => {
  scene = await createSdkScene();
});

afterEach(() => scene.server.close());

describe("sdk.management.user.create", () => {
  it("makes a member with roles and further login IDs", async () => {
    const { prisma } = scene.server.database;
    await scene.createTenant("acme");
    await prisma.role.create({ data: { id: "R1", name: "Editor", createdAt: new Date() } });

    const { data } = await scene.management.user.create(LOGIN_ID, {
      roles: ["Editor"],
      userTenants: [{ tenantId: "acme", roleNames: ["Editor"] }],
      additionalLoginIds: ["countess"],
      ssoAppIds: ["crm"],
    });

    expect(data).toMatchObject({
      loginIds: [LOGIN_ID, "countess"],
      roleNames: ["Editor"],
      userTenants: [{ tenantId: "acme", roleNames: ["Editor"] }],
      ssoAppIds: ["crm"],
    });
  });
});

describe("sdk.management.user.createTestUser", () => {
  it("makes a test user", async () => {
    expect((await scene.management.user.createTestUser(LOGIN_ID, {})).data).toMatchObject({ loginIds: [LOGIN_ID], test: true });
  });
});

describe("sdk.management.user.invite", () => {
  it("mails an invitation, and again by user ID", async () => {
    const { data } = await scene.management.user.invite(LOGIN_ID, { displayName: "Ada", sendMail: true });
    const again = await scene.management.user.invite(data?.userId ?? "", {});

    expect(data).toMatchObject({ loginIds: [LOGIN_ID], status: "invited" });
    expect(again.data).toEqual(data);
    expect(await collectLetters(scene.server.deps)).toMatchObject(Array(2).fill({ kind: "invitation", to: LOGIN_ID }));
  });
});

describe("sdk.management.user.createBatch", () => {
  it("brings users over with their passwords and authenticator apps, and tells who cannot come", async () => {
    await scene.seedUsers("taken");
    const md5 = { hash: createHash("md5").update(PASSWORD).digest("hex") };

    const { data } = await scene.management.user.createBatch([
      { loginId: LOGIN_ID, hashedPassword: { md5 }, status: "enabled", createdTime: 1_500_000_000 },
      { loginIdOrUserId: BOB, seed: SEED },
      { loginId: "taken" },
    ]);

    expect(data?.createdUsers).toMatchObject([
      { loginIds: [LOGIN_ID], status: "enabled", createdTime: 1_500_000_000 },
      { loginIds: [BOB] },
    ]);
    expect(data?.failedUsers).toMatchObject([{ failure: expect.stringContaining("E062107"), user: { loginIds: ["taken"] } }]);
    expect((await scene.sdk.password.signIn(LOGIN_ID, PASSWORD)).data?.user).toMatchObject({ loginIds: [LOGIN_ID] });
    const code = authenticatorCode(SEED, scene.server.deps.clock.now());
    expect((await scene.sdk.totp.verify(BOB, code)).data?.firstSeen).toBe(true);
  });
});

describe("sdk.management.user.inviteBatch", () => {
  it("mails each an invitation", async () => {
    const { data } = await scene.management.user.inviteBatch([{ loginId: LOGIN_ID }, { loginId: BOB }], undefined, true, false);

    expect(data?.createdUsers).toHaveLength(2);
    expect((await collectLetters(scene.server.deps)).map(({ to }) => to).sort()).toEqual([LOGIN_ID, BOB]);
  });
});

describe("sdk.management.user.deleteBatch", () => {
  it("deletes users by their IDs", async () => {
    const users = await scene.seedUsers(LOGIN_ID, BOB);

    expect((await scene.management.user.deleteBatch(Object.values(users))).ok).toBe(true);
    expect((await scene.management.user.load(LOGIN_ID)).code).toBe(404);
  });
});
