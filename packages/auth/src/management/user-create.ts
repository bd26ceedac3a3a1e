import { AuthError, isApiError } from "@repo/contract/errors";
import { isEmail, isPhone } from "@repo/contract/login-id";
import {
  ImportedUser,
  type UserOfBatch,
  type userCreate,
  type userCreateBatch,
  type userCreateTest,
} from "@repo/contract/management/user-create";
import type { Input, Output } from "@repo/contract/operation";
import { profileOf } from "@repo/contract/profile";
import type { User } from "@repo/contract/user";
import type { NewUser, UserRecord } from "@repo/db/users";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { newId } from "../ids";
import { addressKey } from "../limiter";
import { storeHashedPassword } from "../password/imported-hash";
import { contextWords, newPassword, refuseWeak } from "../password/new-password";
import { rulesIn } from "../password/settings";
import { epochSeconds } from "../session/tokens";
import { readTotpSecret } from "../totp/key";
import { presentUser } from "../user/present";
import { findAccess, putAccess, type SaidAccess } from "./access";
import { describeCustomAttributes } from "./attribute-values";
import { blankUser } from "./blank-user";
import { findManaged, refind } from "./find";
import { type Invitation, queueInvitation, readInvitation } from "./invitation";
import { readOne } from "./read-one";
import { writeAs } from "./write-as";

type Created = Output<typeof userCreate>;

/** What the ID of a user looks like. A login ID may look like it too. */
const USER_ID = /^U[0-9A-Za-z]{20,}$/;

function namesOf({ loginId, additionalLoginIds = [] }: ImportedUser): string[] {
  return [...new Set([loginId, ...additionalLoginIds])];
}

/**
 * The user that a management call describes. A login ID that is an address or a number becomes the email or phone where none is given; an
 * address counts as verified unless the call says otherwise, as login IDs that are addresses then do too. Invited until the first sign-in.
 * Throws E011003 for a seed that is none.
 */
function describeManagedUser(deps: AuthDeps, input: ImportedUser): NewUser {
  const { loginId, displayName = "", givenName = "", middleName = "", familyName = "", picture = "", test = false } = input;
  const { recoveryEmail = "", recoveryPhone = "", ssoAppIds = [] } = input;
  const email = input.email ?? (isEmail(loginId) ? loginId : "");
  const phone = input.phone || (isPhone(loginId) ? loginId : "");
  const now = deps.clock.now();
  const id = input.userId ?? newId(deps.random, "U");
  const loginIds = namesOf(input);
  return {
    ...profileOf({ name: displayName, givenName, middleName, familyName, phone, picture }),
    id,
    loginIds,
    email,
    verifiedEmail: email !== "" && (input.verifiedEmail ?? true),
    verifiedPhone: phone !== "" && (input.verifiedPhone ?? true),
    provenLoginIds: (input.verifiedEmail ?? true) ? loginIds.filter(isEmail) : [],
    recoveryEmail,
    recoveryPhone,
    verifiedRecoveryEmail: recoveryEmail !== "" && (input.verifiedRecoveryEmail ?? false),
    verifiedRecoveryPhone: recoveryPhone !== "" && (input.verifiedRecoveryPhone ?? false),
    ssoAppIds: JSON.stringify([...new Set(ssoAppIds)]),
    status: input.status || "invited",
    test,
    ...(input.seed && { sealedTotpKey: deps.sealer.seal("totp-key", id, readTotpSecret(input.seed)) }),
    createdAt: input.createdTime ? new Date(input.createdTime * 1000) : now,
    storedAt: now,
  };
}

/**
 * What a password is stored as: what another system made of it, or a hash of ours. Throws E011003 for both at once and for a hash that
 * cannot be checked here, E062901 for the policy and the rules of the tenants, E130429 while too many others are hashed.
 */
async function hashOf(deps: AuthDeps, caller: ManagementCaller, input: ImportedUser): Promise<string | undefined> {
  const { password, hashedPassword, displayName, givenName, familyName, email, userTenants = [] } = input;
  if (password && hashedPassword) throw new AuthError("E011003", "Either password or hashedPassword is stored, not both");
  if (hashedPassword) return storeHashedPassword(hashedPassword);
  if (!password) return undefined;
  const typed = newPassword(password);
  const rules = await rulesIn(
    deps,
    userTenants.map(({ tenantId }) => tenantId),
  );
  await refuseWeak(deps, typed, contextWords(deps, namesOf(input), [displayName, email, givenName, familyName]), rules);
  return deps.passwords.admit([addressKey(caller.address), `account ${input.loginId}`], () => deps.passwords.hash(typed));
}

/**
 * Where a user belongs and what they may do. Of somebody new, a list without roles is that of an SDK which was told of none: they get those
 * that new users and members are given. Whoever came before has the roles that are named.
 */
function accessOf({ roleNames, userTenants, createdTime }: ImportedUser): SaidAccess {
  const rolesOf = (names: string[] | undefined) => (createdTime ? (names ?? []) : names?.length ? names : undefined);
  return { roleNames: rolesOf(roleNames), userTenants: userTenants?.map((one) => ({ ...one, roleNames: rolesOf(one.roleNames) })) };
}

/** Writes to somebody who is there already once more. Throws E112102 when they are gone, E011003 when they have no address. */
async function inviteAgain(deps: AuthDeps, caller: ManagementCaller, { id }: UserRecord, invitation: Invitation): Promise<Created> {
  return writeAs(deps, caller, async (tx) => {
    const user = await findManaged(tx, { userId: id });
    await queueInvitation(deps, tx, caller, user, invitation);
    return {
      answer: { user: presentUser(deps, user), created: false },
      events: [{ action: "UserInvited", userId: id, loginIds: user.loginIds }],
    };
  });
}

/**
 * Makes one user, all of them or nothing, in a transaction of its own. With an invitation, the ID of a user who is there writes to them
 * again. Throws what `createUser` does.
 */
async function makeUser(deps: AuthDeps, caller: ManagementCaller, input: ImportedUser, invitation: Invitation | null): Promise<Created> {
  const known = invitation && USER_ID.test(input.loginId) ? await deps.store.users.findById(input.loginId) : null;
  if (invitation && known) return inviteAgain(deps, caller, known, invitation);
  const user = describeManagedUser(deps, input);
  const passwordHash = await hashOf(deps, caller, input);
  return writeAs(deps, caller, async (tx) => {
    const access = await findAccess(tx, accessOf(input));
    const customAttributes = await describeCustomAttributes(tx, input.customAttributes ?? {});
    const outcome = await tx.users.create({ ...user, customAttributes, ...(passwordHash !== undefined && { passwordHash }) });
    if (outcome === "loginIdTaken") throw new AuthError("E062107");
    await putAccess(tx, user.id, access);
    if (invitation) await queueInvitation(deps, tx, caller, user, invitation);
    return {
      answer: { user: presentUser(deps, await refind(tx, user)), created: true },
      events: [{ action: "UserCreated", userId: user.id, loginIds: user.loginIds, data: { invited: invitation !== null } }],
    };
  });
}

/**
 * Creates a user, and writes to them where they are invited; invited by the ID of a user who is there, they are written to again. Throws
 * E062107 when a login ID is taken, E011003 for an attribute that is not declared or a hash that cannot be checked here, E011004 for a page
 * that is not approved, E062901 for a password the policy refuses, E112201 and E112303 for no such tenant or role.
 */
export async function createUser(deps: AuthDeps, input: Input<typeof userCreate>, caller: ManagementCaller): Promise<Created> {
  const answer = await makeUser(deps, caller, input, readInvitation(deps, input));
  deps.outbox.wake();
  return answer;
}

/** Creates a test user, whom nothing is ever mailed to. Throws what `createUser` does. */
export async function createTestUser(
  deps: AuthDeps,
  input: Input<typeof userCreateTest>,
  caller: ManagementCaller,
): Promise<Output<typeof userCreateTest>> {
  return makeUser(deps, caller, { ...input, test: true }, null);
}

/** Somebody who could not be made, as far as the call described them. */
function presentRefused({ clock }: AuthDeps, said: UserOfBatch): User {
  const { loginId, additionalLoginIds = [], displayName = "", givenName = "", middleName = "", familyName = "", picture = "" } = said;
  const { email = "", phone = "", test = false, verifiedEmail = false, verifiedPhone = false } = said;
  const now = epochSeconds(clock.now());
  return blankUser({
    ...{ name: displayName, givenName, middleName, familyName, picture, email, phone, verifiedEmail, verifiedPhone, test },
    loginIds: [...(loginId === undefined ? [] : [loginId]), ...additionalLoginIds],
    status: "invited",
    createdTime: now,
    modifiedTime: now,
  });
}

/**
 * Creates users one after the other, each in a transaction of its own: who cannot be made is told with the code and the reason, and keeps
 * nobody else out. Throws E011004 for a page that is not approved.
 */
export async function createUsers(
  deps: AuthDeps,
  input: Input<typeof userCreateBatch>,
  caller: ManagementCaller,
): Promise<Output<typeof userCreateBatch>> {
  const invitation = readInvitation(deps, input);
  const createdUsers: User[] = [];
  const failedUsers: { failure: string; user: User }[] = [];
  for (const said of input.users) {
    try {
      createdUsers.push((await makeUser(deps, caller, readOne(ImportedUser, said), invitation)).user);
    } catch (error) {
      if (!isApiError(error)) throw error;
      failedUsers.push({ failure: `[${error.code}] ${error.message}`, user: presentRefused(deps, said) });
    }
  }
  deps.outbox.wake();
  return { createdUsers, failedUsers, additionalErrors: {} };
}
