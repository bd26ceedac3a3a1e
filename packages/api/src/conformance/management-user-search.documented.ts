import { type Documented, fields, user } from "./shapes";

const users = fields({ users: [user], total: "int32" });

export const documented: Documented = {
  answers: { "POST /v2/mgmt/user/search": users, "POST /v2/mgmt/user/search/test": users },
};
