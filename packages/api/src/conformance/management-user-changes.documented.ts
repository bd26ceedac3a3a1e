import { all, type Documented, fields, nothing, user } from "./shapes";

const signIn = fields({ ...all("string", "userId", "city", "country", "ip", "selectedTenant"), loginTime: "int32" });
const histories = fields({ usersAuthHistory: [signIn] });
const historiesV1 = fields({ usersAuthHistory: [signIn] });
const passkeys = fields({ passkeys: [nothing] });

const userRoutes = [
  "POST /v1/mgmt/user/update",
  "PATCH /v1/mgmt/user/patch",
  "POST /v1/mgmt/user/update/loginid",
  "POST /v1/mgmt/user/update/email",
  "POST /v1/mgmt/user/update/phone",
  "POST /v1/mgmt/user/update/recovery/email",
  "POST /v1/mgmt/user/update/recovery/phone",
  "POST /v1/mgmt/user/update/name",
  "POST /v1/mgmt/user/update/picture",
  "POST /v1/mgmt/user/update/customAttribute",
  "POST /v1/mgmt/user/update/role/set",
  "POST /v2/mgmt/user/update/role/add",
  "POST /v1/mgmt/user/update/role/remove",
  "POST /v1/mgmt/user/update/tenant/add",
  "POST /v1/mgmt/user/update/tenant/remove",
  "POST /v1/mgmt/user/update/ssoapp/add",
  "POST /v1/mgmt/user/update/ssoapp/set",
  "POST /v1/mgmt/user/update/ssoapp/remove",
];

export const documented: Documented = {
  answers: {
    ...Object.fromEntries(userRoutes.map((route) => [route, fields({ user })])),
    "PATCH /v1/mgmt/user/patch/batch": fields({
      patchedUsers: [user],
      failedUsers: [fields({ failure: "string", user })],
      additionalErrors: { mapOf: "string" },
    }),
    "POST /v1/mgmt/user/totp/delete": nothing,
    "POST /v1/mgmt/user/recovery-codes/delete": nothing,
    "POST /v1/mgmt/user/passkeys/delete": nothing,
    "POST /v1/mgmt/user/passkeys/list": passkeys,
    "POST /v1/mgmt/users/load": fields({ users: [user], total: "int32" }),
    "POST /v1/mgmt/user/history": historiesV1,
    "POST /v2/mgmt/user/history": histories,
  },
  differences: [{ of: [historiesV1], unwrapped: "usersAuthHistory", why: "On the wire, and in the SDKs, the list is the answer." }],
};
