import type { JWTResponse } from "@repo/contract/session";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { requestSignInLink, verifyMagicLink } from "../links/magic-link";
import { showMe, showMyTenants } from "../session/about-me";
import { selectSessionTenant } from "../session/refresh";
import { collectTokens, managementCaller, testCaller } from "../testing/deps";
import { outcomeOf } from "../testing/outcome";
import { ADA, addTenant, BOB, enter, grantRole, openScene, proveAddresses, refresh, type Scene, signUp, userOf } from "../testing/scene";
import { createPermission, deletePermission, updatePermission } from "./permission";
import { createRole, deleteRole, loadRoles, updateRole } from "./role";
import { createTenant, deleteTenant, loadTenant, updateDefaultRoles, updateTenant } from "./tenant";
import { configureTenantSettings } from "./tenant-settings";
import { createUser } from "./user-create";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

const manager = () => managementCaller(scene.deps, { id: "K1", name: "back office" });
const addRole = (name: string, more: object = {}) => createRole(scene.deps, { name, ...more }, manager());
const acme = (more: object = {}) => createTenant(scene.deps, { id: "acme", name: "Acme", ...more }, manager());
const select = (refreshJwt: string, tenant = "acme") => selectSessionTenant(scene.deps, { tenant }, testCaller(scene.deps, refreshJwt));
const minutesOf = ({ claims }: JWTResponse) => ((claims.exp as number) - (claims.iat as number)) / 60;

/** Somebody signed in who belongs to acme, where they are Editor. */
async function member(loginId = ADA): Promise<JWTResponse> {
  const entered = await enter(scene.deps, loginId);
  await addTenant(scene, "acme", { members: [entered.user.userId], domains: ["example.com"] });
  await grantRole(scene, entered.user.userId, { name: "Editor", permissions: ["edit"], tenantId: "acme" });
  return refresh(scene.deps, entered.refreshJwt);
}

describe("a role that the project gives to new users", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["signs up with a password", () => signUp(scene.deps, ADA)],
    ["management makes", () => createUser(scene.deps, { loginId: ADA }, manager())],
  ])("is had by who %s, and not by who was there before", async (_, make) => {
    await enter(scene.deps, BOB);
    await addRole("Reader", { default: true });
    await addRole("Editor");

    await make();

    expect((await userOf(scene, ADA))?.roleNames).toEqual(["Reader"]);
    expect((await userOf(scene, BOB))?.roleNames).toEqual([]);
  });
});

describe("roles that a tenant gives to new members", () => {
  it("are had by who joins, and not by who was there before", async () => {
    await acme({ selfProvisioningDomains: ["example.com"] });
    const { user } = await enter(scene.deps, BOB);
    await scene.deps.store.userChanges.addTenant(user.userId, "acme");
    await addRole("Reader");
    await addRole("Member", { tenantId: "acme", default: true });
    await updateDefaultRoles(scene.deps, { id: "acme", defaultRoles: ["Reader", "Member"] }, manager());
    await enter(scene.deps, ADA);
    await proveAddresses(scene);

    const { claims } = await enter(scene.deps, ADA, { tenantId: "acme" });

    expect(claims.tenants).toEqual({ acme: { roles: ["Member", "Reader"], permissions: [] } });
    expect((await userOf(scene, BOB))?.tenants).toMatchObject([{ tenantId: "acme", roleNames: [] }]);
  });

  it("are one truth for the tenant and the role", async () => {
    await acme();
    await addRole("Member", { tenantId: "acme", default: true });

    expect((await loadTenant(scene.deps, { id: "acme" }, manager())).defaultRoles).toEqual(["Member"]);
    await updateDefaultRoles(scene.deps, { id: "acme", defaultRoles: [] }, manager());
    expect((await loadRoles(scene.deps, {}, manager())).roles).toMatchObject([{ name: "Member", default: false }]);
    await updateRole(scene.deps, { name: "Member", tenantId: "acme", newName: "Member", default: true }, manager());
    expect((await loadTenant(scene.deps, { id: "acme" }, manager())).defaultRoles).toEqual(["Member"]);
  });
});

describe("the next refresh and me", () => {
  it("know what has become of roles and permissions", async () => {
    const { refreshJwt } = await member();
    const now = async () => {
      const { claims, user } = await refresh(scene.deps, refreshJwt);
      expect(await showMe(scene.deps, {}, testCaller(scene.deps, refreshJwt))).toEqual(user);
      return claims.tenants;
    };

    await updatePermission(scene.deps, { name: "edit", newName: "change" }, manager());
    expect(await now()).toEqual({ acme: { roles: ["Editor"], permissions: ["change"] } });
    await updateRole(scene.deps, { name: "Editor", tenantId: "acme", newName: "Writer", permissionNames: ["change"] }, manager());
    expect(await now()).toEqual({ acme: { roles: ["Writer"], permissions: ["change"] } });
    await deletePermission(scene.deps, { name: "change" }, manager());
    expect(await now()).toEqual({ acme: { roles: ["Writer"], permissions: [] } });
    await deleteRole(scene.deps, { name: "Writer", tenantId: "acme" }, manager());
    expect(await now()).toEqual({ acme: {} });
    await deleteTenant(scene.deps, { id: "acme" }, manager());
    expect(await now()).toEqual({});
  });
});

describe("S80: a disabled tenant", () => {
  it("counts for nothing in the sessions of its members, and is theirs again when it is enabled", async () => {
    const { refreshJwt } = await member();
    const selected = await select(refreshJwt);
    expect(selected.claims.dct).toBe("acme");

    await updateTenant(scene.deps, { id: "acme", name: "Acme", disabled: true }, manager());

    const after = await refresh(scene.deps, selected.refreshJwt);
    expect(after.claims).toMatchObject({ tenants: {} });
    expect(after.claims).not.toHaveProperty("dct");
    expect(after.user.userTenants).toEqual([]);
    const caller = testCaller(scene.deps, refreshJwt);
    expect((await showMe(scene.deps, {}, caller)).userTenants).toEqual([]);
    expect(await showMyTenants(scene.deps, { ids: ["acme"] }, caller)).toEqual({ tenants: [] });
    await updateTenant(scene.deps, { id: "acme", name: "Acme" }, manager());
    expect((await refresh(scene.deps, refreshJwt)).claims).toMatchObject({ dct: "acme", tenants: { acme: { roles: ["Editor"] } } });
  });

  it("is selected by nobody, and joined by nobody", async () => {
    const { refreshJwt } = await member();
    await updateTenant(scene.deps, { id: "acme", name: "Acme", disabled: true, selfProvisioningDomains: ["example.com"] }, manager());
    await enter(scene.deps, BOB);
    await proveAddresses(scene);

    expect(await outcomeOf(select(refreshJwt))).toBe("E011004");
    expect(await outcomeOf(enter(scene.deps, ADA, { tenantId: "acme" }))).toBe("E011001");
    expect(await outcomeOf(enter(scene.deps, BOB, { tenantId: "acme" }))).toBe("E011001");
    expect((await userOf(scene, BOB))?.tenants).toEqual([]);
  });

  it("is still there for who manages its members", async () => {
    await member();
    await updateTenant(scene.deps, { id: "acme", name: "Acme", disabled: true }, manager());

    expect((await userOf(scene, ADA))?.tenants).toMatchObject([{ tenantId: "acme", roleNames: ["Editor"] }]);
  });
});

describe("a session whose user is in its tenant no more", () => {
  it("names it in no session token", async () => {
    const { refreshJwt } = await member();
    const selected = await select(refreshJwt);

    await scene.prisma.userTenant.deleteMany();

    expect((await refresh(scene.deps, selected.refreshJwt)).claims).not.toHaveProperty("dct");
  });
});

describe("the lifetimes of a tenant", () => {
  const configure = (more: object) => configureTenantSettings(scene.deps, { tenantId: "acme", enabled: true, ...more }, manager());
  const inHours = { refreshTokenExpiration: 2, refreshTokenExpirationUnit: "hours" } as const;

  it("hold for sessions that are opened in it", async () => {
    await member();
    await configure({ ...inHours, sessionTokenExpiration: 1, sessionTokenExpirationUnit: "hours" });

    const inside = await enter(scene.deps, ADA, { tenantId: "acme" });
    const outside = await enter(scene.deps, ADA);

    expect([minutesOf(inside), inside.cookieMaxAge]).toEqual([60, 2 * 3600]);
    expect([minutesOf(outside), outside.cookieMaxAge]).toEqual([10, 28 * 24 * 3600]);
  });

  it("hold for who joins it by signing in", async () => {
    await member();
    await configure(inHours);
    await enter(scene.deps, BOB);
    await proveAddresses(scene);

    expect((await enter(scene.deps, BOB, { tenantId: "acme" })).cookieMaxAge).toBe(2 * 3600);
  });

  it("shorten a session that selects it, and lengthen none", async () => {
    const { refreshJwt } = await member();
    await configure(inHours);
    expect((await select(refreshJwt)).cookieMaxAge).toBe(2 * 3600);
    scene.deps.clock.advance({ hours: 1 });
    await configure({ refreshTokenExpiration: 4, refreshTokenExpirationUnit: "weeks" });

    expect((await select(refreshJwt, "")).cookieMaxAge).toBe(3600);
    expect((await select(refreshJwt)).cookieMaxAge).toBe(3600);
  });

  it("never go beyond the project's", async () => {
    const { refreshJwt } = await member();
    await configure({ refreshTokenExpiration: 1_000_000, refreshTokenExpirationUnit: "weeks" });

    expect((await select(refreshJwt)).cookieMaxAge).toBe(28 * 24 * 3600);
    expect((await enter(scene.deps, ADA, { tenantId: "acme" })).cookieMaxAge).toBe(28 * 24 * 3600);
  });

  it("are of no account while they are not enabled", async () => {
    await member();
    await configure({ ...inHours, enabled: false });

    expect((await enter(scene.deps, ADA, { tenantId: "acme" })).cookieMaxAge).toBe(28 * 24 * 3600);
  });
});

describe("S81: a tenant that is deleted with who belongs to it alone", () => {
  /** ADA belongs to acme alone and has a link in the mail; BOB belongs to another tenant too. */
  async function members() {
    const ada = await member(ADA);
    const bob = await enter(scene.deps, BOB);
    await addTenant(scene, "umbra", { members: [bob.user.userId] });
    await scene.prisma.userTenant.create({ data: { userId: bob.user.userId, tenantId: "acme" } });
    await requestSignInLink(scene.deps, { loginId: ADA }, testCaller(scene.deps));
    const [token = ""] = await collectTokens(scene.deps);
    const key = { digest: "", createdAt: scene.deps.clock.now(), modifiedAt: scene.deps.clock.now() };
    for (const [id, tenantIds] of Object.entries({ Kacme: ["acme"], Kboth: ["acme", "umbra"], Kproject: [] }))
      await scene.prisma.accessKey.create({
        data: { ...key, id, name: id, digest: id, tenants: { create: tenantIds.map((tenantId) => ({ tenantId })) } },
      });
    return { ada, bob, token };
  }

  it("takes them along, their sessions, letters and keys, and nobody else", async () => {
    const { ada, bob, token } = await members();

    await deleteTenant(scene.deps, { id: "acme", cascade: true }, manager());

    expect(await outcomeOf(refresh(scene.deps, ada.refreshJwt))).toBe("E064002");
    expect(await outcomeOf(verifyMagicLink(scene.deps, { token }, testCaller(scene.deps)))).toBe("E062504");
    expect((await refresh(scene.deps, bob.refreshJwt)).claims.tenants).toEqual({ umbra: {} });
    const keys = await scene.prisma.accessKey.findMany({ orderBy: { id: "asc" } });
    expect(keys.map(({ id }) => id)).toEqual(["Kboth", "Kproject"]);
    const told = await scene.prisma.auditEvent.findMany({ where: { actorId: "back office" } });
    expect(told.map(({ action }) => action).sort()).toEqual(["AccessKeyDeleted", "TenantDeleted", "UserDeleted"]);
  });

  it("leaves them where that is not asked for", async () => {
    const { ada } = await members();

    await deleteTenant(scene.deps, { id: "acme" }, manager());

    expect((await refresh(scene.deps, ada.refreshJwt)).claims.tenants).toEqual({});
    expect(await scene.prisma.accessKey.count()).toBe(3);
    expect(await scene.prisma.role.count()).toBe(0);
  });
});

describe("twenty writes at once", () => {
  it("of one name make one role, one permission and one tenant", async () => {
    const twenty = (make: () => Promise<unknown>) => Promise.all(Array.from({ length: 20 }, () => outcomeOf(make())));

    const outcomes = {
      E112302: await twenty(() => addRole("Editor")),
      E112402: await twenty(() => createPermission(scene.deps, { name: "edit" }, manager())),
      E112202: await twenty(() => acme()),
    };

    for (const [code, answers] of Object.entries(outcomes)) expect(answers.filter((one) => one === code)).toHaveLength(19);
    expect(await Promise.all([scene.prisma.role.count(), scene.prisma.permission.count(), scene.prisma.tenant.count()])).toEqual([1, 1, 1]);
  });

  it("to the settings of one tenant lose nothing", async () => {
    await acme();
    const settings = {
      sessionTokenExpiration: 7,
      refreshTokenExpiration: 8,
      inactivityTime: 9,
      stepupTokenExpiration: 6,
      JITDisabled: true,
    };

    await Promise.all(
      Object.entries(settings).flatMap(([name, value]) =>
        Array.from({ length: 4 }, () => configureTenantSettings(scene.deps, { tenantId: "acme", [name]: value }, manager())),
      ),
    );

    expect(JSON.parse((await scene.prisma.tenant.findFirstOrThrow()).settings)).toEqual(settings);
  });
});

describe("every write to tenants, roles and permissions", () => {
  it("is told under the key's name", async () => {
    await acme();
    await updateTenant(scene.deps, { id: "acme", name: "Acme" }, manager());
    await configureTenantSettings(scene.deps, { tenantId: "acme", enabled: true }, manager());
    await createPermission(scene.deps, { name: "edit" }, manager());
    await updatePermission(scene.deps, { name: "edit", newName: "change" }, manager());
    await addRole("Editor", { tenantId: "acme" });
    await updateDefaultRoles(scene.deps, { id: "acme", defaultRoles: ["Editor"] }, manager());
    await updateRole(scene.deps, { name: "Editor", tenantId: "acme", newName: "Writer" }, manager());
    await deletePermission(scene.deps, { name: "change" }, manager());
    await deleteRole(scene.deps, { name: "Writer", tenantId: "acme" }, manager());
    await deleteTenant(scene.deps, { id: "acme" }, manager());

    const rows = await scene.prisma.auditEvent.findMany({ where: { actorId: "back office" } });
    const told = rows.map(({ action, tenants }) => `${action} ${JSON.parse(tenants).join()}`.trim());

    expect(told.sort()).toEqual(
      [
        ...["TenantCreated", "TenantUpdated", "TenantUpdated", "TenantUpdated", "TenantDeleted"].map((action) => `${action} acme`),
        ...["RoleCreated", "RoleUpdated", "RoleDeleted"].map((action) => `${action} acme`),
        ...["PermissionCreated", "PermissionUpdated", "PermissionDeleted"],
      ].sort(),
    );
  });
});
