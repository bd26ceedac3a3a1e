import { AuthError } from "@repo/contract/errors";
import { isEmail, isPhone } from "@repo/contract/login-id";
import type {
  userUpdateEmail,
  userUpdateLoginId,
  userUpdatePhone,
  userUpdateRecoveryEmail,
  userUpdateRecoveryPhone,
} from "@repo/contract/management/user-update";
import type { Input, Output } from "@repo/contract/operation";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { endLetters } from "../session/end";
import { queueNoticeLetter } from "../user/notice";
import { type Change, type Columns, changeUser } from "./change-user";
import { loginIdOf } from "./find";

/** An address or a number, and whether it counts as the user's. */
interface Contact {
  value: string;
  isVerified: boolean;
}

/**
 * What a call makes of an address or a number, neither of which it has to name: the same goes on as it was, another one counts as verified
 * unless the call says otherwise, and none is never verified.
 */
export function nextContact(
  before: Contact,
  value = before.value,
  isVerified = value === before.value ? before.isVerified : true,
): Contact {
  return { value, isVerified: value !== "" && isVerified };
}

/**
 * Makes this the user's email. A login ID that is the same address is proven from then on or, where it is not verified any more, no longer.
 * Letters that are out to a former address let nobody in, and its reader is told. Answers the columns that are still to be written.
 */
export async function moveToEmail(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: ManagementCaller,
  before: UserRecord,
  { value: email, isVerified }: Contact,
): Promise<Columns> {
  if (email !== before.email) {
    // Whoever runs the app decides whose account it is.
    await tx.emailUndos.endSince(before.id, null, deps.clock.now());
    await endLetters(deps, tx, before);
    await queueNoticeLetter(deps, tx, caller, before, "emailChanged");
  }
  if (email !== "") await tx.userChanges.setProof(before.id, email, isVerified ? deps.clock.now() : null);
  return { email, verifiedEmail: isVerified };
}

/** Throws E112103 for the last one. */
async function removeLoginId(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: ManagementCaller,
  user: UserRecord,
  from: string,
): Promise<Change> {
  if (!(await tx.userChanges.removeLoginId(user.id, from))) throw new AuthError("E112103");
  await endLetters(deps, tx, user);
  await queueNoticeLetter(deps, tx, caller, user, "loginIdRemoved");
  return { data: { removed: from } };
}

/**
 * Replaces one of the user's login IDs. Where it was their address and the new one is an address too, their email moves with it and is as
 * verified as it was: a login ID that is an address is the address that is proven. A number likewise. Throws E111127 where it is somebody
 * else's.
 */
async function replaceLoginId(
  deps: AuthDeps,
  tx: StoreTransaction,
  caller: ManagementCaller,
  user: UserRecord,
  { from, to }: { from: string; to: string },
): Promise<Change> {
  const movesEmail = isEmail(to) && [from, to, ""].includes(user.email);
  const movesPhone = isPhone(to) && [from, to, ""].includes(user.phone);
  const verifiedEmail = user.email === "" || user.verifiedEmail;
  const provenAt = movesEmail && verifiedEmail ? deps.clock.now() : null;
  if (!(await tx.userChanges.replaceLoginId(user.id, from, to, provenAt))) throw new AuthError("E111127");
  if (movesEmail) await tx.emailUndos.endSince(user.id, null, deps.clock.now());
  await endLetters(deps, tx, user);
  await queueNoticeLetter(deps, tx, caller, user, "loginIdRemoved");
  return {
    columns: {
      ...(movesEmail && { email: to, verifiedEmail }),
      ...(movesPhone && { phone: to, verifiedPhone: user.phone === "" || user.verifiedPhone }),
    },
    data: { removed: from, added: to },
  };
}

/**
 * Replaces a login ID, or removes it where no new one is named. Letters to the former one let nobody in any more, and the user is told by
 * mail. Throws E112102, E111127 where the new one is somebody else's, E112103 for the last one.
 */
export async function updateLoginId(
  deps: AuthDeps,
  { loginId, newLoginId: to }: Input<typeof userUpdateLoginId>,
  caller: ManagementCaller,
): Promise<Output<typeof userUpdateLoginId>> {
  const answer = await changeUser(deps, caller, { loginId }, "UserLoginIdChanged", async (tx, user) => {
    const from = loginIdOf(user, loginId);
    if (from === undefined) throw new AuthError("E112103", "The user has no login ID");
    if (to === from) return null;
    // Theirs already: what is named goes.
    if (to === undefined || user.loginIds.includes(to)) return removeLoginId(deps, tx, caller, user, from);
    return replaceLoginId(deps, tx, caller, user, { from, to });
  });
  deps.outbox.wake();
  return answer;
}

/**
 * Replaces the user's email, or removes it. Their login IDs stay. Throws E112102; E111127 where the call asks to fail if somebody else has the
 * address.
 */
export async function updateEmail(
  deps: AuthDeps,
  { loginId, email = "", verified = false, failOnConflict }: Input<typeof userUpdateEmail>,
  caller: ManagementCaller,
): Promise<Output<typeof userUpdateEmail>> {
  const answer = await changeUser(deps, caller, { loginId }, "UserEmailChanged", async (tx, user) => {
    if (failOnConflict && email !== "" && (await tx.userChanges.isTaken(user.id, "email", email))) throw new AuthError("E111127");
    return {
      columns: await moveToEmail(deps, tx, caller, user, { value: email, isVerified: email !== "" && verified }),
      data: { verified },
    };
  });
  deps.outbox.wake();
  return answer;
}

/** Replaces the user's phone, or removes it. Throws E112102; E111127 where the call asks to fail if somebody else has the number. */
export async function updatePhone(
  deps: AuthDeps,
  { loginId, phone = "", verified = false, failOnConflict }: Input<typeof userUpdatePhone>,
  caller: ManagementCaller,
): Promise<Output<typeof userUpdatePhone>> {
  return changeUser(deps, caller, { loginId }, "UserPhoneChanged", async (tx, user) => {
    if (failOnConflict && phone !== "" && (await tx.userChanges.isTaken(user.id, "phone", phone))) throw new AuthError("E111127");
    return { columns: { phone, verifiedPhone: phone !== "" && verified }, data: { verified } };
  });
}

/** Replaces the address to recover the account by, or removes it. Throws E112102. */
export async function updateRecoveryEmail(
  deps: AuthDeps,
  { loginId, recoveryEmail = "", verified = false }: Input<typeof userUpdateRecoveryEmail>,
  caller: ManagementCaller,
): Promise<Output<typeof userUpdateRecoveryEmail>> {
  const columns = { recoveryEmail, verifiedRecoveryEmail: recoveryEmail !== "" && verified };
  return changeUser(deps, caller, { loginId }, "UserRecoveryEmailChanged", async () => ({ columns }));
}

/** Replaces the number to recover the account by, or removes it. Throws E112102. */
export async function updateRecoveryPhone(
  deps: AuthDeps,
  { loginId, recoveryPhone = "", verified = false }: Input<typeof userUpdateRecoveryPhone>,
  caller: ManagementCaller,
): Promise<Output<typeof userUpdateRecoveryPhone>> {
  const columns = { recoveryPhone, verifiedRecoveryPhone: recoveryPhone !== "" && verified };
  return changeUser(deps, caller, { loginId }, "UserRecoveryPhoneChanged", async () => ({ columns }));
}
