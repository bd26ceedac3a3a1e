import { z } from "zod";
import { EmailOrEmpty } from "../login-id";
import { Locale, Name, TemplateOptions } from "../login-options";
import { defineOperation, inEach } from "../operation";
import { BODY_TEXT_MAX, text } from "../text";
import { User } from "../user";
import { BATCH_MAX, emptyAsAbsent, Ids, LoginIdOrUserId, MANAGED_USER_ALIASES, Nothing, UserResponse } from "./common";
import { HashedPassword } from "./hashed-password";
import { typedDetails, userDetails } from "./user";

/** What a user is made with, of whatever is said alike alone and in a batch. */
const beginnings = {
  loginId: LoginIdOrUserId,
  ...userDetails,
  status: z.enum(["", "enabled", "disabled", "invited", "expired"]).optional(),
  recoveryEmail: EmailOrEmpty.optional(),
  password: text(BODY_TEXT_MAX).optional(),
  hashedPassword: HashedPassword.optional(),
};

/** How users are invited. SMS are taken for granted by SDKs and sent by nothing here. */
const invitation = {
  invite: z.boolean().optional(),
  inviteUrl: text(2048).optional(),
  sendMail: z.boolean().optional(),
  sendSMS: z.boolean().optional(),
  templateId: Name.optional(),
  templateOptions: TemplateOptions.optional(),
  locale: Locale.optional(),
};

const CreatedUser = UserResponse.extend({ created: z.boolean() });

export const userCreate = defineOperation({
  routes: ["POST /v1/mgmt/user/create"],
  access: "management",
  kind: "mutation",
  summary: "Create a user, and invite them where that is asked for",
  input: z.object({ ...beginnings, ...invitation }),
  output: CreatedUser,
  errors: ["E011003", "E062107", "E062901", "E112201", "E112303"],
  aliases: MANAGED_USER_ALIASES,
});

export const userCreateTest = defineOperation({
  routes: ["POST /v1/mgmt/user/create/test"],
  access: "management",
  kind: "mutation",
  summary: "Create a test user, who is never mailed",
  input: z.object(beginnings),
  output: CreatedUser,
  errors: ["E011003", "E062107", "E062901", "E112201", "E112303"],
  aliases: MANAGED_USER_ALIASES,
});

/** A user of a batch. Where another system had them, it says more of them. */
const imported = {
  ...beginnings,
  /** The ID to keep: tables elsewhere may refer to it. */
  userId: emptyAsAbsent(text(64))
    .refine((id) => id === undefined || /^U[0-9A-Za-z]{20,63}$/.test(id), "must be the ID of a user: U and 20 or more letters and digits")
    .optional(),
  /** In seconds; 0 for now. */
  createdTime: z.int().min(0).max(0x7fffffff).optional(),
  /** Of their authenticator app, in base32. */
  seed: text(200).optional(),
};

/** A user of a batch, read by itself. */
export const ImportedUser = z.object(imported);
export type ImportedUser = z.output<typeof ImportedUser>;

const Typed = text(2048).optional();

/** The same, before what its texts say is looked at. */
const UserOfBatch = z.object({ ...imported, ...typedDetails, userId: Typed, seed: Typed, createdTime: z.number().optional() });
export type UserOfBatch = z.output<typeof UserOfBatch>;

export const userCreateBatch = defineOperation({
  routes: ["POST /v1/mgmt/user/create/batch"],
  access: "management",
  kind: "mutation",
  summary: "Create users, each or none: those who cannot be are told with the reason",
  input: z.object({ users: z.array(UserOfBatch).max(BATCH_MAX), ...invitation }),
  output: z.object({
    createdUsers: z.array(User),
    failedUsers: z.array(z.object({ failure: z.string(), user: User })),
    additionalErrors: z.record(z.string(), z.string()),
  }),
  errors: ["E011003", "E011004"],
  aliases: inEach("users", { ...MANAGED_USER_ALIASES, loginIdOrUserId: "loginId" }),
});

export const userDeleteBatch = defineOperation({
  routes: ["POST /v1/mgmt/user/delete/batch"],
  access: "management",
  kind: "mutation",
  summary: "Delete users, and all that is theirs; IDs of nobody are passed over",
  input: z.object({ userIds: Ids }),
  output: Nothing,
  errors: ["E011003"],
});
