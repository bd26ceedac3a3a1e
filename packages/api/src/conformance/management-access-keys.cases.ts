import { addTenant } from "@repo/auth/testing/scene";
import type { AccessKey } from "@repo/contract/management/access-key";
import type { Case, Cases } from "./case";
import type { World } from "./world";

const NOBODY = "K000000000000000000000000000";

/** Tenant T1, whose own role is Editor, and the project's Viewer, who may read. */
async function addPowers({ prisma }: World): Promise<void> {
  const createdAt = new Date("2026-01-01T00:00:00Z");
  await addTenant({ prisma }, "T1", { name: "Acme" });
  await prisma.role.create({ data: { id: "R1", name: "Editor", tenantId: "T1", scope: "T1", createdAt } });
  await prisma.permission.create({ data: { id: "read", name: "read" } });
  const permissions = { create: { permissionId: "read" } };
  await prisma.role.create({ data: { id: "R2", name: "Viewer", createdAt, permissions } });
}

/** A key, and the secret that it is exchanged by. */
async function addAccessKey(world: World, more: object = {}): Promise<{ key: AccessKey; cleartext: string }> {
  return world.manage("accessKey.create", { name: "reports", ...more });
}

const idOf = async (world: World) => ({ input: { id: (await addAccessKey(world)).key.id } });

const unknownKey: Case = { name: "knows no other key", arrange: () => ({ input: { id: NOBODY } }), expected: { code: "E112501" } };
const asksForId: Case[] = [
  { name: "asks for an ID", arrange: () => ({ input: {} }), expected: { code: "E011003" } },
  { name: "asks for an ID that is one", arrange: () => ({ input: { id: "" } }), expected: { code: "E011003" } },
];

function oneKey(name: string): Case[] {
  return [{ name, arrange: idOf, expected: { body: {} } }, unknownKey, ...asksForId];
}

function manyKeys(name: string): Case[] {
  return [
    {
      name: `${name}, and passes over those that nobody has`,
      arrange: async (world) => ({ input: { ids: [(await addAccessKey(world)).key.id, NOBODY] } }),
      expected: { body: {} },
    },
    { name: "asks for IDs", arrange: () => ({ input: {} }), expected: { code: "E011003" } },
    { name: "takes 500 at most", arrange: () => ({ input: { ids: Array(501).fill(NOBODY) } }), expected: { code: "E011003" } },
  ];
}

/** Somebody who shows this key. */
async function exchanging(world: World, more: object = {}, input: object = {}) {
  const { cleartext } = await addAccessKey(world, more);
  return { input, credential: { key: cleartext } };
}

export const accessKeyCases: Cases = {
  "management.accessKey.create": [
    {
      name: "makes a key that never ends, with every field",
      arrange: () => ({ input: { name: "reports", expireTime: 0 } }),
      expected: {
        body: {
          key: {
            name: "reports",
            description: "",
            roleNames: [],
            keyTenants: [],
            status: "active",
            expireTime: 0,
            createdBy: "MANAGEMENT_KEY",
            boundUserId: "",
            customClaims: {},
            permittedIps: [],
            customAttributes: {},
          },
        },
      },
    },
    {
      name: "makes a key with all that it may have, and no reserved claims",
      async arrange(world) {
        await addPowers(world);
        const { userId } = await world.signUp();
        return {
          input: {
            name: "reports",
            expireTime: "1900000000",
            roleNames: ["Viewer", "Viewer"],
            keyTenants: [{ tenantId: "T1", roleNames: ["Editor", "Viewer"] }],
            userId,
            customClaims: { plan: "gold", sub: "U1", roles: ["Admin"] },
            description: "nightly",
            permittedIps: ["192.0.2.7", "10.0.0.0/8", "2001:db8::/32"],
            customAttributes: { team: "data" },
          },
        };
      },
      expected: {
        body: {
          key: {
            expireTime: 1_900_000_000,
            roleNames: ["Viewer"],
            keyTenants: [{ tenantId: "T1", tenantName: "Acme", roleNames: ["Editor", "Viewer"] }],
            customClaims: { plan: "gold" },
            description: "nightly",
            permittedIps: ["192.0.2.7", "10.0.0.0/8", "2001:db8::/32"],
            customAttributes: { team: "data" },
          },
        },
      },
    },
    {
      name: "reads Go's zero values, and null, as absent",
      only: "rest",
      arrange: () => ({
        input: { name: "reports", expireTime: -62_135_596_800, roleNames: null, keyTenants: null, userId: "", customClaims: null },
      }),
      expected: { body: { key: { expireTime: 0, boundUserId: "" } } },
    },
    { name: "asks for a name", arrange: () => ({ input: { expireTime: 0 } }), expected: { code: "E011003" } },
    {
      name: "refuses a time in milliseconds",
      arrange: () => ({ input: { name: "reports", expireTime: 1_900_000_000_000 } }),
      expected: { code: "E011003" },
    },
    ...["10.0.0.0/33", "example.com", "10.1", "::/129"].map(
      (address): Case => ({
        name: `refuses ${address} for an address`,
        arrange: () => ({ input: { name: "reports", permittedIps: [address] } }),
        expected: { code: "E011003" },
      }),
    ),
    {
      name: "binds a key to nobody who is not there",
      arrange: () => ({ input: { name: "reports", userId: "U000000000000000000000000000" } }),
      expected: { code: "E112102" },
    },
    {
      name: "knows no other tenant",
      arrange: () => ({ input: { name: "reports", keyTenants: [{ tenantId: "T1" }] } }),
      expected: { code: "E112201" },
    },
    {
      name: "knows no other role",
      arrange: () => ({ input: { name: "reports", roleNames: ["Viewer"] } }),
      expected: { code: "E112303" },
    },
    {
      name: "gives no role of a tenant in the project",
      async arrange(world) {
        await addPowers(world);
        return { input: { name: "reports", roleNames: ["Editor"] } };
      },
      expected: { code: "E112303" },
    },
  ],
  "management.accessKey.load": [
    { name: "finds a key", arrange: idOf, expected: { body: { key: { name: "reports" } } } },
    unknownKey,
    ...asksForId,
  ],
  "management.accessKey.searchAll": [
    {
      name: "lists every key, the newest first",
      async arrange(world) {
        await addAccessKey(world);
        world.deps.clock.advance({ seconds: 1 });
        await addAccessKey(world, { name: "backup" });
        return { input: { tenantIds: [], text: "", sort: [] } };
      },
      expected: { body: { keys: [{ name: "backup" }, { name: "reports" }] } },
    },
    {
      name: "knows no other field to sort by",
      arrange: () => ({ input: { sort: [{ field: "digest" }] } }),
      expected: { code: "E011003" },
    },
  ],
  "management.accessKey.update": [
    {
      name: "changes what is given, and leaves the rest",
      async arrange(world) {
        await addPowers(world);
        const { key } = await addAccessKey(world, { roleNames: ["Viewer"], keyTenants: [{ tenantId: "T1", roleNames: ["Editor"] }] });
        return { input: { id: key.id, name: "backup", customClaims: { plan: "gold", iss: "x" } } };
      },
      expected: {
        body: {
          key: {
            name: "backup",
            roleNames: ["Viewer"],
            keyTenants: [{ tenantId: "T1", roleNames: ["Editor"] }],
            customClaims: { plan: "gold" },
          },
        },
      },
    },
    {
      name: "takes roles, tenants and addresses away by empty lists",
      async arrange(world) {
        await addPowers(world);
        const given = { roleNames: ["Viewer"], keyTenants: [{ tenantId: "T1" }], permittedIps: ["192.0.2.7"], description: "nightly" };
        const { key } = await addAccessKey(world, given);
        return { input: { id: key.id, name: "reports", roleNames: [], keyTenants: [], permittedIps: [], description: "" } };
      },
      expected: { body: { key: { roleNames: [], keyTenants: [], permittedIps: [], description: "" } } },
    },
    { name: "asks for a name", arrange: idOf, expected: { code: "E011003" } },
    { name: "knows no other key", arrange: () => ({ input: { id: NOBODY, name: "x" } }), expected: { code: "E112501" } },
    {
      name: "knows no other tenant",
      arrange: async (world) => ({ input: { ...(await idOf(world)).input, name: "x", keyTenants: [{ tenantId: "T1" }] } }),
      expected: { code: "E112201" },
    },
    {
      name: "knows no other role",
      arrange: async (world) => ({ input: { ...(await idOf(world)).input, name: "x", roleNames: ["Viewer"] } }),
      expected: { code: "E112303" },
    },
    ...asksForId,
  ],
  "management.accessKey.rotate": [
    { name: "answers another secret", arrange: idOf, expected: { body: { key: { name: "reports" } } } },
    unknownKey,
    ...asksForId,
  ],
  "management.accessKey.activate": oneKey("activates a key"),
  "management.accessKey.activateBatch": manyKeys("activates keys"),
  "management.accessKey.deactivate": oneKey("deactivates a key"),
  "management.accessKey.deactivateBatch": manyKeys("deactivates keys"),
  "management.accessKey.delete": oneKey("deletes a key"),
  "management.accessKey.deleteBatch": manyKeys("deletes keys"),
  "accessKey.exchange": [
    { name: "answers a session token", arrange: (world) => exchanging(world), expected: { body: {} } },
    {
      name: "takes claims, and a tenant of the key's",
      async arrange(world) {
        await addPowers(world);
        const loginOptions = { customClaims: { run: 7 }, selectedTenant: "T1" };
        return exchanging(world, { keyTenants: [{ tenantId: "T1" }] }, { loginOptions });
      },
      expected: { body: {} },
    },
    {
      name: "takes an empty tenant for none",
      arrange: (world) => exchanging(world, {}, { loginOptions: { selectedTenant: "" } }),
      expected: { body: {} },
    },
    {
      name: "refuses a tenant that is none of the key's",
      async arrange(world) {
        await addPowers(world);
        return exchanging(world, {}, { loginOptions: { selectedTenant: "T1" } });
      },
      expected: { code: "E011004", status: 403 },
    },
    { name: "knows no other key", arrange: () => ({ input: {}, credential: { key: "ak_wrong" } }), expected: { code: "E062803" } },
    { name: "asks for a key", arrange: () => ({ input: {} }), expected: { code: "E062802" } },
    {
      name: "bounds the claims",
      arrange: (world) => exchanging(world, {}, { loginOptions: { customClaims: { long: "x".repeat(501) } } }),
      expected: { code: "E011003" },
    },
  ],
};
