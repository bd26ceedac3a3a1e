import { z } from "zod";
import { LoginId, LoginIdOrEmpty } from "../login-id";
import { LOGIN_ID_ALIASES } from "../operation";
import { isOneLine } from "../profile-fields";
import { boundedMap, boundedValue, text } from "../text";
import { User } from "../user";

/*
 * What the operations of several areas say alike. Go sends zero values for what is not set (`""`, `0`, null lists): nulls are left out at the
 * door, and the schemas here read the others.
 */

/** Users in one batch. */
export const BATCH_MAX = 500;

/** The canonical name of whatever a user is called by. */
export const MANAGED_USER_ALIASES = {
  ...LOGIN_ID_ALIASES,
  name: "displayName",
  additionalIdentifiers: "additionalLoginIds",
  ssoAppIDs: "ssoAppIds",
} as const;

/** A user's login ID, or their user ID: both are taken wherever one user is named. */
export const LoginIdOrUserId = LoginId;

/** `loginId` beside `userId`, of which one is given and the other perhaps empty. */
export const NamedUser = { loginId: LoginIdOrEmpty.optional(), userId: emptyAsAbsent(text(200)).optional() };

/** An ID of ours: of a user, a role, a key. */
export const Id = text(200).min(1);

/** A tenant's ID; empty for none. */
export const TenantIdOrEmpty = emptyAsAbsent(text(200)).optional();

/** A name that people gave a role, a permission, a tenant, a key. */
export const GivenName = text(200).min(1);

/** Such a name as it is given: one line. */
export const NewName = GivenName.refine(isOneLine, "must be one line, without control characters");

/** Names of roles. */
export const RoleNames = z.array(GivenName).max(200);

/** Tenants, and what somebody may do in each. */
export const TenantsWithRoles = z.array(z.object({ tenantId: Id, roleNames: RoleNames.optional() })).max(200);

/** IDs or names to look for, or to do something with each. */
export const Ids = z.array(Id).max(BATCH_MAX);

/** Values of declared attributes, by their names. That they are declared, and of their type, is checked against the schema in the database. */
export const CustomAttributes = boundedMap(z.unknown(), { entriesMax: 100, keyMax: 60, valueMax: 2000, bytesMax: 16_000 });

/** Value of one declared attribute. */
export const CustomAttributeValue = boundedValue(2000);

/** A 64-bit number, which arrives as a number or in decimal digits. */
export const Int64 = z.union([
  z.int(),
  text(20)
    .regex(/^-?\d{1,19}$/)
    .transform(Number)
    .pipe(z.int()),
]);

/** Whatever the schema reads, and nothing of an empty text. */
export function emptyAsAbsent<Value extends z.ZodType<string, string>>(value: Value) {
  return value.transform((read) => (read === "" ? undefined : read));
}

/** One user. */
export const UserResponse = z.object({ user: User }).meta({ id: "UserResponse" });

export const Nothing = z.object({});
