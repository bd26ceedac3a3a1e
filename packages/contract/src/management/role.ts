import { z } from "zod";
import { defineOperation } from "../operation";
import { text } from "../text";
import { BATCH_MAX, emptyAsAbsent, GivenName, Ids, NewName, Nothing, TenantIdOrEmpty } from "./common";

/** What users may do, under one name: in the project, or in one tenant. */
export const Role = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    permissionNames: z.array(z.string()),
    createdTime: z.int().describe("epoch seconds"),
    tenantId: z.string().describe("empty for a role of the project"),
    default: z.boolean().describe("given to new users, or to new members of its tenant"),
    private: z.boolean(),
  })
  .meta({ id: "Role" });
export type Role = z.output<typeof Role>;

const Roles = z.object({ roles: z.array(Role) });

/** What a role is made of; permissions are named, and there. */
const roleDetails = {
  description: text(1000).optional(),
  permissionNames: z.array(GivenName).max(BATCH_MAX).optional(),
  tenantId: TenantIdOrEmpty,
  default: z.boolean().optional(),
  private: z.boolean().optional(),
};

const NewRole = z.object({ name: NewName, ...roleDetails });

/** By ID, or by its name in the project or a tenant. */
const NamedRole = { id: emptyAsAbsent(text(200)).optional(), name: emptyAsAbsent(text(200)).optional(), tenantId: TenantIdOrEmpty };

const ChangedRole = z.object({ ...NamedRole, ...roleDetails, newName: NewName });

export const roleCreate = defineOperation({
  routes: ["POST /v1/mgmt/role/create"],
  access: "management",
  kind: "mutation",
  summary: "Create a role, of the project or of a tenant",
  input: NewRole,
  output: Role,
  errors: ["E011003", "E112201", "E112302", "E112401"],
});

export const roleUpdate = defineOperation({
  routes: ["POST /v1/mgmt/role/update"],
  access: "management",
  kind: "mutation",
  summary: "Replace a role's name, description and permissions",
  input: ChangedRole,
  output: Role,
  errors: ["E011002", "E011003", "E112301", "E112302", "E112401"],
});

export const roleDelete = defineOperation({
  routes: ["POST /v1/mgmt/role/delete"],
  access: "management",
  kind: "mutation",
  summary: "Delete a role; nobody has it any more",
  input: z.object(NamedRole),
  output: Nothing,
  errors: ["E011002", "E011003", "E112301"],
});

export const roleCreateBatch = defineOperation({
  routes: ["POST /v1/mgmt/role/create/batch"],
  access: "management",
  kind: "mutation",
  summary: "Create roles, all of them or none",
  input: z.object({ roles: z.array(NewRole).min(1).max(BATCH_MAX) }),
  output: Roles,
  errors: ["E011003", "E112201", "E112302", "E112401"],
});

export const roleUpdateBatch = defineOperation({
  routes: ["POST /v1/mgmt/role/update/batch"],
  access: "management",
  kind: "mutation",
  summary: "Replace names, descriptions and permissions of roles, all of them or none",
  input: z.object({ roles: z.array(ChangedRole).min(1).max(BATCH_MAX) }),
  output: Roles,
  errors: ["E011002", "E011003", "E112301", "E112302", "E112401"],
});

export const roleDeleteBatch = defineOperation({
  routes: ["POST /v1/mgmt/role/delete/batch"],
  access: "management",
  kind: "mutation",
  summary: "Delete roles by names and IDs; those there are not are left out",
  input: z.object({
    roleNames: z.array(GivenName).max(BATCH_MAX).optional(),
    roleIds: Ids.optional(),
    tenantId: TenantIdOrEmpty.describe("whose roles the names are; the project's where it is empty"),
  }),
  output: Nothing,
  errors: ["E011002", "E011003"],
});

export const roleAll = defineOperation({
  routes: ["GET /v1/mgmt/role/all"],
  access: "management",
  kind: "query",
  summary: "Every role, of the project and of tenants",
  input: z.object({}),
  output: Roles,
  errors: [],
});

export const roleSearch = defineOperation({
  routes: ["POST /v1/mgmt/role/search"],
  access: "management",
  kind: "query",
  summary: "Roles that meet every criterion given; members of one list are alternatives",
  input: z.object({
    tenantIds: Ids.optional().describe("roles of these tenants alone"),
    includeProjectRoles: z.boolean().optional().describe("beside those of tenantIds, the project's"),
    roleNames: z.array(GivenName).max(BATCH_MAX).optional(),
    roleIds: Ids.optional(),
    roleNameLike: text(200).optional().describe("part of the name, in upper or lower case"),
    permissionNames: z.array(GivenName).max(BATCH_MAX).optional().describe("roles with one of these"),
    text: text(200).optional().describe("part of the name or description, in upper or lower case"),
    sort: z
      .array(z.object({ field: text(100), desc: z.boolean().optional() }))
      .max(5)
      .optional()
      .describe("by name, description, tenantId or createdTime; other fields count for nothing"),
  }),
  output: Roles,
  errors: ["E011003"],
});
