import { type Documented, fields, nothing, user } from "./shapes";

export const documented: Documented = {
  answers: {
    "GET /v1/mgmt/license": fields({ rateLimitTier: "string" }),
    "GET /v1/mgmt/user": fields({ user }),
    "POST /v1/mgmt/user/update/status": fields({ user }),
    "POST /v1/mgmt/user/delete": nothing,
    "POST /v1/mgmt/user/logout": nothing,
  },
};
