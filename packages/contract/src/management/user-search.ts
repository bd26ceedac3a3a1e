import { z } from "zod";
import { spellAddress } from "../address";
import { LoginIdOrEmpty } from "../login-id";
import { defineOperation } from "../operation";
import { boundedMap, text } from "../text";
import { User } from "../user";
import { BATCH_MAX, CustomAttributes, Id, Ids, Int64, MANAGED_USER_ALIASES, RoleNames } from "./common";

/** Users in one answer. */
const SEARCH_LIMIT_MAX = 1000;
export const SEARCH_LIMIT_DEFAULT = 100;
const PAGE_MAX = 1_000_000;
/** The year 9999: times beyond it have another form. */
const TIME_MAX = 253_402_300_799_999;

const SORT_FIELDS = ["id", "createdTime", "modifiedTime", "externalId", "displayName", "tenant", "phoneNumber", "email", "status"] as const;

/** A login ID or an address as somebody may have typed it, in its one spelling. What is none is nobody's. */
const Sought = text(640).transform((typed) => spellAddress(typed) ?? typed.trim().normalize("NFC"));
const ListOfSought = z.array(Sought).max(BATCH_MAX);
const Tenants = z.array(text(200)).max(200);
const Statuses = z.array(z.enum(["enabled", "disabled", "invited", "expired"])).max(20);

/** Milliseconds since 1970; Go sends 0 for none, or the year 1. */
const Time = Int64.transform((milliseconds) => (milliseconds <= 0 ? undefined : Math.min(milliseconds, TIME_MAX)));

/** Roles by tenant: one of them, or with `and` every one. */
const TenantRoles = boundedMap(z.object({ values: z.array(Id).max(200).nullish(), and: z.boolean().nullish() }), {
  entriesMax: 50,
  keyMax: 200,
  valueMax: 16_000,
  bytesMax: 64_000,
});

const Found = z.object({ users: z.array(User), total: z.int() }).meta({ id: "UsersResponse" });

/** All optional. An empty list, text or map, `0` and null are no criterion; criteria apply together, of a list one value is enough. */
const Criteria = z.object({
  loginId: LoginIdOrEmpty.optional(),
  loginIds: ListOfSought.optional(),
  userIds: Ids.optional(),
  emails: ListOfSought.optional(),
  phones: ListOfSought.optional(),
  recoveryEmails: ListOfSought.optional(),
  recoveryPhones: ListOfSought.optional(),
  statuses: Statuses.optional(),
  tenantIds: Tenants.optional(),
  includeSubTenants: z.boolean().optional(),
  roleNames: RoleNames.optional(),
  tenantRoleIds: TenantRoles.optional(),
  tenantRoleNames: TenantRoles.optional(),
  ssoAppIds: z.array(Id).max(200).optional(),
  customAttributes: CustomAttributes.optional(),
  text: text(320)
    .transform((typed) => typed.trim().normalize("NFC"))
    .optional(),
  fromCreatedTime: Time.optional(),
  toCreatedTime: Time.optional(),
  fromModifiedTime: Time.optional(),
  toModifiedTime: Time.optional(),
  verifiedEmail: z.boolean().optional(),
  verifiedPhone: z.boolean().optional(),
  verifiedRecoveryEmail: z.boolean().optional(),
  verifiedRecoveryPhone: z.boolean().optional(),
  // Of these four, false is what some send for "not asked".
  password: z.boolean().optional(),
  totp: z.boolean().optional(),
  webauthn: z.boolean().optional(),
  scim: z.boolean().optional(),
  scimOnly: z.boolean().optional(),
  ssoOnly: z.boolean().optional(),
  withTestUser: z.boolean().optional(),
  testUsersOnly: z.boolean().optional(),
  sort: z
    .array(z.object({ field: z.enum(SORT_FIELDS), desc: z.boolean().optional() }))
    .max(5)
    .optional(),
  limit: z.int().min(0).max(SEARCH_LIMIT_MAX).optional(),
  page: z.int().min(0).max(PAGE_MAX).optional(),
  offset: z
    .int()
    .min(0)
    .max(PAGE_MAX * SEARCH_LIMIT_MAX)
    .optional(),
});

export type UserSearchCriteria = z.output<typeof Criteria>;

export const userSearch = defineOperation({
  routes: ["POST /v2/mgmt/user/search", "POST /v1/mgmt/user/search"],
  access: "management",
  kind: "query",
  summary: "Find users; test users only where they are asked for",
  input: Criteria,
  output: Found,
  errors: ["E011003"],
  aliases: MANAGED_USER_ALIASES,
});

export const userSearchTest = defineOperation({
  routes: ["POST /v2/mgmt/user/search/test"],
  access: "management",
  kind: "query",
  summary: "Find test users",
  input: Criteria,
  output: Found,
  errors: ["E011003"],
  aliases: MANAGED_USER_ALIASES,
});
