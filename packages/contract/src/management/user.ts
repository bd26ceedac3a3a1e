import { z } from "zod";
import { EmailOrEmpty, LoginId } from "../login-id";
import { SessionTypes } from "../login-options";
import { defineOperation } from "../operation";
import { managedShape } from "../profile";
import { PROFILE_FIELDS } from "../profile-fields";
import { text } from "../text";
import {
  CustomAttributes,
  Id,
  LoginIdOrUserId,
  MANAGED_USER_ALIASES,
  NamedUser,
  Nothing,
  RoleNames,
  TenantsWithRoles,
  UserResponse,
} from "./common";

const { name: displayName, ...profile } = managedShape(PROFILE_FIELDS);

/** Login IDs beside the first. */
const ADDITIONAL_MAX = 50;

/** IDs of the vendor's federated apps: stored, and of no further use. */
export const SsoAppIds = z.array(Id).max(200);

/** What a user is made of, and what replaces it. Operations add to it: `z.object({ ...userDetails, … })`. */
export const userDetails = {
  displayName,
  ...profile,
  email: EmailOrEmpty.optional(),
  verifiedEmail: z.boolean().optional(),
  verifiedPhone: z.boolean().optional(),
  test: z.boolean().optional(),
  recoveryPhone: profile.phone,
  verifiedRecoveryEmail: z.boolean().optional(),
  verifiedRecoveryPhone: z.boolean().optional(),
  additionalLoginIds: z.array(LoginId).max(ADDITIONAL_MAX).optional(),
  roleNames: RoleNames.optional(),
  userTenants: TenantsWithRoles.optional(),
  customAttributes: CustomAttributes.optional(),
  ssoAppIds: SsoAppIds.optional(),
};

const Typed = text(2048).optional();

/** Their texts in a batch, before what they say is looked at: one user whose address is none must not keep the others out. */
export const typedDetails = {
  loginId: Typed,
  displayName: Typed,
  givenName: Typed,
  middleName: Typed,
  familyName: Typed,
  email: Typed,
  phone: Typed,
  picture: text(4096).optional(),
  recoveryEmail: Typed,
  recoveryPhone: Typed,
  additionalLoginIds: z.array(text(2048)).max(ADDITIONAL_MAX).optional(),
  status: Typed,
};

const named = {
  access: "management",
  input: z.object(NamedUser),
  errors: ["E011002", "E011003", "E112102"],
  aliases: MANAGED_USER_ALIASES,
} as const;

export const userLoad = defineOperation({
  ...named,
  routes: ["GET /v1/mgmt/user"],
  kind: "query",
  summary: "One user, by login ID or user ID",
  output: UserResponse,
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
  ...named,
  routes: ["POST /v1/mgmt/user/delete"],
  kind: "mutation",
  summary: "Delete a user, and all that is theirs",
  output: Nothing,
});

export const userLogout = defineOperation({
  ...named,
  routes: ["POST /v1/mgmt/user/logout"],
  kind: "mutation",
  summary: "End all of a user's sessions",
  input: z.object({ ...NamedUser, sessionTypes: SessionTypes.optional() }),
  output: Nothing,
});
