import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSdkScene, LOGIN_ID, type SdkScene } from "../testing/sdk";

let scene: SdkScene;

beforeEach(async () => {
  scene = await createSdkScene();
});

afterEach(() => scene.server.close());

const tenants = () => scene.management.tenant;

describe("sdk.management.tenant", () => {
  it("creates, loads, replaces and deletes a tenant", async () => {
    const { data } = await tenants().create("Acme", ["Acme.example"], { plan: "gold", seats: 12 }, true, false);
    const id = data?.id ?? "";

    expect((await tenants().load(id)).data).toEqual({
      id,
      name: "Acme",
      selfProvisioningDomains: ["acme.example"],
      customAttributes: { plan: "gold", seats: 12 },
      authType: "none",
      domains: [],
      createdTime: expect.any(Number),
      disabled: false,
      enforceSSO: true,
      enforceSSOExclusions: [],
      federatedAppIds: [],
      parent: "",
      successors: [],
      defaultRoles: [],
      roleInheritance: "",
    });
    expect((await tenants().update(id, "Acme & Daughters")).ok).toBe(true);
    expect((await tenants().load(id)).data).toMatchObject({ name: "Acme & Daughters", selfProvisioningDomains: [], customAttributes: {} });
    expect((await tenants().delete(id)).ok).toBe(true);
    expect(await tenants().load(id)).toMatchObject({ ok: false, code: 404, error: { errorCode: "E112201" } });
  });

  it("answers E112202 for an ID that is taken", async () => {
    await tenants().createWithId("acme", "Acme");

    expect(await tenants().createWithId("acme", "Another")).toMatchObject({ ok: false, code: 400, error: { errorCode: "E112202" } });
  });

  it("finds tenants below another, and by all the rest", async () => {
    await tenants().createWithId("group", "The Group");
    await tenants().createWithId("acme", "Acme", ["acme.example"], { plan: "gold" }, false, false, "group", "userOnly");
    const idsOf = ({ data = [] }: { data?: { id: string }[] }) => data.map(({ id }) => id);

    expect(idsOf(await tenants().loadAll())).toEqual(["acme", "group"]);
    expect(idsOf(await tenants().searchAll(undefined, undefined, undefined, undefined, "group"))).toEqual(["acme"]);
    expect(idsOf(await tenants().searchAll(["acme", "group"], ["Acme"], ["acme.example"], { plan: "gold" }))).toEqual(["acme"]);
    expect((await tenants().load("group")).data).toMatchObject({ successors: ["acme"] });
  });

  it("keeps settings", async () => {
    await tenants().createWithId("acme", "Acme");
    const settings: Parameters<SdkScene["management"]["tenant"]["configureSettings"]>[1] = {
      selfProvisioningDomains: ["acme.example"],
      domains: ["sso.acme.example"],
      enabled: true,
      refreshTokenExpiration: 3,
      refreshTokenExpirationUnit: "days",
      sessionTokenExpiration: 5,
      sessionTokenExpirationUnit: "minutes",
    };

    expect((await tenants().configureSettings("acme", settings)).ok).toBe(true);

    expect((await tenants().getSettings("acme")).data).toMatchObject(settings);
  });

  it("gives default roles to who joins, and takes those along who belong to nothing else", async () => {
    await tenants().createWithId("acme", "Acme", ["example.com"]);
    await scene.management.role.create("Member", undefined, undefined, "acme");
    expect((await tenants().updateDefaultRoles("acme", ["Member"])).ok).toBe(true);
    const { refreshJwt } = await scene.signUp();
    await scene.proveEmail(refreshJwt);

    const joined = await scene.signInAs(undefined, { tenantId: "acme" });

    expect(joined.data?.user?.userTenants).toMatchObject([{ tenantId: "acme", tenantName: "Acme", roleNames: ["Member"] }]);
    expect((await tenants().delete("acme", true)).ok).toBe(true);
    expect(await scene.management.user.load(LOGIN_ID)).toMatchObject({ ok: false, code: 404 });
    expect((await scene.sdk.me(refreshJwt)).ok).toBe(false);
  });
});
