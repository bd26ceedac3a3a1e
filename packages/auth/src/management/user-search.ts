import { SEARCH_LIMIT_DEFAULT, type UserSearchCriteria, type userSearch, type userSearchTest } from "@repo/contract/management/user-search";
import type { Output } from "@repo/contract/operation";
import type { SoughtTenantRoles, UserCriteria } from "@repo/db/management/user-search";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { presentUser } from "../user/present";

type TenantRoles = UserSearchCriteria["tenantRoleIds"];

const nonEmpty = <Value>(list: readonly Value[] | undefined) => (list && list.length > 0 ? list : undefined);
const dateOf = (milliseconds: number | undefined) => (milliseconds === undefined ? undefined : new Date(milliseconds));
/** Go sends false for what is not asked. */
const trueOnly = (flag: boolean | undefined) => flag || undefined;

function tenantRoles(by: SoughtTenantRoles["by"], roles: TenantRoles = {}): SoughtTenantRoles[] {
  return Object.entries(roles)
    .map(([tenantId, { values, and }]) => ({ tenantId, by, values: values ?? [], all: and === true }))
    .filter(({ values }) => values.length > 0);
}

/** Attributes with the values that are sought, of which null is none. */
function attributes(sought: UserSearchCriteria["customAttributes"] = {}): { name: string; values: string }[] {
  return Object.entries(sought)
    .map(([name, value]) => ({ name, values: [value].flat().filter((one) => one !== null && one !== undefined) }))
    .filter(({ values }) => values.length > 0)
    .map(({ name, values }) => ({ name, values: JSON.stringify(values) }));
}

function criteriaOf(input: UserSearchCriteria): UserCriteria {
  const { loginId, verifiedEmail, verifiedPhone, verifiedRecoveryEmail, verifiedRecoveryPhone, testUsersOnly, withTestUser } = input;
  const loginIds = [
    ...(loginId === undefined ? [] : [[loginId]]),
    ...(input.loginIds && input.loginIds.length > 0 ? [input.loginIds] : []),
  ];
  return {
    userIds: nonEmpty(input.userIds),
    loginIds,
    emails: nonEmpty(input.emails),
    phones: nonEmpty(input.phones),
    recoveryEmails: nonEmpty(input.recoveryEmails),
    recoveryPhones: nonEmpty(input.recoveryPhones),
    statuses: nonEmpty(input.statuses),
    tenantIds: nonEmpty(input.tenantIds),
    includeSubTenants: input.includeSubTenants,
    roleNames: nonEmpty(input.roleNames),
    tenantRoles: [...tenantRoles("id", input.tenantRoleIds), ...tenantRoles("name", input.tenantRoleNames)],
    ssoAppIds: nonEmpty(input.ssoAppIds),
    customAttributes: attributes(input.customAttributes),
    text: input.text || undefined,
    createdFrom: dateOf(input.fromCreatedTime),
    createdTo: dateOf(input.toCreatedTime),
    modifiedFrom: dateOf(input.fromModifiedTime),
    modifiedTo: dateOf(input.toModifiedTime),
    verifiedEmail,
    verifiedPhone,
    verifiedRecoveryEmail,
    verifiedRecoveryPhone,
    hasPassword: trueOnly(input.password),
    hasTotp: trueOnly(input.totp),
    scim: trueOnly(input.scim) ?? trueOnly(input.scimOnly),
    testUsers: testUsersOnly ? "only" : withTestUser ? "included" : "excluded",
  };
}

/**
 * A page of the users to whom every criterion applies, and how many they are. Who belongs to an anonymous session is in no list; nobody has a
 * passkey or comes from single sign-on.
 */
export async function searchUsers(
  deps: AuthDeps,
  input: UserSearchCriteria,
  _caller: ManagementCaller,
): Promise<Output<typeof userSearch>> {
  if (input.webauthn || input.ssoOnly) return { users: [], total: 0 };
  const limit = input.limit || SEARCH_LIMIT_DEFAULT;
  const offset = input.offset || (input.page ?? 0) * limit;
  const sorts = (input.sort ?? []).map(({ field, desc = false }) => ({ field, desc }));
  const { ids, total } = await deps.store.userSearch.find(criteriaOf(input), sorts, { offset, limit });
  return { users: (await deps.store.users.listByIds(ids)).map((user) => presentUser(deps, user)), total };
}

/** As `searchUsers`, of test users alone. */
export async function searchTestUsers(
  deps: AuthDeps,
  input: UserSearchCriteria,
  caller: ManagementCaller,
): Promise<Output<typeof userSearchTest>> {
  return searchUsers(deps, { ...input, testUsersOnly: true }, caller);
}
