import { all, type Documented, fields, nothing, strings } from "./shapes";

const key = fields({
  ...all("string", "id", "name", "description", "status", "createdBy", "clientId", "boundUserId"),
  ...all("int32", "createdTime", "expireTime"),
  ...all(strings, "roleNames", "permittedIps"),
  keyTenants: [fields({ tenantId: "string", tenantName: "string", roleNames: strings })],
  ...all({ mapOf: "anything" }, "customClaims", "customAttributes"),
  editable: "boolean",
});
const exchanged = fields({ keyId: "string", sessionJwt: "string" });

export const documented: Documented = {
  answers: {
    "POST /v1/mgmt/accesskey/create": fields({ key, cleartext: "string" }),
    "GET /v1/mgmt/accesskey": fields({ key }),
    "POST /v1/mgmt/accesskey/search": fields({ keys: [key] }),
    "POST /v1/mgmt/accesskey/update": fields({ key }),
    "POST /v1/mgmt/accesskey/rotate": fields({ key, cleartext: "string" }),
    "POST /v1/mgmt/accesskey/activate": nothing,
    "POST /v1/mgmt/accesskey/activate/batch": nothing,
    "POST /v1/mgmt/accesskey/deactivate": nothing,
    "POST /v1/mgmt/accesskey/deactivate/batch": nothing,
    "POST /v1/mgmt/accesskey/delete": nothing,
    "POST /v1/mgmt/accesskey/delete/batch": nothing,
    "POST /v1/auth/accesskey/exchange": exchanged,
  },
  differences: [{ of: [exchanged], added: { expiration: "int32" }, why: "Not on the page's schema, but in its text, and SDKs type it." }],
};
