import { AuthError, isApiError } from "@repo/contract/errors";
import { isEmail, isPhone } from "@repo/contract/login-id";
import {
  UserChanges,
  type userAddSsoApps,
  type userPatch,
  type userPatchBatch,
  type userRemoveSsoApps,
  type userSetSsoApps,
  type userUpdate,
  type userUpdateCustomAttribute,
  type userUpdateName,
  type userUpdatePicture,
} from "@repo/contract/management/user-update";
import type { Input, Output } from "@repo/contract/operation";
import type { User } from "@repo/contract/user";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { endLetters, endSessionsAndLetters } from "../session/end";
import { queueNoticeLetter } from "../user/notice";
import { findAccess, putAccess } from "./access";
import { describeCustomAttributes } from "./attribute-values";
import { blankUser } from "./blank-user";
import { type Change, type Columns, changeUser } from "./change-user";
import { loginIdOf } from "./find";
import { readOne } from "./read-one";
import { moveToEmail, nextContact } from "./user-addresses";

const SSO_APPS_MAX = 200;

/** Columns that hold what a call says as it is, by the call's name for them. */
const PLAIN = {
  displayName: "name",
  givenName: "givenName",
  middleName: "middleName",
  familyName: "familyName",
  picture: "picture",
  test: "test",
  scim: "scim",
} as const satisfies Partial<Record<keyof UserChanges, keyof Columns>>;

function plainColumns(said: UserChanges): Columns {
  const named = Object.entries(PLAIN).map(([name, column]) => [column, said[name as keyof typeof PLAIN]]);
  return Object.fromEntries(named.filter(([, value]) => value !== undefined));
}

/** The columns of phone and recovery contacts. That a recovery contact is the user's, a call has to say. */
function contactColumns(said: UserChanges, user: UserRecord): Columns {
  const { recoveryEmail = user.recoveryEmail, recoveryPhone = user.recoveryPhone } = said;
  const {
    verifiedRecoveryEmail = recoveryEmail === user.recoveryEmail && user.verifiedRecoveryEmail,
    verifiedRecoveryPhone = recoveryPhone === user.recoveryPhone && user.verifiedRecoveryPhone,
  } = said;
  const phone = nextContact({ value: user.phone, isVerified: user.verifiedPhone }, said.phone, said.verifiedPhone);
  return {
    phone: phone.value,
    verifiedPhone: phone.isVerified,
    recoveryEmail,
    verifiedRecoveryEmail: recoveryEmail !== "" && verifiedRecoveryEmail,
    recoveryPhone,
    verifiedRecoveryPhone: recoveryPhone !== "" && verifiedRecoveryPhone,
  };
}

/** Gives the user these login IDs beside the first and the one that the call names. Throws E111127 where one is somebody else's. */
async function putLoginIds(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: ManagementCaller,
  user: UserRecord,
  { loginId, additionalLoginIds = [] }: UserChanges,
): Promise<void> {
  const named = user.loginIds.includes(loginId) ? [loginId] : [];
  const loginIds = [...new Set([...user.loginIds.slice(0, 1), ...named, ...additionalLoginIds])];
  if (!(await tx.userChanges.setLoginIds(user.id, loginIds))) throw new AuthError("E111127");
  if (user.verifiedEmail) await tx.userChanges.setProof(user.id, user.email, deps.clock.now());
  if (user.loginIds.every((one) => loginIds.includes(one))) return;
  await endLetters(deps, tx, user);
  await queueNoticeLetter(deps, tx, caller, user, "loginIdRemoved");
}

/** Does to the user what a call says, and leaves what it does not say. */
async function change(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: ManagementCaller,
  user: UserRecord,
  said: UserChanges,
): Promise<Change> {
  const access = await findAccess(tx, said);
  const customAttributes = await describeCustomAttributes(tx, said.customAttributes ?? {}, user.customAttributes);
  if (said.additionalLoginIds) await putLoginIds(deps, tx, caller, user, said);
  const email = nextContact({ value: user.email, isVerified: user.verifiedEmail }, said.email, said.verifiedEmail);
  const saysEmail = said.email !== undefined || said.verifiedEmail !== undefined;
  const emailColumns = saysEmail ? await moveToEmail(deps, tx, caller, user, email) : {};
  await putAccess(tx, user.id, access);
  if (said.status === "disabled") await endSessionsAndLetters(deps, tx, user);
  return {
    columns: {
      ...plainColumns(said),
      ...contactColumns(said, user),
      ...emailColumns,
      ...(said.status && { status: said.status }),
      ...(said.ssoAppIds && { ssoAppIds: JSON.stringify([...new Set(said.ssoAppIds)]) }),
      customAttributes,
    },
    data: { fields: Object.keys(said).filter((field) => field !== "loginId" && said[field as keyof UserChanges] !== undefined) },
  };
}

/** What a replacement says of the user: all of it, and nothing where the call is silent. */
function replacing(said: UserChanges, user: UserRecord): UserChanges {
  const own = loginIdOf(user, said.loginId) ?? "";
  // As with a new user, whose login ID is their address where none is given. That it is theirs is not said by that.
  const keptEmail = isEmail(own) ? own : "";
  const keptPhone = isPhone(own) ? own : "";
  const keepsProof = { email: user.email === keptEmail && user.verifiedEmail, phone: user.phone === keptPhone && user.verifiedPhone };
  return {
    displayName: "",
    givenName: "",
    middleName: "",
    familyName: "",
    picture: "",
    recoveryEmail: "",
    recoveryPhone: "",
    roleNames: [],
    userTenants: [],
    ssoAppIds: [],
    ...(Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as UserChanges),
    ...(!said.email && { email: keptEmail, verifiedEmail: said.verifiedEmail ?? keepsProof.email }),
    ...(!said.phone && { phone: keptPhone, verifiedPhone: said.verifiedPhone ?? keepsProof.phone }),
  };
}

/**
 * Replaces what a user is: what the call leaves out is emptied, but for login IDs, status, test and scim. A login ID that is an address or a
 * number goes on as email or phone where none is given. Throws E112102, E111127 a login ID is somebody else's, E112201 and E112303 no such
 * tenant or role, E011003 an attribute that is not declared or not of its type.
 */
export async function updateUser(
  deps: AuthDeps,
  input: Input<typeof userUpdate>,
  caller: ManagementCaller,
): Promise<Output<typeof userUpdate>> {
  const answer = await changeUser(deps, caller, input, "UserUpdated", async (tx, user) => {
    const emptied = { ...user, customAttributes: "{}" };
    return change(deps, tx, caller, emptied, replacing(input, user));
  });
  deps.outbox.wake();
  return answer;
}

async function patchOne(deps: AuthDeps, input: UserChanges, caller: ManagementCaller): Promise<{ user: User }> {
  return changeUser(deps, caller, input, "UserPatched", (tx, user) => change(deps, tx, caller, user, input));
}

/** Changes what is named of a user. Custom attributes join those that are there; null takes one away. Throws what `updateUser` does. */
export async function patchUser(
  deps: AuthDeps,
  input: Input<typeof userPatch>,
  caller: ManagementCaller,
): Promise<Output<typeof userPatch>> {
  const answer = await patchOne(deps, input, caller);
  deps.outbox.wake();
  return answer;
}

/**
 * Changes users one after the other, each in a transaction of its own: who cannot be changed is told with the code and the reason, and keeps
 * nobody else out.
 */
export async function patchUsers(
  deps: AuthDeps,
  { users }: Input<typeof userPatchBatch>,
  caller: ManagementCaller,
): Promise<Output<typeof userPatchBatch>> {
  const patchedUsers: User[] = [];
  const failedUsers: { failure: string; user: User }[] = [];
  for (const said of users) {
    try {
      patchedUsers.push((await patchOne(deps, readOne(UserChanges, said), caller)).user);
    } catch (error) {
      if (!isApiError(error)) throw error;
      const { loginId = "", email = "", phone = "", displayName = "" } = said;
      const user = blankUser({ loginIds: loginId === "" ? [] : [loginId], email, phone, name: displayName });
      failedUsers.push({ failure: `[${error.code}] ${error.message}`, user });
    }
  }
  deps.outbox.wake();
  return { patchedUsers, failedUsers, additionalErrors: {} };
}

/** Changes those of a user's names that are given. Throws E112102. */
export async function updateName(
  deps: AuthDeps,
  input: Input<typeof userUpdateName>,
  caller: ManagementCaller,
): Promise<Output<typeof userUpdateName>> {
  return changeUser(deps, caller, input, "UserNameChanged", async () => ({ columns: plainColumns(input) }));
}

/** Replaces a user's picture. Throws E112102. */
export async function updatePicture(
  deps: AuthDeps,
  { loginId, picture = "" }: Input<typeof userUpdatePicture>,
  caller: ManagementCaller,
): Promise<Output<typeof userUpdatePicture>> {
  return changeUser(deps, caller, { loginId }, "UserPictureChanged", async () => ({ columns: { picture } }));
}

/** Gives one attribute a value, or takes it away. Throws E112102, E011003 where it is not declared or the value is not of its type. */
export async function updateCustomAttribute(
  deps: AuthDeps,
  { loginId, attributeKey, attributeValue = null }: Input<typeof userUpdateCustomAttribute>,
  caller: ManagementCaller,
): Promise<Output<typeof userUpdateCustomAttribute>> {
  return changeUser(deps, caller, { loginId }, "UserCustomAttributeChanged", async (tx, user) => ({
    columns: { customAttributes: await describeCustomAttributes(tx, { [attributeKey]: attributeValue }, user.customAttributes) },
    data: { attribute: attributeKey },
  }));
}

type SaidApps = Input<typeof userSetSsoApps>;

/** Stores the apps that `next` makes of those that are there. Throws E112102, E011003 for too many. */
async function changeSsoApps(
  deps: AuthDeps,
  { loginId, ssoAppIds = [] }: SaidApps,
  caller: ManagementCaller,
  next: (apps: readonly string[], said: readonly string[]) => readonly string[],
): Promise<{ user: User }> {
  return changeUser(deps, caller, { loginId }, "UserSsoAppsChanged", async (_tx, user) => {
    const apps = [...new Set(next(JSON.parse(user.ssoAppIds), ssoAppIds))];
    if (apps.length > SSO_APPS_MAX) throw new AuthError("E011003", `The ssoAppIds field may come to ${SSO_APPS_MAX} apps altogether`);
    return { columns: { ssoAppIds: JSON.stringify(apps) } };
  });
}

/** Adds to a user's federated apps. Throws E112102, E011003. */
export async function addSsoApps(
  deps: AuthDeps,
  input: Input<typeof userAddSsoApps>,
  caller: ManagementCaller,
): Promise<Output<typeof userAddSsoApps>> {
  return changeSsoApps(deps, input, caller, (apps, said) => [...apps, ...said]);
}

/** Replaces a user's federated apps. Throws E112102, E011003. */
export async function setSsoApps(
  deps: AuthDeps,
  input: Input<typeof userSetSsoApps>,
  caller: ManagementCaller,
): Promise<Output<typeof userSetSsoApps>> {
  return changeSsoApps(deps, input, caller, (_apps, said) => said);
}

/** Takes away some of a user's federated apps. Throws E112102. */
export async function removeSsoApps(
  deps: AuthDeps,
  input: Input<typeof userRemoveSsoApps>,
  caller: ManagementCaller,
): Promise<Output<typeof userRemoveSsoApps>> {
  return changeSsoApps(deps, input, caller, (apps, said) => apps.filter((app) => !said.includes(app)));
}
