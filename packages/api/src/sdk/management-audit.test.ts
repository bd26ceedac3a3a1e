import { collectCode } from "@repo/auth/testing/deps";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";
import { readToken } from "../testing/sdk-links";

let scene: SdkScene;

beforeEach(async () => {
  scene = await createSdkScene();
});

afterEach(() => scene.server.close());

describe("sdk.management.audit.search", () => {
  it("tells what people and management did, by login ID", async () => {
    const { userId } = await scene.signUp();
    await scene.management.user.logoutUser(LOGIN_ID);
    const now = scene.server.deps.clock.now().getTime();

    const { data } = await scene.management.audit.search({ loginIds: [LOGIN_ID], actions: ["LoginSucceed", "UserLoggedOut"] });

    expect(data).toHaveLength(2);
    expect(data).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ action: "LoginSucceed", userId, loginIds: [LOGIN_ID], method: "password", occurred: now }),
        expect.objectContaining({ action: "UserLoggedOut", userId, loginIds: [LOGIN_ID], actorId: "MANAGEMENT_KEY" }),
      ]),
    );
  });

  it("tells codes from links, though both are by mail", async () => {
    await scene.sdk.otp.signUp.email(LOGIN_ID);
    await scene.sdk.otp.verify.email(LOGIN_ID, await collectCode(scene.server.deps));
    await scene.sdk.magicLink.signIn.email(LOGIN_ID, "http://localhost:3000/link");
    await scene.sdk.magicLink.verify(await readToken(scene));
    const countOf = async (method: string) => (await scene.management.audit.search({ methods: [method] })).data?.length;

    expect([await countOf("otp"), await countOf("magiclink"), await countOf("password")]).toEqual([1, 1, 0]);
  });

  it("answers an empty list for nothing", async () => {
    expect((await scene.management.audit.search({ text: "nothing of the kind" })).data).toEqual([]);
  });
});

describe("sdk.management.audit.createEvent", () => {
  it("records an event, which searchAll counts", async () => {
    const { projectId } = scene.server.deps.config;
    const event = { action: "InvoicePaid", type: "warn", actorId: "billing", tenantId: "T1", data: { invoice: 7 } } as const;

    expect((await scene.management.audit.createEvent(event)).ok).toBe(true);
    expect((await scene.management.audit.searchAll({ tenants: ["T1"] })).data).toMatchObject({
      total: 1,
      audits: [{ projectId, action: "InvoicePaid", actorId: "billing", tenants: ["T1"], data: { invoice: 7 } }],
    });
  });
});
