import { z } from "zod";
import { spellDomain } from "../address";
import { defineOperation } from "../operation";
import { text } from "../text";
import { BATCH_MAX, CustomAttributes, GivenName, Id, Ids, NewName, Nothing, RoleNames, TenantIdOrEmpty } from "./common";

/** The name of the project's own roles and settings in tables whose rows belong to a tenant or to the project. */
const RESERVED_ID = "project";

/** The ID that a new tenant is given: it stands in tokens and addresses. */
const NewTenantId = text(200)
  .refine((id) => id === "" || /^[A-Za-z0-9][\w.-]*$/.test(id), "must be letters, digits, dots, hyphens and underscores")
  .refine((id) => id !== RESERVED_ID, `must not be ${RESERVED_ID}`)
  .transform((id) => (id === "" ? undefined : id));

/** A domain in its one spelling. */
const Domain = text(320).transform((typed, context) => {
  const domain = spellDomain(typed);
  if (domain !== null) return domain;
  context.addIssue({ code: "custom", message: "must be a domain name", input: typed });
  return z.NEVER;
});

const Domains = z.array(Domain).max(100);

const AUTH_TYPES = ["none", "saml", "oidc"] as const;
const AuthType = z.enum(["", ...AUTH_TYPES]).optional();
const RoleInheritance = z.enum(["", "none", "userOnly"]);

const TIME_UNITS = ["minutes", "hours", "days", "weeks"] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** What a tenant is made of; whatever an update leaves out is emptied. */
const tenantDetails = {
  name: NewName,
  selfProvisioningDomains: Domains.optional().describe("whoever proves an address of one may join by naming the tenant"),
  customAttributes: CustomAttributes.optional(),
  enforceSSO: z.boolean().optional(),
  enforceSSOExclusions: z.array(text(320)).max(BATCH_MAX).optional(),
  disabled: z.boolean().optional().describe("memberships of a disabled tenant count for nothing"),
  roleInheritance: RoleInheritance.optional(),
};

const TENANT_ALIASES = { parentId: "parent" } as const;

export const Tenant = z
  .object({
    id: z.string(),
    name: z.string(),
    selfProvisioningDomains: z.array(z.string()),
    customAttributes: z.record(z.string(), z.unknown()),
    authType: z.enum(AUTH_TYPES),
    domains: z.array(z.string()),
    createdTime: z.int().describe("epoch seconds"),
    disabled: z.boolean(),
    enforceSSO: z.boolean(),
    enforceSSOExclusions: z.array(z.string()),
    federatedAppIds: z.array(z.string()),
    parent: z.string().describe("empty for none"),
    successors: z.array(z.string()).describe("the tenants that this one is the parent of"),
    defaultRoles: z.array(z.string()).describe("given to new members"),
    roleInheritance: RoleInheritance,
  })
  .meta({ id: "Tenant" });
export type Tenant = z.output<typeof Tenant>;

const Tenants = z.object({ tenants: z.array(Tenant) });

export const tenantCreate = defineOperation({
  routes: ["POST /v1/mgmt/tenant/create"],
  access: "management",
  kind: "mutation",
  summary: "Create a tenant",
  input: z.object({ id: NewTenantId.optional(), ...tenantDetails, authType: AuthType, parent: TenantIdOrEmpty }),
  output: z.object({ id: z.string() }),
  errors: ["E011003", "E112201", "E112202"],
  aliases: TENANT_ALIASES,
});

export const tenantUpdate = defineOperation({
  routes: ["POST /v1/mgmt/tenant/update"],
  access: "management",
  kind: "mutation",
  summary: "Replace a tenant; its parent, and what its settings hold, only where given",
  input: z.object({ id: Id, ...tenantDetails, authType: AuthType, parent: TenantIdOrEmpty }),
  output: Nothing,
  errors: ["E011003", "E011004", "E112201"],
  aliases: TENANT_ALIASES,
});

export const tenantDelete = defineOperation({
  routes: ["POST /v1/mgmt/tenant/delete"],
  access: "management",
  kind: "mutation",
  summary: "Delete a tenant; with cascade also the users and access keys that belong to no other",
  input: z.object({ id: Id, cascade: z.boolean().optional() }),
  output: Nothing,
  errors: ["E011003", "E112201"],
});

export const tenantLoad = defineOperation({
  routes: ["GET /v1/mgmt/tenant"],
  access: "management",
  kind: "query",
  summary: "One tenant",
  input: z.object({ id: Id }),
  output: Tenant,
  errors: ["E011003", "E112201"],
});

export const tenantAll = defineOperation({
  routes: ["GET /v1/mgmt/tenant/all"],
  access: "management",
  kind: "query",
  summary: "Every tenant",
  input: z.object({}),
  output: Tenants,
  errors: [],
});

export const tenantSearch = defineOperation({
  routes: ["POST /v1/mgmt/tenant/search"],
  access: "management",
  kind: "query",
  summary: "Tenants that meet every criterion given; members of one list are alternatives",
  input: z.object({
    tenantIds: Ids.optional(),
    tenantNames: z.array(GivenName).max(BATCH_MAX).optional(),
    tenantSelfProvisioningDomains: z.array(text(320)).max(BATCH_MAX).optional(),
    tenantSSODomains: z.array(text(320)).max(BATCH_MAX).optional(),
    customAttributes: CustomAttributes.optional().describe("each a value, or a list of alternatives"),
    authType: AuthType,
    parentTenantId: TenantIdOrEmpty,
    topLevelOnly: z.boolean().optional(),
  }),
  output: Tenants,
  errors: ["E011003"],
});

export const tenantUpdateDefaultRoles = defineOperation({
  routes: ["POST /v1/mgmt/tenant/updateDefaultRoles"],
  access: "management",
  kind: "mutation",
  summary: "Replace the roles that new members are given: the tenant's own, or else the project's by that name",
  input: z.object({ id: Id, defaultRoles: RoleNames.optional() }),
  output: Nothing,
  errors: ["E011003", "E112201", "E112301"],
});

const Unit = z.enum(["", ...TIME_UNITS]).transform((unit) => (unit === "" ? undefined : unit));
// Enough for any number of anything, and no date beyond those there are.
const Count = z.int().min(0).max(1_000_000);

/** Of sessions in the tenant, while `enabled`. */
const sessionSettings = {
  enabled: z.boolean().optional(),
  refreshTokenExpiration: Count.optional(),
  refreshTokenExpirationUnit: Unit.optional(),
  sessionTokenExpiration: Count.optional(),
  sessionTokenExpirationUnit: Unit.optional(),
  stepupTokenExpiration: Count.optional(),
  stepupTokenExpirationUnit: Unit.optional(),
  enableInactivity: z.boolean().optional(),
  inactivityTime: Count.optional(),
  inactivityTimeUnit: Unit.optional(),
  JITDisabled: z.boolean().optional(),
};

/** As it is stored, and shown. */
const TenantSessionSettings = z.object({
  enabled: z.boolean(),
  refreshTokenExpiration: z.int(),
  refreshTokenExpirationUnit: z.enum(TIME_UNITS),
  sessionTokenExpiration: z.int(),
  sessionTokenExpirationUnit: z.enum(TIME_UNITS),
  stepupTokenExpiration: z.int(),
  stepupTokenExpirationUnit: z.enum(TIME_UNITS),
  enableInactivity: z.boolean(),
  inactivityTime: z.int(),
  inactivityTimeUnit: z.enum(TIME_UNITS),
  JITDisabled: z.boolean(),
});
export type TenantSessionSettings = z.output<typeof TenantSessionSettings>;

export const tenantSettings = defineOperation({
  routes: ["GET /v1/mgmt/tenant/settings"],
  access: "management",
  kind: "query",
  summary: "A tenant's domains, and how long its sessions live",
  input: z.object({ id: Id }),
  output: TenantSessionSettings.extend({
    domains: z.array(z.string()),
    selfProvisioningDomains: z.array(z.string()),
    authType: z.enum(AUTH_TYPES),
  }).meta({ id: "TenantSettings" }),
  errors: ["E011003", "E112201"],
});

export const tenantConfigureSettings = defineOperation({
  routes: ["POST /v1/mgmt/tenant/settings"],
  access: "management",
  kind: "mutation",
  summary: "Change a tenant's domains, and how long its sessions live; what is left out stays as it is",
  input: z.object({
    tenantId: Id,
    domains: Domains.optional(),
    selfProvisioningDomains: Domains.optional(),
    authType: AuthType,
    ...sessionSettings,
  }),
  output: Nothing,
  errors: ["E011003", "E112201"],
  aliases: { id: "tenantId", InactivityTime: "inactivityTime", InactivityTimeUnit: "inactivityTimeUnit" },
});
