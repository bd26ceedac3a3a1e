import { z } from "zod";
import { EmailOrEmpty } from "../login-id";
import { SessionTypes } from "../login-options";
import { defineOperation } from "../operation";
import { managedShape } from "../profile";
import { PROFILE_FIELDS } from "../profile-fields";
import { LoginIdOrUserId, MANAGED_USER_ALIASES, NamedUser, Nothing, UserResponse } from "./common";

const { name: displayName, ...profile } = managedShape(PROFILE_FIELDS);

/** What a user is made of, and what replaces it. Areas add to it: `z.object({ ...userDetails, … })`. */
export const userDetails = {
  displayName,
  ...profile,
  email: EmailOrEmpty.optional(),
  verifiedEmail: z.boolean().optional(),
  verifiedPhone: z.boolean().optional(),
  test: z.boolean().optional(),
};

export const userLoad = defineOperation({
  routes: ["GET /v1/mgmt/user"],
  access: "management",
  kind: "query",
  summary: "One user, by login ID or user ID",
  input: z.object(NamedUser),
  output: UserResponse,
  errors: ["E011002", "E011003", "E112102"],
  aliases: MANAGED_USER_ALIASES,
});

export const userUpdateStatus = defineOperation({
  routes: ["POST /v1/mgmt/user/update/status"],
  access: "management",
  kind: "mutation",
  summary: "Enable or disable a user",
  input: z.object({ loginId: LoginIdOrUserId, status: z.enum(["enabled", "disabled", "invited"]) }),
  output: UserResponse,
  errors: ["E011003", "E112102"],
  aliases: MANAGED_USER_ALIASES,
});

export const userDelete = defineOperation({
  routes: ["POST /v1/mgmt/user/delete"],
  access: "management",
  kind: "mutation",
  summary: "Delete a user, and all that is theirs",
  input: z.object(NamedUser),
  output: Nothing,
  errors: ["E011002", "E011003", "E112102"],
  aliases: MANAGED_USER_ALIASES,
});

export const userLogout = defineOperation({
  routes: ["POST /v1/mgmt/user/logout"],
  access: "management",
  kind: "mutation",
  summary: "End all of a user's sessions",
  input: z.object({ ...NamedUser, sessionTypes: SessionTypes.optional() }),
  output: Nothing,
  errors: ["E011002", "E011003", "E112102"],
  aliases: MANAGED_USER_ALIASES,
});
