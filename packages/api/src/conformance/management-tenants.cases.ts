import { expect } from "vitest";
import type { Cases } from "./case";
import type { World } from "./world";

const addTenant = (world: World, more: object = {}) => world.manage("tenant.create", { id: "acme", name: "Acme", ...more });

const details = {
  name: "Acme",
  selfProvisioningDomains: ["Acme.example", "bücher.example"],
  customAttributes: { plan: "gold", seats: 12, regions: ["eu", "us"] },
  enforceSSO: true,
  enforceSSOExclusions: ["ada@acme.example"],
  disabled: true,
  roleInheritance: "userOnly",
};

const stored = {
  id: "acme",
  ...details,
  selfProvisioningDomains: ["acme.example", "xn--bcher-kva.example"],
  authType: "saml",
  domains: [],
  federatedAppIds: [],
  parent: "group",
  successors: [],
  defaultRoles: [],
};

/** Of every kind that a search tells apart. */
async function addKinds(world: World): Promise<void> {
  await addTenant(world, { selfProvisioningDomains: ["acme.example"], customAttributes: { plan: "gold", regions: ["eu", "us"] } });
  await addTenant(world, { id: "acme.sub", name: "Acme Sub", parent: "acme", authType: "oidc", customAttributes: { plan: "free" } });
  await addTenant(world, { id: "umbra", name: "Umbra", selfProvisioningDomains: ["umbra.example"] });
  await world.manage("tenant.configureSettings", { tenantId: "umbra", domains: ["sso.umbra.example"] });
}

function search(name: string, input: object, found: string[]) {
  return {
    name: `finds ${name}`,
    async arrange(world: World) {
      await addKinds(world);
      return { input };
    },
    expected: { body: { tenants: found.map((id) => ({ id })) } },
  };
}

const unknown = { name: "knows no such tenant", arrange: () => ({ input: { id: "acme" } }), expected: { code: "E112201" } } as const;
const unnamed = { name: "asks for an ID", arrange: () => ({ input: { id: "" } }), expected: { code: "E011003" } } as const;

export const managementTenantCases: Cases = {
  "management.tenant.create": [
    { name: "makes a tenant under this ID", arrange: () => ({ input: { id: "acme", ...details } }), expected: { body: { id: "acme" } } },
    {
      name: "makes up an ID where none is given, and takes Go's empty texts for what is not set",
      arrange: () => ({ input: { id: "", name: "Acme", parent: "", authType: "", roleInheritance: "" } }),
      expected: { body: { id: expect.stringMatching(/^T[0-9A-Za-z]{27}$/) } },
    },
    {
      name: "refuses an ID that is taken",
      async arrange(world) {
        await addTenant(world);
        return { input: { id: "acme", name: "Another" } };
      },
      expected: { code: "E112202" },
    },
    {
      name: "reads parentId for parent, and knows no such tenant",
      only: "rest",
      arrange: () => ({ input: { name: "Acme", parentId: "group" } }),
      expected: { code: "E112201" },
    },
    { name: "knows no such parent", arrange: () => ({ input: { name: "Acme", parent: "group" } }), expected: { code: "E112201" } },
    { name: "asks for a name", arrange: () => ({ input: { id: "acme" } }), expected: { code: "E011003" } },
    { name: "refuses an ID with a space", arrange: () => ({ input: { id: "a b", name: "Acme" } }), expected: { code: "E011003" } },
    {
      name: "refuses the ID that stands for the project",
      arrange: () => ({ input: { id: "project", name: "Acme" } }),
      expected: { code: "E011003" },
    },
    {
      name: "refuses what is no domain",
      arrange: () => ({ input: { name: "Acme", selfProvisioningDomains: ["not a domain"] } }),
      expected: { code: "E011003" },
    },
  ],
  "management.tenant.update": [
    {
      name: "replaces a tenant",
      async arrange(world) {
        await addTenant(world, details);
        return { input: { id: "acme", name: "Acme & Daughters" } };
      },
      expected: { body: {} },
    },
    {
      name: "moves it below another",
      async arrange(world) {
        await addTenant(world, { id: "group" });
        await addTenant(world);
        return { input: { id: "acme", name: "Acme", parent: "group" } };
      },
      expected: { body: {} },
    },
    {
      name: "does not move it below itself",
      async arrange(world) {
        await addTenant(world);
        await addTenant(world, { id: "sub", parent: "acme" });
        await addTenant(world, { id: "subsub", parent: "sub" });
        return { input: { id: "acme", name: "Acme", parent: "subsub" } };
      },
      expected: { code: "E011004" },
    },
    { name: "knows no such tenant", arrange: () => ({ input: { id: "acme", name: "Acme" } }), expected: { code: "E112201" } },
    { name: "asks for a name", arrange: () => ({ input: { id: "acme" } }), expected: { code: "E011003" } },
  ],
  "management.tenant.delete": [
    {
      name: "deletes a tenant",
      async arrange(world) {
        await addTenant(world);
        return { input: { id: "acme" } };
      },
      expected: { body: {} },
    },
    {
      name: "deletes it with who belongs to no other",
      async arrange(world) {
        await addTenant(world);
        const { userId } = await world.signUp();
        await world.prisma.userTenant.create({ data: { userId, tenantId: "acme" } });
        return { input: { id: "acme", cascade: true } };
      },
      expected: { body: {} },
    },
    unknown,
    unnamed,
  ],
  "management.tenant.load": [
    {
      name: "answers all of a tenant",
      async arrange(world) {
        await addTenant(world, { id: "group" });
        await addTenant(world, { ...details, parent: "group", authType: "saml" });
        return { input: { id: "acme" } };
      },
      expected: { body: stored },
    },
    {
      name: "answers those below it, and its default roles",
      async arrange(world) {
        await addTenant(world);
        await addTenant(world, { id: "sub", parent: "acme" });
        await world.manage("role.create", { name: "Member", tenantId: "acme", default: true });
        return { input: { id: "acme" } };
      },
      expected: { body: { successors: ["sub"], defaultRoles: ["Member"], authType: "none", roleInheritance: "" } },
    },
    unknown,
    unnamed,
  ],
  "management.tenant.loadAll": [
    {
      name: "answers every tenant",
      async arrange(world) {
        await addKinds(world);
        return { input: {} };
      },
      expected: { body: { tenants: [{ id: "acme", successors: ["acme.sub"] }, { id: "acme.sub", parent: "acme" }, { id: "umbra" }] } },
    },
  ],
  "management.tenant.searchAll": [
    search("all, where nothing is asked for", { tenantIds: [], tenantNames: [], parentTenantId: "", authType: "" }, [
      "acme",
      "acme.sub",
      "umbra",
    ]),
    search("by IDs", { tenantIds: ["umbra", "nobody"] }, ["umbra"]),
    search("by names", { tenantNames: ["Acme Sub", "Umbra"] }, ["acme.sub", "umbra"]),
    search("by domains of those who may join", { tenantSelfProvisioningDomains: ["ACME.example"] }, ["acme"]),
    search("by domains of sign-in", { tenantSSODomains: ["sso.umbra.example"] }, ["umbra"]),
    search("by an attribute", { customAttributes: { plan: "gold" } }, ["acme"]),
    search("by one of several values, and a member of a list", { customAttributes: { plan: ["free", "gold"], regions: "us" } }, ["acme"]),
    search("by how people sign in", { authType: "oidc" }, ["acme.sub"]),
    search("by parent", { parentTenantId: "acme" }, ["acme.sub"]),
    search("those without one", { topLevelOnly: true }, ["acme", "umbra"]),
    search("by all of it together", { tenantIds: ["acme", "umbra"], customAttributes: { plan: "free" } }, []),
    { name: "refuses what is no list", arrange: () => ({ input: { tenantIds: "acme" } }), expected: { code: "E011003" } },
  ],
  "management.tenant.updateDefaultRoles": [
    {
      name: "takes a role of the tenant, and one of the project",
      async arrange(world) {
        await addTenant(world);
        await world.manage("role.createBatch", { roles: [{ name: "Member" }, { name: "Member", tenantId: "acme" }, { name: "Reader" }] });
        return { input: { id: "acme", defaultRoles: ["Member", "Reader"] } };
      },
      expected: { body: {} },
    },
    {
      name: "knows no other tenant's role",
      async arrange(world) {
        await addTenant(world);
        await addTenant(world, { id: "umbra" });
        await world.manage("role.create", { name: "Member", tenantId: "umbra" });
        return { input: { id: "acme", defaultRoles: ["Member"] } };
      },
      expected: { code: "E112301" },
    },
    unknown,
    unnamed,
  ],
  "management.tenant.getSettings": [
    {
      name: "answers the project's lifetimes where nothing is set",
      async arrange(world) {
        await addTenant(world, { selfProvisioningDomains: ["acme.example"] });
        return { input: { id: "acme" } };
      },
      expected: {
        body: {
          enabled: false,
          domains: [],
          selfProvisioningDomains: ["acme.example"],
          authType: "none",
          refreshTokenExpiration: 28,
          refreshTokenExpirationUnit: "days",
          sessionTokenExpiration: 10,
          sessionTokenExpirationUnit: "minutes",
          enableInactivity: false,
          JITDisabled: false,
        },
      },
    },
    {
      name: "answers what was set, and keeps what was not said again",
      async arrange(world) {
        await addTenant(world);
        const first = { enabled: true, sessionTokenExpiration: 2, sessionTokenExpirationUnit: "hours", domains: ["Acme.example"] };
        await world.manage("tenant.configureSettings", { tenantId: "acme", ...first });
        await world.manage("tenant.configureSettings", {
          tenantId: "acme",
          authType: "oidc",
          inactivityTime: 5,
          inactivityTimeUnit: "days",
        });
        return { input: { id: "acme" } };
      },
      expected: {
        body: {
          enabled: true,
          sessionTokenExpiration: 2,
          sessionTokenExpirationUnit: "hours",
          domains: ["acme.example"],
          authType: "oidc",
          inactivityTime: 5,
          inactivityTimeUnit: "days",
        },
      },
    },
    unknown,
    unnamed,
  ],
  "management.tenant.configureSettings": [
    {
      name: "takes settings",
      async arrange(world) {
        await addTenant(world);
        return { input: { tenantId: "acme", enabled: true, refreshTokenExpiration: 3, refreshTokenExpirationUnit: "weeks" } };
      },
      expected: { body: {} },
    },
    {
      name: "takes the Node SDK's capitals",
      only: "rest",
      async arrange(world) {
        await addTenant(world);
        return { input: { tenantId: "acme", InactivityTime: 5, InactivityTimeUnit: "" } };
      },
      expected: { body: {} },
    },
    { name: "knows no such tenant", arrange: () => ({ input: { tenantId: "acme" } }), expected: { code: "E112201" } },
    {
      name: "knows no such unit",
      arrange: () => ({ input: { tenantId: "acme", sessionTokenExpirationUnit: "years" } }),
      expected: { code: "E011003" },
    },
    {
      name: "refuses a lifetime below nothing",
      arrange: () => ({ input: { tenantId: "acme", sessionTokenExpiration: -1 } }),
      expected: { code: "E011003" },
    },
  ],
};
