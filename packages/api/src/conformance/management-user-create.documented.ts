import { type Documented, fields, nothing, user } from "./shapes";

export const documented: Documented = {
  answers: {
    "POST /v1/mgmt/user/create": fields({ user, created: "boolean" }),
    "POST /v1/mgmt/user/create/test": fields({ user, created: "boolean" }),
    "POST /v1/mgmt/user/create/batch": fields({
      createdUsers: [user],
      failedUsers: [fields({ failure: "string", user })],
      additionalErrors: { mapOf: "string" },
    }),
    "POST /v1/mgmt/user/delete/batch": nothing,
  },
};
