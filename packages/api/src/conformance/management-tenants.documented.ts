import { all, type Documented, fields, nothing, strings } from "./shapes";

const tenant = fields({
  ...all("string", "id", "name", "authType", "parent", "roleInheritance"),
  ...all(strings, "selfProvisioningDomains", "domains", "enforceSSOExclusions", "federatedAppIds", "successors", "defaultRoles"),
  ...all("boolean", "disabled", "enforceSSO"),
  customAttributes: { mapOf: "anything" },
  createdTime: "int32",
});
const loaded = fields({ tenant });
const tenants = fields({ tenants: [tenant] });
const settings = fields({
  ...all(strings, "domains", "selfProvisioningDomains"),
  ...all("boolean", "enabled", "enableInactivity", "JITDisabled"),
  ...all("int32", "refreshTokenExpiration", "sessionTokenExpiration", "stepupTokenExpiration", "inactivityTime"),
  ...all("string", "refreshTokenExpirationUnit", "sessionTokenExpirationUnit", "stepupTokenExpirationUnit", "inactivityTimeUnit"),
  authType: "string",
  ssoSetupSuiteSettings: "anything",
});

export const documented: Documented = {
  answers: {
    "GET /v1/mgmt/tenant": loaded,
    "GET /v1/mgmt/tenant/all": tenants,
    "POST /v1/mgmt/tenant/search": tenants,
    "POST /v1/mgmt/tenant/create": fields({ id: "string" }),
    "POST /v1/mgmt/tenant/update": nothing,
    "POST /v1/mgmt/tenant/delete": nothing,
    "POST /v1/mgmt/tenant/updateDefaultRoles": nothing,
    "GET /v1/mgmt/tenant/settings": settings,
    "POST /v1/mgmt/tenant/settings": nothing,
  },
  differences: [
    { of: [loaded], unwrapped: "tenant", why: "On the wire, and in the SDKs, the tenant is the answer." },
    { of: [settings], omitted: ["ssoSetupSuiteSettings"], why: "Belong to enterprise sign-in, which is not there." },
  ],
};
