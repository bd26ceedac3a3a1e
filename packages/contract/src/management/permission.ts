import { z } from "zod";
import { defineOperation } from "../operation";
import { text } from "../text";
import { BATCH_MAX, emptyAsAbsent, GivenName, Ids, NewName, Nothing } from "./common";

const Description = text(1000);

/** What may be done. Roles are made of them. */
export const Permission = z
  .object({ id: z.string(), name: z.string(), description: z.string(), systemDefault: z.boolean() })
  .meta({ id: "Permission" });
export type Permission = z.output<typeof Permission>;

const NewPermission = z.object({ name: NewName, description: Description.optional() });

/** By ID or by name. */
const NamedPermission = { id: emptyAsAbsent(text(200)).optional(), name: emptyAsAbsent(text(200)).optional() };

const ChangedPermission = z.object({ ...NamedPermission, newName: NewName, description: Description.optional() });

export const permissionCreate = defineOperation({
  routes: ["POST /v1/mgmt/permission/create"],
  access: "management",
  kind: "mutation",
  summary: "Create a permission",
  input: NewPermission,
  output: Nothing,
  errors: ["E011003", "E112402"],
});

export const permissionUpdate = defineOperation({
  routes: ["POST /v1/mgmt/permission/update"],
  access: "management",
  kind: "mutation",
  summary: "Replace a permission's name and description",
  input: ChangedPermission,
  output: Nothing,
  errors: ["E011002", "E011003", "E112401", "E112402"],
});

export const permissionDelete = defineOperation({
  routes: ["POST /v1/mgmt/permission/delete"],
  access: "management",
  kind: "mutation",
  summary: "Delete a permission; roles lose it",
  input: z.object(NamedPermission),
  output: Nothing,
  errors: ["E011002", "E011003", "E112401"],
});

export const permissionCreateBatch = defineOperation({
  routes: ["POST /v1/mgmt/permission/create/batch"],
  access: "management",
  kind: "mutation",
  summary: "Create permissions, all of them or none",
  input: z.object({ permissions: z.array(NewPermission).min(1).max(BATCH_MAX) }),
  output: Nothing,
  errors: ["E011003", "E112402"],
});

export const permissionUpdateBatch = defineOperation({
  routes: ["POST /v1/mgmt/permission/update/batch"],
  access: "management",
  kind: "mutation",
  summary: "Replace names and descriptions of permissions, all of them or none",
  input: z.object({ permissions: z.array(ChangedPermission).min(1).max(BATCH_MAX) }),
  output: Nothing,
  errors: ["E011002", "E011003", "E112401", "E112402"],
});

export const permissionDeleteBatch = defineOperation({
  routes: ["POST /v1/mgmt/permission/delete/batch"],
  access: "management",
  kind: "mutation",
  summary: "Delete permissions by names and IDs; those there are not are left out",
  input: z.object({ names: z.array(GivenName).max(BATCH_MAX).optional(), ids: Ids.optional() }),
  output: Nothing,
  errors: ["E011002", "E011003"],
});

export const permissionAll = defineOperation({
  routes: ["GET /v1/mgmt/permission/all"],
  access: "management",
  kind: "query",
  summary: "Every permission",
  input: z.object({}),
  output: z.object({ permissions: z.array(Permission) }),
  errors: [],
});
