import { z } from "zod";
import { LoginId } from "../login-id";
import { defineOperation } from "../operation";
import { boundedMap, text } from "../text";
import { emptyAsAbsent, Int64, Nothing } from "./common";

/** One thing that happened. */
export const Audit = z
  .object({
    ID: z.string(),
    projectId: z.string(),
    userId: z.string().describe("whom it happened to; empty for nobody"),
    action: z.string(),
    type: z.enum(["info", "warn", "error"]),
    actorId: z.string().describe("who did it: a user, or the name of a management key"),
    occurred: z.string().describe("epoch milliseconds"),
    device: z.string(),
    method: z.string(),
    geo: z.string(),
    remoteAddress: z.string(),
    externalIds: z.array(z.string()).describe("login IDs"),
    tenants: z.array(z.string()),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "Audit" });
export type Audit = z.output<typeof Audit>;

/** Records in one answer. */
const SIZE_MAX = 1000;

const Words = z.array(text(200)).max(100);

/** Login IDs as they are recorded: in their one spelling, where they have one. */
const LoginIds = z.array(text(640).transform((typed) => LoginId.safeParse(typed).data ?? typed)).max(100);

/** Epoch milliseconds; 0 or less is unset: Go sends the year 1 for no time. */
const Milliseconds = Int64.transform((milliseconds) => (milliseconds > 0 ? milliseconds : undefined));

export const auditSearch = defineOperation({
  routes: ["POST /v1/mgmt/audit/search"],
  access: "management",
  kind: "query",
  summary: "What happened in the last 30 days: records that fit all that is asked for, the newest first unless said otherwise",
  input: z.object({
    from: Milliseconds.optional(),
    to: Milliseconds.optional(),
    userIds: Words.optional(),
    actorIds: Words.optional(),
    actions: Words.optional(),
    excludedActions: Words.optional(),
    auditTypes: Words.optional(),
    devices: Words.optional(),
    methods: Words.optional(),
    geos: Words.optional(),
    remoteAddresses: Words.optional(),
    externalIds: LoginIds.optional(),
    excludedExternalIds: LoginIds.optional(),
    tenants: Words.optional(),
    noTenants: z.boolean().optional(),
    text: emptyAsAbsent(text(200)).optional(),
    size: z.int().min(0).max(SIZE_MAX).optional(),
    page: z.int().min(0).max(100_000).optional(),
    oldestFirst: z.boolean().optional(),
  }),
  output: z.object({ audits: z.array(Audit), total: z.int() }),
  errors: ["E011003"],
  aliases: { limit: "size" },
});

export const auditCreateEvent = defineOperation({
  routes: ["POST /v1/mgmt/audit/event"],
  access: "management",
  kind: "mutation",
  summary: "Record something that happened in an app",
  input: z.object({
    action: text(200).min(1),
    type: z.enum(["info", "warn", "error"]),
    actorId: text(200).min(1),
    userId: text(200).optional(),
    tenantId: emptyAsAbsent(text(200)).optional(),
    data: boundedMap(z.unknown(), { entriesMax: 100, keyMax: 200, valueMax: 2000, bytesMax: 16_000 }).optional(),
  }),
  output: Nothing,
  errors: ["E011003"],
});
