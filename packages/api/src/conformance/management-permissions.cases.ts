import type { Cases } from "./case";
import type { World } from "./world";

export const addPermissions = (world: World, ...names: string[]) =>
  world.manage("permission.createBatch", { permissions: names.map((name) => ({ name })) });

/** The ID of the only permission. */
async function permissionId(world: World): Promise<string> {
  const { permissions } = await world.manage<{ permissions: { id: string }[] }>("permission.loadAll", {});
  return permissions[0]?.id ?? "";
}

export const managementPermissionCases: Cases = {
  "management.permission.create": [
    { name: "makes a permission", arrange: () => ({ input: { name: "edit", description: "Change texts" } }), expected: { body: {} } },
    {
      name: "refuses a name that is taken",
      async arrange(world) {
        await addPermissions(world, "edit");
        return { input: { name: "edit" } };
      },
      expected: { code: "E112402" },
    },
    { name: "asks for a name", arrange: () => ({ input: { name: "" } }), expected: { code: "E011003" } },
    { name: "refuses a name of two lines", arrange: () => ({ input: { name: "edit\nall" } }), expected: { code: "E011003" } },
  ],
  "management.permission.createBatch": [
    { name: "makes many", arrange: () => ({ input: { permissions: [{ name: "edit" }, { name: "read" }] } }), expected: { body: {} } },
    {
      name: "refuses all for one name that is given twice",
      arrange: () => ({ input: { permissions: [{ name: "edit" }, { name: "edit" }] } }),
      expected: { code: "E112402" },
    },
    { name: "asks for some", arrange: () => ({ input: { permissions: [] } }), expected: { code: "E011003" } },
  ],
  "management.permission.update": [
    {
      name: "gives a permission another name",
      async arrange(world) {
        await addPermissions(world, "edit");
        return { input: { name: "edit", newName: "change" } };
      },
      expected: { body: {} },
    },
    {
      name: "finds it by ID, beside an empty name",
      async arrange(world) {
        await addPermissions(world, "edit");
        return { input: { id: await permissionId(world), name: "", newName: "edit", description: "Change texts" } };
      },
      expected: { body: {} },
    },
    {
      name: "refuses a name that is taken",
      async arrange(world) {
        await addPermissions(world, "edit", "read");
        return { input: { name: "edit", newName: "read" } };
      },
      expected: { code: "E112402" },
    },
    { name: "knows none of this name", arrange: () => ({ input: { name: "edit", newName: "read" } }), expected: { code: "E112401" } },
    { name: "asks for name or ID", arrange: () => ({ input: { newName: "read" } }), expected: { code: "E011002" } },
    { name: "asks for the new name", arrange: () => ({ input: { name: "edit" } }), expected: { code: "E011003" } },
  ],
  "management.permission.updateBatch": [
    {
      name: "changes many, and takes what is said last of one that is named twice",
      async arrange(world) {
        await addPermissions(world, "edit");
        const id = await permissionId(world);
        const change = (newName: string) => ({ id, newName });
        return { input: { permissions: [change("change"), change("write")] } };
      },
      expected: { body: {} },
    },
    {
      name: "swaps the names of two",
      async arrange(world) {
        await addPermissions(world, "edit", "read");
        return {
          input: {
            permissions: [
              { name: "edit", newName: "read" },
              { name: "read", newName: "edit" },
            ],
          },
        };
      },
      expected: { body: {} },
    },
    {
      name: "refuses all for one name that is taken",
      async arrange(world) {
        await addPermissions(world, "edit", "read");
        return { input: { permissions: [{ name: "edit", newName: "read" }] } };
      },
      expected: { code: "E112402" },
    },
    {
      name: "knows none of this ID",
      arrange: () => ({ input: { permissions: [{ id: "PERM1", newName: "read" }] } }),
      expected: { code: "E112401" },
    },
    { name: "asks for name or ID", arrange: () => ({ input: { permissions: [{ newName: "read" }] } }), expected: { code: "E011002" } },
    { name: "asks for some", arrange: () => ({ input: {} }), expected: { code: "E011003" } },
  ],
  "management.permission.delete": [
    {
      name: "deletes one by name",
      async arrange(world) {
        await addPermissions(world, "edit");
        return { input: { name: "edit" } };
      },
      expected: { body: {} },
    },
    { name: "knows none of this name", arrange: () => ({ input: { name: "edit" } }), expected: { code: "E112401" } },
    { name: "asks for name or ID", arrange: () => ({ input: { name: "", id: "" } }), expected: { code: "E011002" } },
    { name: "refuses a name that is too long", arrange: () => ({ input: { name: "x".repeat(201) } }), expected: { code: "E011003" } },
  ],
  "management.permission.deleteBatch": [
    {
      name: "deletes those there are",
      async arrange(world) {
        await addPermissions(world, "edit");
        return { input: { names: ["edit", "read"], ids: ["PERM1"] } };
      },
      expected: { body: {} },
    },
    { name: "asks for some", arrange: () => ({ input: { names: [] } }), expected: { code: "E011002" } },
    { name: "refuses an empty name", arrange: () => ({ input: { names: [""] } }), expected: { code: "E011003" } },
  ],
  "management.permission.loadAll": [
    {
      name: "answers every permission",
      async arrange(world) {
        await addPermissions(world, "read", "edit");
        return { input: {} };
      },
      expected: {
        body: {
          permissions: [
            { name: "edit", description: "", systemDefault: false },
            { name: "read", description: "", systemDefault: false },
          ],
        },
      },
    },
  ],
};
