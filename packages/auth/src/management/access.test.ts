import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { outcomeOf } from "../testing/outcome";
import { ADA, addTenant, openScene, type Scene } from "../testing/scene";
import { findAccess, putAccess, type SaidAccess } from "./access";

const createdAt = new Date("2026-01-01T00:00:00Z");

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
  await scene.deps.store.users.create({ id: "U1", loginIds: [ADA], createdAt });
});

afterEach(() => scene.close());

function put(said: SaidAccess): Promise<void> {
  return scene.deps.store.transaction(async (tx) => putAccess(tx, "U1", await findAccess(tx, said)));
}

async function present() {
  const user = await scene.deps.store.users.findById("U1");
  return { roleNames: user?.roleNames, tenants: user?.tenants.map(({ tenantId, roleNames }) => [tenantId, ...roleNames].join(" ")) };
}

async function addRole(id: string, name: string, tenantId?: string, isDefault = false): Promise<void> {
  await scene.prisma.role.create({
    data: {
      id,
      name,
      createdAt,
      ...(tenantId !== undefined && { tenantId, scope: tenantId, ...(isDefault && { defaultOf: { create: { tenantId } } }) }),
    },
  });
}

describe("what a user may do", () => {
  beforeEach(async () => {
    await addTenant(scene, "T1");
    await addTenant(scene, "T2");
    await addRole("R1", "editor");
    await addRole("R2", "auditor");
    await addRole("R3", "owner", "T1");
    await addRole("R4", "member", "T2", true);
    await scene.prisma.tenantDefaultRole.create({ data: { tenantId: "T2", roleId: "R1" } });
  });

  it("is what is named, in place of what was, and what is not named stays", async () => {
    await put({
      roleNames: ["editor", "auditor"],
      userTenants: [{ tenantId: "T1", roleNames: ["owner", "editor"] }, { tenantId: "T2" }],
    });
    const first = await present();
    await put({ roleNames: ["auditor", "auditor"] });
    const second = await present();
    await put({ userTenants: [{ tenantId: "T2", roleNames: [] }, { tenantId: "T2" }] });
    const third = await present();
    await put({ roleNames: [], userTenants: [] });

    expect(first).toEqual({ roleNames: ["auditor", "editor"], tenants: ["T1 editor owner", "T2 editor member"] });
    expect(second).toEqual({ roleNames: ["auditor"], tenants: first.tenants });
    expect(third).toEqual({ roleNames: ["auditor"], tenants: ["T2 editor member"] });
    expect(await present()).toEqual({ roleNames: [], tenants: [] });
  });

  it("in a tenant is the tenant's own role, where the project has one of that name too", async () => {
    await addRole("R5", "editor", "T1");

    await put({ roleNames: ["editor"], userTenants: [{ tenantId: "T1", roleNames: ["editor"] }] });

    expect(await scene.prisma.userTenantRole.findMany({ select: { roleId: true } })).toEqual([{ roleId: "R5" }]);
    expect(await scene.prisma.userRole.findMany({ select: { roleId: true } })).toEqual([{ roleId: "R1" }]);
  });

  it.each([
    ["a role that nobody made", { roleNames: ["editor", "emperor"] }, "E112303"],
    ["a tenant's role in the project", { roleNames: ["owner"] }, "E112303"],
    ["one tenant's role in another", { userTenants: [{ tenantId: "T2", roleNames: ["owner"] }] }, "E112303"],
    ["a tenant that nobody made", { roleNames: ["editor"], userTenants: [{ tenantId: "T3" }] }, "E112201"],
  ])("is never %s, and then nothing of it is given", async (_, said, code) => {
    expect(await outcomeOf(put(said))).toBe(code);
    expect(await present()).toEqual({ roleNames: [], tenants: [] });
  });

  it("takes the same few statements for two hundred roles in two hundred tenants as for one", async () => {
    await scene.prisma.tenant.createMany({ data: Array.from({ length: 200 }, (_, index) => ({ id: `N${index}`, name: "N", createdAt })) });
    const userTenants = Array.from({ length: 200 }, (_, index) => ({ tenantId: `N${index}`, roleNames: ["editor", "auditor"] }));
    const count = async (said: SaidAccess) => {
      scene.statements.length = 0;
      await put(said);
      return scene.statements.length;
    };

    expect(await count({ roleNames: ["editor"], userTenants })).toBe(
      await count({ roleNames: ["editor"], userTenants: userTenants.slice(0, 1) }),
    );
  });
});
