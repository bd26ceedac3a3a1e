import { z } from "zod";
import { EmailOrEmpty, LoginIdOrEmpty } from "../login-id";
import { defineOperation, inEach } from "../operation";
import { SignInRecord } from "../session";
import { User } from "../user";
import {
  BATCH_MAX,
  CustomAttributeValue,
  Id,
  Ids,
  LoginIdOrUserId,
  MANAGED_USER_ALIASES,
  Nothing,
  RoleNames,
  TenantIdOrEmpty,
  UserResponse,
} from "./common";
import { SsoAppIds, typedDetails, userDetails } from "./user";

/** An address in its one spelling, or an empty text for none. */
const EmailOrNone = EmailOrEmpty.transform((email) => email ?? "");

const { displayName, givenName, middleName, familyName, phone: Phone, picture: Picture } = userDetails;

/** What an update replaces, and a patch changes some of. */
const managedDetails = {
  ...userDetails,
  email: EmailOrNone.optional(),
  recoveryEmail: EmailOrNone.optional(),
  /** Go sends an empty text for what is not set. */
  status: z.enum(["", "enabled", "disabled", "invited"]).optional(),
  scim: z.boolean().optional(),
};

/** Changes of one user; those of a batch are read by it one by one. */
export const UserChanges = z.object({ loginId: LoginIdOrUserId, ...managedDetails });
export type UserChanges = z.output<typeof UserChanges>;

/** The same, before what its texts say is looked at. */
const ChangesOfBatch = z.object({ ...managedDetails, ...typedDetails });

/** What giving somebody roles or tenants by name can come to. */
const ERRORS_OF_NAMES = ["E112201", "E112303"] as const;

const changes = { access: "management", kind: "mutation", output: UserResponse, aliases: MANAGED_USER_ALIASES } as const;

export const userUpdate = defineOperation({
  ...changes,
  routes: ["POST /v1/mgmt/user/update"],
  summary: "Replace what a user is: what is left out is emptied, but for login IDs, status, test and scim",
  input: UserChanges,
  errors: ["E011003", "E111127", "E112102", ...ERRORS_OF_NAMES],
});

export const userPatch = defineOperation({
  ...changes,
  routes: ["PATCH /v1/mgmt/user/patch"],
  summary: "Change what is named of a user",
  input: UserChanges,
  errors: ["E011003", "E111127", "E112102", ...ERRORS_OF_NAMES],
});

export const userPatchBatch = defineOperation({
  routes: ["PATCH /v1/mgmt/user/patch/batch"],
  access: "management",
  kind: "mutation",
  summary: "Change what is named of several users, each by itself",
  input: z.object({ users: z.array(ChangesOfBatch).max(BATCH_MAX) }),
  output: z.object({
    patchedUsers: z.array(User),
    failedUsers: z.array(z.object({ failure: z.string(), user: User })),
    additionalErrors: z.record(z.string(), z.string()),
  }),
  errors: ["E011003"],
  aliases: inEach("users", { ...MANAGED_USER_ALIASES, loginIdOrUserId: "loginId" }),
});

export const userUpdateLoginId = defineOperation({
  ...changes,
  routes: ["POST /v1/mgmt/user/update/loginid"],
  summary: "Replace a login ID, or with an empty one remove it",
  input: z.object({ loginId: LoginIdOrUserId, newLoginId: LoginIdOrEmpty.optional() }),
  errors: ["E011003", "E111127", "E112102", "E112103"],
});

export const userUpdateEmail = defineOperation({
  ...changes,
  routes: ["POST /v1/mgmt/user/update/email"],
  summary: "Replace a user's email, or with an empty one remove it",
  input: z.object({
    loginId: LoginIdOrUserId,
    email: EmailOrNone.optional(),
    verified: z.boolean().optional(),
    failOnConflict: z.boolean().optional(),
  }),
  errors: ["E011003", "E111127", "E112102"],
});

export const userUpdatePhone = defineOperation({
  ...changes,
  routes: ["POST /v1/mgmt/user/update/phone"],
  summary: "Replace a user's phone, or with an empty one remove it",
  input: z.object({
    loginId: LoginIdOrUserId,
    phone: Phone,
    verified: z.boolean().optional(),
    failOnConflict: z.boolean().optional(),
  }),
  errors: ["E011003", "E111127", "E112102"],
});

export const userUpdateRecoveryEmail = defineOperation({
  ...changes,
  routes: ["POST /v1/mgmt/user/update/recovery/email"],
  summary: "Replace a user's recovery email, or with an empty one remove it",
  input: z.object({ loginId: LoginIdOrUserId, recoveryEmail: EmailOrNone.optional(), verified: z.boolean().optional() }),
  errors: ["E011003", "E112102"],
});

export const userUpdateRecoveryPhone = defineOperation({
  ...changes,
  routes: ["POST /v1/mgmt/user/update/recovery/phone"],
  summary: "Replace a user's recovery phone, or with an empty one remove it",
  input: z.object({ loginId: LoginIdOrUserId, recoveryPhone: Phone, verified: z.boolean().optional() }),
  errors: ["E011003", "E112102"],
});

export const userUpdateName = defineOperation({
  ...changes,
  routes: ["POST /v1/mgmt/user/update/name"],
  summary: "Change those of a user's names that are given",
  input: z.object({ loginId: LoginIdOrUserId, displayName, givenName, middleName, familyName }),
  errors: ["E011003", "E112102"],
});

export const userUpdatePicture = defineOperation({
  ...changes,
  routes: ["POST /v1/mgmt/user/update/picture"],
  summary: "Replace a user's picture",
  input: z.object({ loginId: LoginIdOrUserId, picture: Picture }),
  errors: ["E011003", "E112102"],
});

export const userUpdateCustomAttribute = defineOperation({
  ...changes,
  routes: ["POST /v1/mgmt/user/update/customAttribute"],
  summary: "Give one custom attribute a value, or without one take it away",
  input: z.object({ loginId: LoginIdOrUserId, attributeKey: Id, attributeValue: CustomAttributeValue.optional() }),
  errors: ["E011003", "E112102"],
});

const roles = {
  ...changes,
  input: z.object({ loginId: LoginIdOrUserId, roleNames: RoleNames.optional(), tenantId: TenantIdOrEmpty }),
  errors: ["E011003", "E112102", "E112201", "E112203", "E112303"],
} as const;

export const userSetRoles = defineOperation({
  ...roles,
  routes: ["POST /v1/mgmt/user/update/role/set"],
  summary: "Replace a user's roles, in the project or in a tenant they belong to",
});

export const userAddRoles = defineOperation({
  ...roles,
  routes: ["POST /v2/mgmt/user/update/role/add", "POST /v1/mgmt/user/update/role/add"],
  summary: "Give a user roles, in the project or in a tenant they belong to",
});

export const userRemoveRoles = defineOperation({
  ...roles,
  routes: ["POST /v1/mgmt/user/update/role/remove"],
  summary: "Take roles from a user, in the project or in a tenant they belong to",
});

const membership = {
  ...changes,
  input: z.object({ loginId: LoginIdOrUserId, tenantId: Id }),
  errors: ["E011003", "E112102", "E112201"],
} as const;

export const userAddTenant = defineOperation({
  ...membership,
  routes: ["POST /v1/mgmt/user/update/tenant/add"],
  summary: "Make a user a member of a tenant",
});

export const userRemoveTenant = defineOperation({
  ...membership,
  routes: ["POST /v1/mgmt/user/update/tenant/remove"],
  summary: "End a user's membership of a tenant, and their roles in it",
});

const ssoApps = {
  ...changes,
  input: z.object({ loginId: LoginIdOrUserId, ssoAppIds: SsoAppIds.optional() }),
  errors: ["E011003", "E112102"],
} as const;

export const userAddSsoApps = defineOperation({
  ...ssoApps,
  routes: ["POST /v1/mgmt/user/update/ssoapp/add"],
  summary: "Add to a user's federated apps",
});

export const userSetSsoApps = defineOperation({
  ...ssoApps,
  routes: ["POST /v1/mgmt/user/update/ssoapp/set"],
  summary: "Replace a user's federated apps",
});

export const userRemoveSsoApps = defineOperation({
  ...ssoApps,
  routes: ["POST /v1/mgmt/user/update/ssoapp/remove"],
  summary: "Take away some of a user's federated apps",
});

const factors = {
  access: "management",
  input: z.object({ loginId: LoginIdOrUserId }),
  errors: ["E011003", "E112102"],
  aliases: MANAGED_USER_ALIASES,
} as const;

export const userRemoveTotp = defineOperation({
  ...factors,
  kind: "mutation",
  routes: ["POST /v1/mgmt/user/totp/delete"],
  summary: "Remove a user's authenticator, and with it their recovery codes and the second step",
  output: Nothing,
});

export const userRemoveRecoveryCodes = defineOperation({
  ...factors,
  kind: "mutation",
  routes: ["POST /v1/mgmt/user/recovery-codes/delete"],
  summary: "Remove a user's recovery codes",
  output: Nothing,
});

export const userRemovePasskeys = defineOperation({
  ...factors,
  kind: "mutation",
  routes: ["POST /v1/mgmt/user/passkeys/delete"],
  summary: "Remove a user's passkeys, of which there are none",
  output: Nothing,
});

export const userListPasskeys = defineOperation({
  ...factors,
  kind: "query",
  routes: ["POST /v1/mgmt/user/passkeys/list"],
  summary: "A user's passkeys, of which there are none",
  output: z.object({ passkeys: z.array(z.never()) }),
});

export const usersLoad = defineOperation({
  routes: ["POST /v1/mgmt/users/load"],
  access: "management",
  kind: "query",
  summary: "Several users, by user ID; the unknown are left out, or blank and disabled where they are asked for",
  input: z.object({ userIds: Ids.optional(), includeInvalidUsers: z.boolean().optional() }),
  output: z.object({ users: z.array(User), total: z.int() }),
  errors: ["E011003"],
});

/** Each of them with so many sign-ins: more users at once would make an answer without an end. */
const HISTORY_USERS_MAX = 100;
const HistoryIds = z.array(Id).max(HISTORY_USERS_MAX);

export const usersHistory = defineOperation({
  routes: ["POST /v1/mgmt/user/history"],
  access: "management",
  kind: "query",
  summary: "Past sign-ins of several users, by user ID: those of each newest first",
  input: HistoryIds,
  output: z.array(SignInRecord),
  errors: ["E011003"],
});

export const usersHistoryV2 = defineOperation({
  routes: ["POST /v2/mgmt/user/history"],
  access: "management",
  kind: "query",
  summary: "Past sign-ins of several users, in an object",
  input: z.object({ userIds: HistoryIds.optional() }),
  output: z.object({ usersAuthHistory: z.array(SignInRecord) }),
  errors: ["E011003"],
});
