import type { accessKeyCreate } from "@repo/contract/management/access-key";
import type { Input } from "@repo/contract/operation";
import { decodeJwt } from "jose";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AccessKeyCaller, Caller } from "../caller";
import { createAccessKey, deactivateAccessKeys, deleteAccessKeys, rotateAccessKey, updateAccessKey } from "../management/access-key";
import { deleteUser, updateUserStatus } from "../management/user";
import { managementCaller, testCaller } from "../testing/deps";
import { outcomeOf, outcomesOf } from "../testing/outcome";
import { ADA, addTenant, enter, grantRole, openScene, type Scene } from "../testing/scene";
import { exchangeAccessKey } from "./exchange";

let scene: Scene;

beforeEach(async () => {
  scene = await openScene();
});

afterEach(() => scene.close());

const manager = () => managementCaller(scene.deps);

function holder(key: string, about: Partial<Caller> = {}): AccessKeyCaller {
  return { ...testCaller(scene.deps, undefined, about), accessKey: () => key };
}

async function createKey(more: Partial<Input<typeof accessKeyCreate>> = {}) {
  return createAccessKey(scene.deps, { name: "reports", ...more }, manager());
}

/** "done", or the code of the refusal. */
function exchange(key: string, about?: Partial<Caller>, loginOptions?: { selectedTenant: string }): Promise<string> {
  return outcomeOf(exchangeAccessKey(scene.deps, { loginOptions }, holder(key, about)));
}

async function claimsOf(key: string, loginOptions?: { selectedTenant?: string; customClaims?: Record<string, unknown> }) {
  const { sessionJwt } = await exchangeAccessKey(scene.deps, { loginOptions }, holder(key));
  return decodeJwt(sessionJwt);
}

/** Ada, a member of T1 and T2, Viewer in the project and Editor in T1; tenant T3 is not hers. */
async function addPowers(): Promise<string> {
  const { user } = await enter(scene.deps, ADA);
  for (const id of ["T1", "T2"]) await addTenant(scene, id, { members: [user.userId] });
  await addTenant(scene, "T3");
  await grantRole(scene, user.userId, { name: "Viewer", permissions: ["read"] });
  await grantRole(scene, user.userId, { name: "Editor", permissions: ["write"], tenantId: "T1" });
  return user.userId;
}

describe("S60: an access key", () => {
  it("is answered once, and stored as a digest which is no key", async () => {
    const { cleartext } = await createKey();
    const stored = JSON.stringify(await scene.prisma.accessKey.findMany());
    const [row] = await scene.prisma.accessKey.findMany();

    expect(stored).not.toContain(cleartext);
    expect(stored).not.toContain(cleartext.slice(3));
    expect(JSON.stringify(await scene.prisma.auditEvent.findMany())).not.toContain(cleartext.slice(3));
    expect(await exchange(row?.digest ?? "")).toBe("E062803");
    expect(await exchange(cleartext)).toBe("done");
  });
});

describe("S61: an access key that", () => {
  const expireTime = () => Math.floor(scene.deps.clock.now().getTime() / 1000) + 60;

  it.each<[string, () => Promise<string>]>([
    ["there is not", async () => "ak_wrong"],
    [
      "is inactive",
      async () => {
        const { key, cleartext } = await createKey();
        await deactivateAccessKeys.one(scene.deps, { id: key.id }, manager());
        return cleartext;
      },
    ],
    [
      "is deleted",
      async () => {
        const { key, cleartext } = await createKey();
        await deleteAccessKeys.one(scene.deps, { id: key.id }, manager());
        return cleartext;
      },
    ],
    [
      "has another secret by now",
      async () => {
        const { key, cleartext } = await createKey();
        await rotateAccessKey(scene.deps, { id: key.id }, manager());
        return cleartext;
      },
    ],
    [
      "has expired",
      async () => {
        const { cleartext } = await createKey({ expireTime: expireTime() });
        scene.deps.clock.advance({ minutes: 1 });
        return cleartext;
      },
    ],
    ["may be used from elsewhere", async () => (await createKey({ permittedIps: ["198.51.100.0/24", "2001:db8::1"] })).cleartext],
    [
      "belongs to a user who is disabled",
      async () => {
        const { user } = await enter(scene.deps, ADA);
        const { cleartext } = await createKey({ userId: user.userId });
        await updateUserStatus(scene.deps, { loginId: ADA, status: "disabled" }, manager());
        return cleartext;
      },
    ],
    [
      "belonged to a user who is deleted",
      async () => {
        const { user } = await enter(scene.deps, ADA);
        const { cleartext } = await createKey({ userId: user.userId });
        await deleteUser(scene.deps, { loginId: ADA }, manager());
        return cleartext;
      },
    ],
  ])("%s is refused like any other", async (_, arrange) => {
    const call = exchangeAccessKey(scene.deps, {}, holder(await arrange()));

    await expect(call).rejects.toMatchObject({ code: "E062803", message: "Invalid access key" });
  });

  it("ends soon makes tokens that end with it", async () => {
    const { cleartext } = await createKey({ expireTime: expireTime() });

    expect((await claimsOf(cleartext)).exp).toBe(expireTime());
  });

  it.each([
    ["192.0.2.1", ["192.0.2.1"]],
    ["192.0.2.1", ["198.51.100.1", "192.0.2.0/24"]],
    ["192.0.2.1", ["::ffff:192.0.2.0/120"]],
    ["::ffff:192.0.2.1", ["192.0.2.0/24"]],
    ["2001:db8::7", ["2001:DB8::/32"]],
    ["2001:db8::7", ["2001:db8:0:0:0:0:0:7"]],
  ])("may be used from here is good: %s in %j", async (address, permittedIps) => {
    const { cleartext } = await createKey({ permittedIps });

    expect(await exchange(cleartext, { address })).toBe("done");
  });

  it.each([
    ["192.0.2.1", ["192.0.2.2"]],
    ["192.0.3.1", ["192.0.2.0/24"]],
    ["2001:db9::7", ["2001:db8::/32"]],
    ["192.0.2.1", ["2001:db8::/32"]],
    ["unknown", ["0.0.0.0/0", "::/0"]],
  ])("may not be used from here is not: %s in %j", async (address, permittedIps) => {
    const { cleartext } = await createKey({ permittedIps });

    expect(await exchange(cleartext, { address })).toBe("E062803");
  });
});

describe("S62: access keys that are not good", () => {
  it("are counted by address, and a right one does not stand out among them", async () => {
    const { cleartext } = await createKey();
    const outcomes = await outcomesOf(22, (index) => exchangeAccessKey(scene.deps, {}, holder(`ak_${index}`)));

    expect(outcomes).toEqual([...Array(20).fill("E062803"), "E130429", "E130429"]);
    expect(await exchange(cleartext)).toBe("E130429");
    expect(await exchange(cleartext, { address: "192.0.2.9" })).toBe("done");
    scene.deps.clock.advance({ minutes: 1 });
    expect(await exchange(cleartext)).toBe("done");
  });
});

describe("S64: an access key", () => {
  it("acts in its tenants, with its roles there, and selects no other", async () => {
    await addPowers();
    const { cleartext } = await createKey({ keyTenants: [{ tenantId: "T1", roleNames: ["Editor"] }, { tenantId: "T2" }] });

    expect(await claimsOf(cleartext, { selectedTenant: "T2" })).toMatchObject({
      roles: [],
      permissions: [],
      tenants: { T1: { roles: ["Editor"], permissions: ["write"] }, T2: {} },
      dct: "T2",
    });
    expect(await claimsOf(cleartext)).not.toHaveProperty("dct");
    for (const selectedTenant of ["T3", "T9", "__proto__"]) expect(await exchange(cleartext, {}, { selectedTenant })).toBe("E011004");
  });

  it("acts in no tenant that is disabled, its own or its user's", async () => {
    const userId = await addPowers();
    const { cleartext: own } = await createKey({ keyTenants: [{ tenantId: "T1" }, { tenantId: "T2" }] });
    const { cleartext: bound } = await createKey({ userId });
    await scene.prisma.tenant.update({ where: { id: "T1" }, data: { disabled: true } });

    for (const cleartext of [own, bound]) {
      expect((await claimsOf(cleartext)).tenants).toEqual({ T2: {} });
      expect(await exchange(cleartext, {}, { selectedTenant: "T1" })).toBe("E011004");
    }
  });

  it("of a user acts by its own roles, and without any by the user's, whatever those are by then", async () => {
    const userId = await addPowers();
    const { cleartext: own } = await createKey({ userId, roleNames: ["Viewer"] });
    const { cleartext: bound, key } = await createKey({ userId });

    expect(await claimsOf(own)).toMatchObject({ roles: ["Viewer"], tenants: {}, boundUserId: userId });
    expect(await claimsOf(bound, { selectedTenant: "T1" })).toMatchObject({
      sub: key.id,
      roles: ["Viewer"],
      tenants: { T1: { roles: ["Editor"] }, T2: {} },
      boundUserId: userId,
    });
    await scene.prisma.userTenant.deleteMany();
    expect((await claimsOf(bound)).tenants).toEqual({});
  });

  it("S60: of a user does not become all that the user may do when what it was given goes away", async () => {
    const userId = await addPowers();
    const { cleartext: own } = await createKey({ userId, roleNames: ["Viewer"] });
    const { cleartext: inTenant } = await createKey({ userId, keyTenants: [{ tenantId: "T1" }] });
    const { cleartext: emptied, key } = await createKey({ userId });
    await scene.prisma.role.deleteMany({ where: { name: "Viewer" } });
    await scene.prisma.tenant.delete({ where: { id: "T1" } });
    await updateAccessKey(scene.deps, { id: key.id, name: key.name, roleNames: [] }, manager());

    for (const cleartext of [own, inTenant, emptied]) expect(await claimsOf(cleartext)).toMatchObject({ roles: [], tenants: {} });
  });

  it("claims nothing that is ours to say, by its definition or by who exchanges it", async () => {
    const forged = { sub: "U1", sid: "S1", roles: ["Admin"], permissions: ["all"], tenants: { T3: {} }, dct: "T3", act: { sub: "U1" } };
    const more = { su: true, dsub: "U1", exp: 9e9, drn: "DSR", nbf: 1, jti: "x", boundUserId: "U1", pending: "x", amr: ["pwd"] };
    const customClaims = { ...forged, ...more, plan: "gold" };
    const { cleartext, key } = await createKey({ customClaims });
    // Whoever writes into the table gets no further.
    await scene.prisma.accessKey.updateMany({ data: { customClaims: JSON.stringify(customClaims) } });
    const now = Math.floor(scene.deps.clock.now().getTime() / 1000);

    expect(await claimsOf(cleartext, { customClaims: { sub: "U1", roles: ["Admin"] } })).toEqual({
      iss: scene.deps.config.projectId,
      aud: [scene.deps.config.projectId],
      sub: key.id,
      drn: "DS",
      iat: now,
      exp: now + 600,
      amr: [],
      roles: [],
      permissions: [],
      tenants: {},
      plan: "gold",
      nsec: { sub: "U1", roles: ["Admin"] },
    });
  });

  it("shows a change of its roles in the next token", async () => {
    await addPowers();
    const { cleartext, key } = await createKey({ roleNames: ["Viewer"] });

    await updateAccessKey(scene.deps, { id: key.id, name: "reports", roleNames: [] }, manager());

    expect((await claimsOf(cleartext)).roles).toEqual([]);
  });
});

describe("S80: an access key", () => {
  it("does nothing in a tenant that is disabled, by its own roles or by its user's", async () => {
    const userId = await addPowers();
    const keys = [
      await createKey({ keyTenants: [{ tenantId: "T1", roleNames: ["Editor"] }, { tenantId: "T2" }] }),
      await createKey({ userId }),
    ];
    await scene.prisma.tenant.update({ where: { id: "T1" }, data: { disabled: true } });

    for (const { cleartext } of keys) {
      expect((await claimsOf(cleartext)).tenants).toEqual({ T2: {} });
      expect(await exchange(cleartext, {}, { selectedTenant: "T1" })).toBe("E011004");
    }
  });
});

describe("exchanging an access key", () => {
  it("notes when it was used, once a minute", async () => {
    const { cleartext } = await createKey();
    const lastUsedAt = async () => (await scene.prisma.accessKey.findFirst())?.lastUsedAt;
    const start = scene.deps.clock.now();

    await exchange(cleartext);
    scene.deps.clock.advance({ seconds: 59 });
    await exchange(cleartext);
    expect(await lastUsedAt()).toEqual(start);
    scene.deps.clock.advance({ seconds: 2 });
    await exchange(cleartext);
    expect(await lastUsedAt()).toEqual(scene.deps.clock.now());
  });

  it("asks the database once, but for that", async () => {
    const { cleartext } = await createKey();
    await exchange(cleartext);
    scene.statements.length = 0;

    await exchange(cleartext);

    expect(scene.statements).toHaveLength(1);
  });
});

describe("twenty changes at once of one access key", () => {
  it("lose nothing: each leaves a whole set of roles, and its row in the audit trail", async () => {
    await addPowers();
    const { key } = await createKey();

    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        updateAccessKey(scene.deps, { id: key.id, name: `n${index}`, roleNames: index % 2 ? ["Viewer"] : [] }, manager()),
      ),
    );

    expect(await scene.prisma.auditEvent.count({ where: { action: "AccessKeyUpdated" } })).toBe(20);
    const { name } = await scene.prisma.accessKey.findUniqueOrThrow({ where: { id: key.id } });
    expect(await scene.prisma.accessKeyRole.count()).toBe(Number(name.slice(1)) % 2);
  });
});
