import type { Cases } from "./case";
import { addPermissions } from "./management-permissions.cases";
import type { World } from "./world";

interface ManagedRole {
  id: string;
  name: string;
}

/** A role that the management API has made, with a permission of its own. */
async function addRole(world: World, more: object = {}): Promise<ManagedRole> {
  const { permissions } = await world.manage<{ permissions: { name: string }[] }>("permission.loadAll", {});
  if (!permissions.some(({ name }) => name === "edit")) await addPermissions(world, "edit");
  return world.manage<ManagedRole>("role.create", { name: "Editor", permissionNames: ["edit"], ...more });
}

const addAcme = (world: World) => world.manage("tenant.create", { id: "acme", name: "Acme" });

export const managementRoleCases: Cases = {
  "management.role.create": [
    {
      name: "makes a role of the project",
      async arrange(world) {
        await addPermissions(world, "edit", "read");
        return { input: { name: "Editor", description: "Changes texts", permissionNames: ["read", "edit"], default: true, private: true } };
      },
      expected: {
        body: {
          name: "Editor",
          description: "Changes texts",
          permissionNames: ["edit", "read"],
          tenantId: "",
          default: true,
          private: true,
        },
      },
    },
    {
      name: "makes one of a tenant beside the project's of that name",
      async arrange(world) {
        await addAcme(world);
        await addRole(world);
        return { input: { name: "Editor", tenantId: "acme" } };
      },
      expected: { body: { name: "Editor", permissionNames: [], tenantId: "acme", default: false, private: false } },
    },
    {
      name: "reads Go's empty tenant and null list as none",
      only: "rest",
      arrange: () => ({ input: { name: "Editor", tenantId: "", permissionNames: null } }),
      expected: { body: { tenantId: "", permissionNames: [] } },
    },
    {
      name: "refuses a name that is taken",
      async arrange(world) {
        await addRole(world);
        return { input: { name: "Editor" } };
      },
      expected: { code: "E112302" },
    },
    {
      name: "knows no such permission",
      arrange: () => ({ input: { name: "Editor", permissionNames: ["edit"] } }),
      expected: { code: "E112401" },
    },
    { name: "knows no such tenant", arrange: () => ({ input: { name: "Editor", tenantId: "acme" } }), expected: { code: "E112201" } },
    { name: "asks for a name", arrange: () => ({ input: {} }), expected: { code: "E011003" } },
  ],
  "management.role.createBatch": [
    {
      name: "makes many, in the project and in tenants",
      async arrange(world) {
        await addAcme(world);
        await addPermissions(world, "edit");
        return {
          input: {
            roles: [
              { name: "Editor", permissionNames: ["edit"] },
              { name: "Editor", tenantId: "acme", default: true },
            ],
          },
        };
      },
      expected: {
        body: {
          roles: [
            { tenantId: "", permissionNames: ["edit"] },
            { tenantId: "acme", default: true },
          ],
        },
      },
    },
    {
      name: "refuses all for one name that is given twice",
      arrange: () => ({ input: { roles: [{ name: "Editor" }, { name: "Editor" }] } }),
      expected: { code: "E112302" },
    },
    {
      name: "knows no such permission",
      arrange: () => ({ input: { roles: [{ name: "Editor", permissionNames: ["edit"] }] } }),
      expected: { code: "E112401" },
    },
    {
      name: "knows no such tenant",
      arrange: () => ({ input: { roles: [{ name: "Editor", tenantId: "acme" }] } }),
      expected: { code: "E112201" },
    },
    { name: "asks for some", arrange: () => ({ input: { roles: [] } }), expected: { code: "E011003" } },
  ],
  "management.role.update": [
    {
      name: "replaces a role: what is left out is emptied, but for what it is to whom",
      async arrange(world) {
        await addRole(world, { description: "Changes texts", default: true, private: true });
        return { input: { name: "Editor", newName: "Writer" } };
      },
      expected: { body: { name: "Writer", description: "", permissionNames: [], tenantId: "", default: true, private: true } },
    },
    {
      name: "finds one of a tenant by its name there",
      async arrange(world) {
        await addAcme(world);
        await addRole(world, { tenantId: "acme", default: true });
        return { input: { name: "Editor", tenantId: "acme", newName: "Editor", permissionNames: ["edit"], default: false } };
      },
      expected: { body: { tenantId: "acme", permissionNames: ["edit"], default: false } },
    },
    {
      name: "finds one by ID, beside an empty name",
      async arrange(world) {
        const { id } = await addRole(world);
        return { input: { id, name: "", newName: "Writer", tenantId: "" } };
      },
      expected: { body: { name: "Writer" } },
    },
    {
      name: "refuses a name that is taken",
      async arrange(world) {
        await addRole(world);
        await addRole(world, { name: "Writer" });
        return { input: { name: "Editor", newName: "Writer" } };
      },
      expected: { code: "E112302" },
    },
    {
      name: "knows no such permission",
      async arrange(world) {
        await addRole(world);
        return { input: { name: "Editor", newName: "Editor", permissionNames: ["fly"] } };
      },
      expected: { code: "E112401" },
    },
    {
      name: "knows none of this name in the tenant",
      async arrange(world) {
        await addRole(world);
        return { input: { name: "Editor", tenantId: "acme", newName: "Writer" } };
      },
      expected: { code: "E112301" },
    },
    { name: "asks for name or ID", arrange: () => ({ input: { newName: "Writer" } }), expected: { code: "E011002" } },
    { name: "asks for the new name", arrange: () => ({ input: { name: "Editor" } }), expected: { code: "E011003" } },
  ],
  "management.role.updateBatch": [
    {
      name: "replaces many, in their order",
      async arrange(world) {
        const { id } = await addRole(world);
        await addRole(world, { name: "Reader" });
        return {
          input: {
            roles: [
              { name: "Reader", newName: "Visitor" },
              { id, newName: "Writer", permissionNames: ["edit"] },
            ],
          },
        };
      },
      expected: { body: { roles: [{ name: "Visitor" }, { name: "Writer", permissionNames: ["edit"] }] } },
    },
    {
      name: "swaps the names of two",
      async arrange(world) {
        const editor = await addRole(world);
        const reader = await addRole(world, { name: "Reader" });
        return {
          input: {
            roles: [
              { id: editor.id, newName: "Reader" },
              { id: reader.id, newName: "Editor" },
            ],
          },
        };
      },
      expected: { body: { roles: [{ name: "Reader" }, { name: "Editor" }] } },
    },
    {
      name: "refuses all for one name that is taken",
      async arrange(world) {
        await addRole(world);
        await addRole(world, { name: "Reader" });
        return { input: { roles: [{ name: "Reader", newName: "Editor" }] } };
      },
      expected: { code: "E112302" },
    },
    {
      name: "knows no such permission",
      async arrange(world) {
        await addRole(world);
        return { input: { roles: [{ name: "Editor", newName: "Editor", permissionNames: ["fly"] }] } };
      },
      expected: { code: "E112401" },
    },
    {
      name: "knows none of this name",
      arrange: () => ({ input: { roles: [{ name: "Editor", newName: "Writer" }] } }),
      expected: { code: "E112301" },
    },
    { name: "asks for name or ID", arrange: () => ({ input: { roles: [{ newName: "Writer" }] } }), expected: { code: "E011002" } },
    { name: "asks for some", arrange: () => ({ input: {} }), expected: { code: "E011003" } },
  ],
  "management.role.delete": [
    {
      name: "deletes one by name",
      async arrange(world) {
        await addRole(world);
        return { input: { name: "Editor", tenantId: "" } };
      },
      expected: { body: {} },
    },
    {
      name: "finds no other tenant's role by its ID",
      async arrange(world) {
        const { id } = await addRole(world);
        return { input: { id, tenantId: "acme" } };
      },
      expected: { code: "E112301" },
    },
    { name: "knows none of this name", arrange: () => ({ input: { name: "Editor" } }), expected: { code: "E112301" } },
    { name: "asks for name or ID", arrange: () => ({ input: {} }), expected: { code: "E011002" } },
    { name: "refuses a name that is too long", arrange: () => ({ input: { name: "x".repeat(201) } }), expected: { code: "E011003" } },
  ],
  "management.role.deleteBatch": [
    {
      name: "deletes those there are",
      async arrange(world) {
        await addRole(world);
        return { input: { roleNames: ["Editor", "Reader"], roleIds: ["ROL1"] } };
      },
      expected: { body: {} },
    },
    { name: "asks for some", arrange: () => ({ input: { tenantId: "acme" } }), expected: { code: "E011002" } },
    { name: "refuses an empty name", arrange: () => ({ input: { roleNames: [""] } }), expected: { code: "E011003" } },
  ],
  "management.role.loadAll": [
    {
      name: "answers every role, tenants' among them",
      async arrange(world) {
        await addAcme(world);
        await addRole(world, { tenantId: "acme" });
        return { input: {} };
      },
      expected: { body: { roles: [{ name: "Editor", permissionNames: ["edit"], tenantId: "acme" }] } },
    },
  ],
  "management.role.search": [
    {
      name: "finds a tenant's roles, and the project's beside them where asked for, in order",
      async arrange(world) {
        await addAcme(world);
        await world.manage("tenant.create", { id: "umbra", name: "Umbra" });
        for (const more of [{ name: "Reader" }, { tenantId: "acme" }, { name: "Other", tenantId: "umbra" }]) await addRole(world, more);
        return { input: { tenantIds: ["acme"], includeProjectRoles: true, sort: [{ field: "name", desc: true }] } };
      },
      expected: { body: { roles: [{ name: "Reader" }, { name: "Editor" }] } },
    },
    {
      name: "finds by part of a name, by names, IDs and permissions together",
      async arrange(world) {
        const { id } = await addRole(world);
        await addRole(world, { name: "Edith", permissionNames: [] });
        const roleNames = ["Editor", "Edith"];
        return { input: { roleNameLike: "EDIT", roleNames, roleIds: [id], permissionNames: ["edit"], text: "tor" } };
      },
      expected: { body: { roles: [{ name: "Editor" }] } },
    },
    {
      name: "finds none for what none is",
      async arrange(world) {
        await addRole(world);
        return { input: { permissionNames: ["fly"] } };
      },
      expected: { body: { roles: [] } },
    },
    { name: "refuses what is no list", arrange: () => ({ input: { roleNames: "Editor" } }), expected: { code: "E011003" } },
  ],
};
