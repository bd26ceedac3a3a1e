import type { Cases } from "./case";
import { furnish } from "./management-user-changes.cases";

export const managementCustomAttributeCases: Cases = {
  "management.user.getCustomAttributes": [
    {
      name: "answers those that are declared",
      async arrange(world) {
        await furnish(world);
        return { input: {} };
      },
      expected: {
        body: {
          data: [
            { name: "plan", type: 4, options: [{ value: "paid", label: "Paid" }] },
            { name: "seats", type: 2, displayName: "", options: [], defaultValue: null, viewPermissions: [], editPermissions: [] },
          ],
          total: 2,
        },
      },
    },
  ],
  "management.user.createCustomAttributes": [
    {
      name: "declares some, and answers all",
      async arrange(world) {
        await furnish(world);
        const options = [{ value: "red" }, { value: "blue", label: "Blue" }];
        return { input: { attributes: [{ name: "colour", type: 5, options, defaultValue: ["red"], viewPermissions: ["see"] }] } };
      },
      expected: {
        body: {
          data: [
            { name: "plan" },
            { name: "seats" },
            {
              name: "colour",
              type: 5,
              displayName: "colour",
              options: [
                { value: "red", label: "red" },
                { value: "blue", label: "Blue" },
              ],
              defaultValue: ["red"],
              viewPermissions: ["see"],
            },
          ],
          total: 3,
        },
      },
    },
    {
      name: "declares none twice",
      async arrange(world) {
        await furnish(world);
        return { input: { attributes: [{ name: "seats", type: 1 }] } };
      },
      expected: { code: "E112601" },
    },
    { name: "knows six types", arrange: () => ({ input: { attributes: [{ name: "a", type: 7 }] } }), expected: { code: "E011003" } },
    {
      name: "refuses a value to begin with that is not of the type",
      arrange: () => ({ input: { attributes: [{ name: "a", type: 2, defaultValue: "x" }] } }),
      expected: { code: "E011003" },
    },
    {
      name: "refuses quotes in a name",
      arrange: () => ({ input: { attributes: [{ name: 'a"b', type: 2 }] } }),
      expected: { code: "E011003" },
    },
  ],
  "management.user.deleteCustomAttributes": [
    {
      name: "deletes some, and answers those that are left",
      async arrange(world) {
        await furnish(world);
        return { input: { names: ["seats", "shoes"] } };
      },
      expected: { body: { data: [{ name: "plan" }], total: 1 } },
    },
    { name: "refuses what is no name", arrange: () => ({ input: { names: [7] } }), expected: { code: "E011003" } },
  ],
};
