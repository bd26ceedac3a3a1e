import { all, type Documented, fields, nothing, strings } from "./shapes";

const role = fields({
  ...all("string", "id", "name", "description", "tenantId"),
  permissionNames: strings,
  createdTime: "int32",
  ...all("boolean", "default", "private"),
});
const roles = fields({ roles: [role] });

export const documented: Documented = {
  answers: {
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
