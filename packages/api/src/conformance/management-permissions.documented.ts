import { all, type Documented, fields, nothing } from "./shapes";

const permission = fields({ ...all("string", "id", "name", "description"), systemDefault: "boolean" });

export const documented: Documented = {
  answers: {
    "GET /v1/mgmt/permission/all": fields({ permissions: [permission] }),
    "POST /v1/mgmt/permission/create": nothing,
    "POST /v1/mgmt/permission/update": nothing,
    "POST /v1/mgmt/permission/delete": nothing,
    "POST /v1/mgmt/permission/create/batch": nothing,
    "POST /v1/mgmt/permission/update/batch": nothing,
    "POST /v1/mgmt/permission/delete/batch": nothing,
  },
};
