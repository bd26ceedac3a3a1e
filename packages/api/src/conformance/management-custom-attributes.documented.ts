import { all, type Documented, fields, strings } from "./shapes";

const customAttributes = fields({
  data: [
    fields({
      ...all("string", "name", "displayName"),
      type: "int32",
      options: [fields({ value: "string", label: "string" })],
      defaultValue: "anything",
      viewPermissions: strings,
      editPermissions: strings,
      editable: "boolean",
    }),
  ],
  // An integer on the wire, for all that the pages say.
  total: "int32",
});

export const documented: Documented = {
  answers: {
    "GET /v1/mgmt/user/customattributes": customAttributes,
    "POST /v1/mgmt/user/customattribute/create": customAttributes,
    "POST /v1/mgmt/user/customattribute/delete": customAttributes,
  },
};
