import type { Case, Cases } from "./case";
import type { World } from "./world";

const GRACE = "grace@northfold.example";
const DAY_MS = 24 * 3600 * 1000;

const event = { action: "InvoicePaid", type: "warn", actorId: "billing", userId: "U1", tenantId: "T1", data: { invoice: 7 } };

/** What an app has recorded, an hour later than what the case finds out of time. */
async function recorded(world: World): Promise<void> {
  await world.manage("audit.createEvent", { action: "Former", type: "info", actorId: "billing" });
  world.deps.clock.advance({ hours: 1 });
  await world.manage("audit.createEvent", event);
}

const found = (...actions: string[]) => ({ body: { audits: actions.map((action) => ({ action })), total: actions.length } });

/** A search, and the actions that it finds of "Former" and "InvoicePaid". */
function search(name: string, input: object | ((now: number) => object), ...actions: string[]): Case {
  return {
    name,
    async arrange(world) {
      await recorded(world);
      const now = world.deps.clock.now().getTime();
      return { input: typeof input === "function" ? input(now) : input };
    },
    expected: found(...actions),
  };
}

export const auditCases: Cases = {
  "management.audit.search": [
    {
      name: "answers what happened, whole",
      async arrange(world) {
        await world.manage("audit.createEvent", event);
        return { input: {} };
      },
      expected: {
        body: {
          total: 1,
          audits: [
            {
              action: "InvoicePaid",
              type: "warn",
              actorId: "billing",
              userId: "U1",
              tenants: ["T1"],
              externalIds: [],
              data: { invoice: 7 },
              occurred: String(Date.UTC(2026, 2, 1, 12)),
              remoteAddress: "192.0.2.7",
            },
          ],
        },
      },
    },
    search("lists the newest first", {}, "InvoicePaid", "Former"),
    search("lists the oldest first", { oldestFirst: true }, "Former", "InvoicePaid"),
    search("finds by action", { actions: ["InvoicePaid"] }, "InvoicePaid"),
    search("leaves actions out", { excludedActions: ["InvoicePaid"] }, "Former"),
    search("finds by user", { userIds: ["U1", "U2"] }, "InvoicePaid"),
    search("finds by actor", { actorIds: ["billing"] }, "InvoicePaid", "Former"),
    search("finds by type", { auditTypes: ["warn", "error"] }, "InvoicePaid"),
    search("finds by tenant", { tenants: ["T1"] }, "InvoicePaid"),
    search("finds what is of no tenant", { noTenants: true }, "Former"),
    search("finds what is of a tenant or of none", { tenants: ["T1"], noTenants: true }, "InvoicePaid", "Former"),
    search("finds by address and device", { remoteAddresses: ["192.0.2.7"], devices: ["Unknown"] }, "InvoicePaid", "Former"),
    search("finds nothing where one of all does not fit", { methods: ["otp"], actions: ["Former"] }),
    search("finds nothing of a place", { geos: ["DE"] }),
    search("finds text anywhere, in capitals or not", { text: "INVOICE" }, "InvoicePaid"),
    search("takes what stands for a pattern elsewhere as it is", { text: "%" }),
    search("finds from a time on", (now) => ({ from: now }), "InvoicePaid"),
    search("finds up to a time, in digits", (now) => ({ to: String(now - 1) }), "Former"),
    search("finds nothing of the future", () => ({ from: 9e15 })),
    search(
      "takes Go's zero values for nothing",
      { from: -62_135_596_800_000, to: 0, size: 0, page: 0, text: "", actions: [] },
      "InvoicePaid",
      "Former",
    ),
    {
      name: "finds by login ID, however that is spelled",
      async arrange(world) {
        await world.manage("user.create", { loginId: GRACE });
        await world.manage("user.create", { loginId: "somebody" });
        return { input: { externalIds: [GRACE.toUpperCase()] } };
      },
      expected: { body: { audits: [{ action: "UserCreated", externalIds: [GRACE], actorId: "MANAGEMENT_KEY" }], total: 1 } },
    },
    {
      name: "leaves login IDs out",
      async arrange(world) {
        await world.manage("user.create", { loginId: GRACE });
        await world.manage("user.create", { loginId: "somebody" });
        return { input: { excludedExternalIds: [GRACE] } };
      },
      expected: { body: { audits: [{ externalIds: ["somebody"] }], total: 1 } },
    },
    {
      name: "answers a page, and how many there are on all",
      async arrange(world) {
        await recorded(world);
        return { input: { size: 1, page: 1 } };
      },
      expected: { body: { audits: [{ action: "Former" }], total: 2 } },
    },
    {
      name: "reads limit for size",
      only: "rest",
      async arrange(world) {
        await recorded(world);
        return { input: { limit: 1 } };
      },
      expected: { body: { audits: [{ action: "InvoicePaid" }], total: 2 } },
    },
    {
      name: "answers nothing older than 30 days, whatever is asked for",
      async arrange(world) {
        await recorded(world);
        world.deps.clock.advance({ days: 30 });
        return { input: { from: world.deps.clock.now().getTime() - 40 * DAY_MS } };
      },
      expected: found("InvoicePaid"),
    },
    { name: "answers 1000 at most", arrange: () => ({ input: { size: 1001 } }), expected: { code: "E011003" } },
  ],
  "management.audit.createEvent": [
    { name: "records an event", arrange: () => ({ input: event }), expected: { body: {} } },
    {
      name: "takes little",
      arrange: () => ({ input: { action: "x", type: "info", actorId: "billing", tenantId: "" } }),
      expected: { body: {} },
    },
    { name: "knows no other type", arrange: () => ({ input: { ...event, type: "fatal" } }), expected: { code: "E011003" } },
    { name: "asks for an actor", arrange: () => ({ input: { action: "x", type: "info" } }), expected: { code: "E011003" } },
  ],
};
