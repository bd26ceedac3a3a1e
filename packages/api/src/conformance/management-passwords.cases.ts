import type { Cases } from "./case";
import type { World } from "./world";

const GRACE = "grace@northfold.example";
const password = "a quiet harbour at dusk";

async function withTenant(world: World): Promise<string> {
  await world.prisma.tenant.create({ data: { id: "acme", name: "Acme", createdAt: world.deps.clock.now() } });
  return "acme";
}

const asShipped = {
  enabled: true,
  minLength: 8,
  lowercase: false,
  uppercase: false,
  number: false,
  nonAlphanumeric: false,
  expiration: false,
  reuse: true,
  reuseAmount: 5,
  lock: false,
  tempLock: false,
  enablePasswordStrength: false,
  passwordStrengthScore: 0,
};

const ofUser = (succeeds: string): Cases[string] => [
  {
    name: succeeds,
    async arrange(world) {
      const { loginId } = await world.signUp();
      return { input: { loginId, password } };
    },
    expected: { body: {} },
  },
  { name: "knows nobody of this name", arrange: () => ({ input: { loginId: GRACE, password } }), expected: { code: "E112102" } },
];

const whoSetOne = (succeeds: string): Cases[string] => [
  ...ofUser(succeeds),
  {
    name: "is for who never had one, by user ID",
    async arrange(world) {
      const { user } = await world.manage<{ user: { userId: string } }>("user.create", { loginId: GRACE });
      return { input: { loginId: user.userId, password, setActive: false } };
    },
    expected: { body: { cleartext: "" } },
  },
  {
    name: "takes no weak password",
    async arrange(world) {
      const { loginId } = await world.signUp();
      return { input: { loginId, password: "short" } };
    },
    expected: { code: "E062901" },
  },
  { name: "asks for a password", arrange: () => ({ input: { loginId: GRACE, password: "" } }), expected: { code: "E011003" } },
];

export const managementPasswordCases: Cases = {
  "management.user.setTemporaryPassword": whoSetOne("sets one that has to be replaced"),
  "management.user.setActivePassword": whoSetOne("sets one that signs in"),
  "management.user.expirePassword": [
    ...(ofUser("has a user replace theirs") ?? []),
    { name: "asks for a login ID", arrange: () => ({ input: {} }), expected: { code: "E011003" } },
  ],
  "management.password.getSettings": [
    { name: "tells what holds as shipped", arrange: () => ({ input: {} }), expected: { body: { ...asShipped, tenantId: "" } } },
    {
      name: "tells the project's where a tenant has none of its own",
      async arrange(world) {
        const tenantId = await withTenant(world);
        await world.manage("password.configureSettings", { tenantId: "", minLength: 10 });
        return { input: { tenantId } };
      },
      expected: { body: { ...asShipped, minLength: 10, tenantId: "acme" } },
    },
    {
      name: "tells a tenant's own",
      async arrange(world) {
        const tenantId = await withTenant(world);
        await world.manage("password.configureSettings", { tenantId, minLength: 12, lock: true, lockAttempts: 4 });
        return { input: { tenantId } };
      },
      expected: { body: { ...asShipped, minLength: 12, lock: true, lockAttempts: 4 } },
    },
    { name: "knows no such tenant", arrange: () => ({ input: { tenantId: "nowhere" } }), expected: { code: "E112201" } },
    { name: "refuses an ID that is too long", arrange: () => ({ input: { tenantId: "x".repeat(201) } }), expected: { code: "E011003" } },
  ],
  "management.password.configureSettings": [
    {
      name: "sets the project's, and leaves what is not said and Go's zeros as they are",
      arrange: () => ({ input: { tenantId: "", minLength: 0, uppercase: true, lockAttempts: 0, expirationWeeks: 0 } }),
      expected: { body: {} },
    },
    {
      name: "sets a tenant's",
      arrange: async (world) => ({ input: { tenantId: await withTenant(world), nonAlphanumeric: true, tempLockDuration: 1440 } }),
      expected: { body: {} },
    },
    {
      name: "reads another spelling, and null as absent",
      only: "rest",
      arrange: () => ({ input: { tenantId: null, nonAlphaNumeric: true, reuse: null } }),
      expected: { body: {} },
    },
    { name: "knows no such tenant", arrange: () => ({ input: { tenantId: "nowhere" } }), expected: { code: "E112201" } },
    ...[{ minLength: 65 }, { lockAttempts: 1 }, { tempLockAttempts: 11 }, { reuseAmount: 51 }, { expirationWeeks: 1000 }].map((input) => ({
      name: `refuses ${JSON.stringify(input)}`,
      arrange: () => ({ input }),
      expected: { code: "E011003" },
    })),
  ],
};
