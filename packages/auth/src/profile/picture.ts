import { AuthError } from "@repo/contract/errors";
import type { Input, Output } from "@repo/contract/operation";
import type { profileMine, profileRemovePicture, profileSetPicture } from "@repo/contract/profile";
import type { StoreTransaction } from "@repo/db/store";
import { recordEvent } from "../audit";
import type { SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { newToken } from "../ids";
import { spendChange } from "../security/account-changes";
import { refuseEnded } from "../session/resolve";
import { isPictureKey, picturePath, uploadedColumn, uploadedKey } from "./picture-address";

/** What the user's picture is from now on. Whoever changes it in their name is told in the audit trail, as of the rest of the profile. */
async function show(deps: AuthDeps, tx: StoreTransaction, caller: SignedInCaller, userId: string, picture: string): Promise<void> {
  if (!(await tx.users.updateProfile(userId, { picture }, deps.clock.now()))) throw new AuthError("E064002");
  if (caller.actorFor(userId) !== userId)
    await recordEvent(deps, tx, caller, { userId, action: "ProfileUpdated", data: { fields: ["picture"] } });
}

/**
 * Shows this picture of the signed-in user from now on, drawn anew, at an address that nobody can guess and that is another each time. Throws
 * E062137 for what is no such picture, E130429 after twenty in 15 minutes and while another of theirs is being drawn, E064001 when
 * the session has ended meanwhile.
 */
export async function setPicture(
  deps: AuthDeps,
  { picture }: Input<typeof profileSetPicture>,
  caller: SignedInCaller,
): Promise<Output<typeof profileSetPicture>> {
  const { session } = await caller.signedIn();
  await spendChange(deps, session.userId, "picture");
  const bytes = await deps.pictures.square(session.userId, Buffer.from(picture, "base64"));
  const key = newToken(deps.random);
  await deps.store.transaction(async (tx) => {
    await refuseEnded(deps, tx, session.id);
    await show(deps, tx, caller, session.userId, uploadedColumn(key));
    await tx.userPictures.put(session.userId, { key, bytes, createdAt: deps.clock.now() });
  });
  return {};
}

/** Shows no picture of the signed-in user, whether it was uploaded or is elsewhere. */
export async function removePicture(
  deps: AuthDeps,
  _input: Input<typeof profileRemovePicture>,
  caller: SignedInCaller,
): Promise<Output<typeof profileRemovePicture>> {
  const { userId } = (await caller.signedIn()).session;
  await deps.store.transaction(async (tx) => {
    await show(deps, tx, caller, userId, "");
    await tx.userPictures.remove(userId);
  });
  return {};
}

/** What pages show of the signed-in user beside the user object. */
export async function showMine(
  _deps: AuthDeps,
  _input: Input<typeof profileMine>,
  caller: SignedInCaller,
): Promise<Output<typeof profileMine>> {
  const { user } = await caller.signedIn();
  const key = uploadedKey(user.picture);
  return { language: user.language, picture: key === undefined ? null : picturePath(key) };
}

/** The picture at this address, for whoever knows that; null for none. */
export async function readPicture(deps: AuthDeps, key: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const found = isPictureKey(key) ? await deps.store.userPictures.findByKey(key) : null;
  return found?.bytes ?? null;
}
