import type { User } from "@repo/contract/user";
import type { Cases } from "./case";
import type { World } from "./world";

const GRACE = "grace@northfold.example";

/** Somebody whom the management API has made. */
async function managedUser(world: World, more: object = {}): Promise<User> {
  const { user } = await world.manage<{ user: User }>("user.create", { loginId: GRACE, ...more });
  return user;
}

export const managementUserCases: Cases = {
  "management.license": [{ name: "answers a tier", arrange: () => ({ input: {} }), expected: { body: { rateLimitTier: "tier1" } } }],
  "management.user.load": [
    {
      name: "finds a user by login ID, beside an empty user ID",
      async arrange(world) {
        await managedUser(world);
        return { input: { loginId: GRACE, userId: "" } };
      },
      expected: { body: { user: { loginIds: [GRACE] } } },
    },
    {
      name: "finds a user by user ID",
      arrange: async (world) => ({ input: { userId: (await managedUser(world)).userId, loginId: "" } }),
      expected: { body: { user: { loginIds: [GRACE] } } },
    },
    {
      name: "finds a user by a user ID in the place of the login ID, whoever took that for a name",
      async arrange(world) {
        const { userId } = await managedUser(world);
        await world.manage("user.create", { loginId: userId });
        return { input: { loginId: userId } };
      },
      expected: { body: { user: { loginIds: [GRACE] } } },
    },
    { name: "knows nobody of this name", arrange: () => ({ input: { loginId: GRACE } }), expected: { code: "E112102" } },
    {
      name: "knows no login ID for a user ID",
      arrange: async (world) => ({ input: { userId: (await managedUser(world)).loginIds[0] } }),
      expected: { code: "E112102" },
    },
    { name: "asks for one of two names", arrange: () => ({ input: { loginId: "", userId: "" } }), expected: { code: "E011002" } },
    { name: "refuses a name that is too long", arrange: () => ({ input: { userId: "x".repeat(201) } }), expected: { code: "E011003" } },
  ],
  "management.user.updateStatus": [
    {
      name: "disables a user",
      async arrange(world) {
        await managedUser(world);
        return { input: { loginId: GRACE, status: "disabled" } };
      },
      expected: { body: { user: { loginIds: [GRACE], status: "disabled" } } },
    },
    {
      name: "enables a user, by user ID",
      arrange: async (world) => ({ input: { loginId: (await managedUser(world)).userId, status: "enabled" } }),
      expected: { body: { user: { status: "enabled" } } },
    },
    { name: "knows no other status", arrange: () => ({ input: { loginId: GRACE, status: "sleeping" } }), expected: { code: "E011003" } },
    { name: "knows nobody of this name", arrange: () => ({ input: { loginId: GRACE, status: "enabled" } }), expected: { code: "E112102" } },
  ],
  "management.user.delete": [
    {
      name: "deletes a user by login ID",
      async arrange(world) {
        await managedUser(world);
        return { input: { loginId: GRACE } };
      },
      expected: { body: {} },
    },
    {
      name: "deletes a user by user ID",
      arrange: async (world) => ({ input: { userId: (await managedUser(world)).userId } }),
      expected: { body: {} },
    },
    { name: "knows nobody of this name", arrange: () => ({ input: { loginId: GRACE } }), expected: { code: "E112102" } },
    { name: "asks for one of two names", arrange: () => ({ input: {} }), expected: { code: "E011002" } },
    { name: "refuses a name that is too long", arrange: () => ({ input: { userId: "x".repeat(201) } }), expected: { code: "E011003" } },
  ],
  "management.user.logoutUser": [
    {
      name: "ends a user's sessions, whatever types are named",
      async arrange(world) {
        const { loginId } = await world.signUp();
        return { input: { loginId, sessionTypes: ["web"] } };
      },
      expected: { body: {} },
    },
    { name: "knows nobody of this name", arrange: () => ({ input: { loginId: GRACE } }), expected: { code: "E112102" } },
    { name: "asks for one of two names", arrange: () => ({ input: {} }), expected: { code: "E011002" } },
    { name: "refuses a name that is too long", arrange: () => ({ input: { userId: "x".repeat(201) } }), expected: { code: "E011003" } },
  ],
};
