import { all, type Documented, fields, nothing, strings } from "./shapes";

const audit = fields({
  ...all("string", "ID", "projectId", "userId", "action", "occurred", "device", "method", "geo", "remoteAddress", "type", "actorId"),
  ...all(strings, "externalIds", "tenants"),
  data: { mapOf: "anything" },
});

export const documented: Documented = {
  answers: {
    "POST /v1/mgmt/audit/search": fields({ audits: [audit], total: "int32" }),
    "POST /v1/mgmt/audit/event": nothing,
  },
};
