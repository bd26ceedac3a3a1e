import { z } from "zod";
import { CustomClaims } from "../login-options";
import { defineOperation } from "../operation";
import { text } from "../text";
import { CustomAttributes, emptyAsAbsent, GivenName, Id, Ids, Int64, Nothing, RoleNames, TenantsWithRoles } from "./common";

/** What SDKs read as 32 bits; a time in milliseconds is beyond it. */
const SECONDS_MAX = 2 ** 31 - 1;

/** An address, or all those that begin alike: `203.0.113.7`, `2001:db8::/32`. */
const AddressOrBlock = text(50).refine(
  (value) => z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]).safeParse(value).success,
  "must be an IP address or a CIDR block",
);

/** When a key ends, in epoch seconds; 0 or less: never. */
const ExpireTime = Int64.refine((seconds) => seconds <= SECONDS_MAX, "must be in seconds, not milliseconds").transform((seconds) =>
  seconds > 0 ? seconds : undefined,
);

/** A key that a machine exchanges for session tokens; never the key itself. */
export const AccessKey = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    roleNames: z.array(z.string()),
    keyTenants: z.array(z.object({ tenantId: z.string(), tenantName: z.string(), roleNames: z.array(z.string()) })),
    status: z.enum(["active", "inactive"]),
    createdTime: z.int().describe("epoch seconds"),
    expireTime: z.int().describe("epoch seconds; 0: never"),
    createdBy: z.string().describe("the management key that made it"),
    clientId: z.string(),
    boundUserId: z.string(),
    customClaims: z.record(z.string(), z.unknown()),
    permittedIps: z.array(z.string()).describe("addresses and CIDR blocks; empty: any"),
    customAttributes: z.record(z.string(), z.unknown()),
    editable: z.boolean(),
  })
  .meta({ id: "AccessKey" });
export type AccessKey = z.output<typeof AccessKey>;

const AccessKeyResponse = z.object({ key: AccessKey });
const WithCleartext = AccessKeyResponse.extend({ cleartext: z.string().describe("the key itself, shown this once") });

const details = {
  name: GivenName,
  description: text(2000).optional(),
  roleNames: RoleNames.optional(),
  keyTenants: TenantsWithRoles.optional(),
  customClaims: CustomClaims.optional(),
  permittedIps: z.array(AddressOrBlock).max(100).optional(),
  customAttributes: CustomAttributes.optional(),
};

export const accessKeyCreate = defineOperation({
  routes: ["POST /v1/mgmt/accesskey/create"],
  access: "management",
  kind: "mutation",
  summary: "Create an access key",
  input: z.object({ ...details, expireTime: ExpireTime.optional(), userId: emptyAsAbsent(text(200)).optional() }),
  output: WithCleartext,
  errors: ["E011003", "E112102", "E112201", "E112303"],
});

export const accessKeyLoad = defineOperation({
  routes: ["GET /v1/mgmt/accesskey"],
  access: "management",
  kind: "query",
  summary: "One access key",
  input: z.object({ id: Id }),
  output: AccessKeyResponse,
  errors: ["E011003", "E112501"],
});

const SORTED_BY = ["id", "name", "description", "status", "createdTime", "expireTime", "createdBy", "boundUserId"] as const;

export const accessKeySearch = defineOperation({
  routes: ["POST /v1/mgmt/accesskey/search"],
  access: "management",
  kind: "query",
  summary: "Access keys that fit all that is asked for, the newest first unless said otherwise; ten thousand at most",
  input: z.object({
    tenantIds: Ids.optional(),
    boundUserId: emptyAsAbsent(text(200)).optional(),
    creatingUser: emptyAsAbsent(text(200)).optional(),
    customAttributes: CustomAttributes.optional(),
    text: emptyAsAbsent(text(200)).optional(),
    sort: z
      .array(z.object({ field: z.enum(SORTED_BY), desc: z.boolean().optional() }))
      .max(SORTED_BY.length)
      .optional(),
  }),
  output: z.object({ keys: z.array(AccessKey) }),
  errors: ["E011003"],
});

export const accessKeyUpdate = defineOperation({
  routes: ["POST /v1/mgmt/accesskey/update"],
  access: "management",
  kind: "mutation",
  summary: "Change an access key; what is not given stays",
  input: z.object({ id: Id, ...details }),
  output: AccessKeyResponse,
  errors: ["E011003", "E112201", "E112303", "E112501"],
});

export const accessKeyRotate = defineOperation({
  routes: ["POST /v1/mgmt/accesskey/rotate"],
  access: "management",
  kind: "mutation",
  summary: "Replace the secret of an access key; the former is worthless at once",
  input: z.object({ id: Id }),
  output: WithCleartext,
  errors: ["E011003", "E112501"],
});

const one = {
  access: "management",
  kind: "mutation",
  input: z.object({ id: Id }),
  output: Nothing,
  errors: ["E011003", "E112501"],
} as const;
const several = {
  access: "management",
  kind: "mutation",
  input: z.object({ ids: Ids.min(1) }),
  output: Nothing,
  errors: ["E011003"],
} as const;

export const accessKeyActivate = defineOperation({
  ...one,
  routes: ["POST /v1/mgmt/accesskey/activate"],
  summary: "Let an access key be used again",
});

export const accessKeyDeactivate = defineOperation({
  ...one,
  routes: ["POST /v1/mgmt/accesskey/deactivate"],
  summary: "Let an access key be used no more, until it is activated",
});

export const accessKeyDelete = defineOperation({ ...one, routes: ["POST /v1/mgmt/accesskey/delete"], summary: "Delete an access key" });

export const accessKeyActivateBatch = defineOperation({
  ...several,
  routes: ["POST /v1/mgmt/accesskey/activate/batch"],
  summary: "Let access keys be used again; IDs that nobody has are passed over",
});

export const accessKeyDeactivateBatch = defineOperation({
  ...several,
  routes: ["POST /v1/mgmt/accesskey/deactivate/batch"],
  summary: "Let access keys be used no more; IDs that nobody has are passed over",
});

export const accessKeyDeleteBatch = defineOperation({
  ...several,
  routes: ["POST /v1/mgmt/accesskey/delete/batch"],
  summary: "Delete access keys; IDs that nobody has are passed over",
});
