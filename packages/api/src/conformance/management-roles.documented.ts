import { all, type Documented, fields, nothing, strings } from "./shapes";

const permission = fields({ ...all("string", "id", "name", "description"), systemDefault: "boolean" });
const role = fields({
  ...all("string", "id", "name", "description", "tenantId"),
  permissionNames: strings,
  createdTime: "int32",
  ...all("boolean", "default", "private"),
});
const roles = fields({ roles: [role] });

export const documented: Documented = {
  answers: {
    "GET /v1/mgmt/permission/all": fields({ permissions: [permission] }),
    "POST /v1/mgmt/permission/create": nothing,
    "POST /v1/mgmt/permission/update": nothing,
    "POST /v1/mgmt/permission/delete": nothing,
    "POST /v1/mgmt/permission/create/batch": nothing,
    "POST /v1/mgmt/permission/update/batch": nothing,
    "POST /v1/mgmt/permission/delete/batch": nothing,
    "GET /v1/mgmt/role/all": roles,
    "POST /v1/mgmt/role/search": roles,
    "POST /v1/mgmt/role/create": role,
    "POST /v1/mgmt/role/update": role,
    "POST /v1/mgmt/role/delete": nothing,
    "POST /v1/mgmt/role/create/batch": roles,
    "POST /v1/mgmt/role/update/batch": roles,
    "POST /v1/mgmt/role/delete/batch": nothing,
  },
};
