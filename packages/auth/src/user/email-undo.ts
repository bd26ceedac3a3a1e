import { AuthError } from "@repo/contract/errors";
import { EMAIL_UNDO_HOURS } from "@repo/contract/limits";
import { isEmail } from "@repo/contract/login-id";
import type { Input, Output } from "@repo/contract/operation";
import type { undoEmailChange as undoOperation } from "@repo/contract/security";
import type { EmailUndoRecord } from "@repo/db/email-undos";
import type { StoreTransaction } from "@repo/db/store";
import type { UserRecord } from "@repo/db/users";
import { recordEvent } from "../audit";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { newId, newToken } from "../ids";
import { linkDigest, linkToken } from "../links/token";
import { letterLanguage } from "../mail/letter-language";
import { maskEmail } from "../mail/mask-email";
import { queueLetter } from "../mail/outbox";
import { endSessionsAndLetters } from "../session/end";
import { keepAccount } from "./deletion";
import { queueNotice, queueNoticeTo } from "./notice";
import { isLeftBehind, releaseLoginId } from "./release-login-id";

/**
 * Records that the user's address is about to change, and tells the former one, with a link that takes the change back. Only one that was
 * proven: another may be anybody's, who could take the account over by it. None for test users. Call `deps.outbox.wake()` afterwards.
 *
 * @param before the user with the former address
 */
export async function announceEmailChange(deps: AuthDeps, tx: StoreTransaction, caller: Caller, before: UserRecord): Promise<void> {
  const { id: userId, email, loginIds } = before;
  await recordEvent(deps, tx, caller, { userId, action: "EmailChanged" });
  if (!before.verifiedEmail || email === "" || before.test) return;
  const id = newId(deps.random, "E");
  const secret = newToken(deps.random);
  const createdAt = deps.clock.now();
  const expiresAt = new Date(createdAt.getTime() + EMAIL_UNDO_HOURS * 3600 * 1000);
  await tx.emailUndos.create({ id, userId, email, loginIds, digest: linkDigest(deps, id, secret), createdAt, expiresAt });
  const url = new URL("/undo-email", deps.config.appOrigin);
  url.searchParams.set("t", linkToken(id, secret));
  const askedBy = { userAgent: caller.userAgent, at: createdAt.toISOString() };
  const props = { url: url.href, hours: EMAIL_UNDO_HOURS, askedBy, templateOptions: {} };
  await queueLetter(deps, tx, { kind: "emailChanged", to: email, locale: letterLanguage(caller, before), props }, expiresAt);
}

/** What a token stands for, while it can be used. */
async function findUndo({ store, sealer, clock }: AuthDeps, token: string): Promise<EmailUndoRecord | null> {
  const [id = "", secret = ""] = token.split(".", 2);
  const undo = await store.emailUndos.find(id);
  if (!undo || undo.usedAt || undo.expiresAt <= clock.now()) return null;
  return sealer.matches("link", `${id}:${secret}`, undo.digest) ? undo : null;
}

/** The address that a link would put back, masked; null for a link that is unknown, used or too old. Uses nothing up. */
export async function describeEmailUndo(deps: AuthDeps, token: string): Promise<{ maskedEmail: string } | null> {
  const undo = await findUndo(deps, token);
  return undo && { maskedEmail: maskEmail(undo.email) };
}

/**
 * Makes an address free that an account signed up with meanwhile, or has left behind: whoever holds the undo reads its mail. Throws E062125
 * for one that its account has proven, which loses nothing unasked.
 */
async function freeAddress(deps: AuthDeps, tx: StoreTransaction, caller: Caller, userId: string, email: string): Promise<void> {
  const holder = await tx.users.findRecipient(email);
  if (!holder || holder.id === userId) return;
  if (isLeftBehind(email, holder)) return releaseLoginId(deps, tx, caller, email, holder);
  if (holder.verifiedEmail) throw new AuthError("E062125", "This address has an account of its own meanwhile");
  const account = await tx.users.findById(holder.id);
  if (account) await endSessionsAndLetters(deps, tx, account);
  if (!(await tx.userChanges.replaceLoginId(holder.id, email, holder.id, null))) throw new AuthError("E062125");
  await tx.userChanges.setColumns(holder.id, { email: "" }, deps.clock.now());
  await queueNotice(deps, tx, caller, holder.id, "loginIdRemoved");
}

/** The login IDs from before the change that are the user's or nobody's, and of the present ones those that are no address. */
async function formerLoginIds(tx: StoreTransaction, user: UserRecord, undo: EmailUndoRecord): Promise<string[]> {
  const former: string[] = [];
  for (const loginId of undo.loginIds) {
    const owner = await tx.users.findIdByLoginId(loginId);
    if (owner === null || owner === user.id) former.push(loginId);
  }
  const added = user.loginIds.filter((loginId) => !isEmail(loginId) && !former.includes(loginId));
  const loginIds = [...former, ...added];
  return loginIds.length > 0 ? loginIds : [user.id];
}

/**
 * Puts a former address back with the login IDs of then, once, for whoever has the letter to it: it was the account's, and proven. Whoever
 * changed it is signed out everywhere, their letters and later undos end, and the address they had proven is told. Throws E062504 for a link
 * that is unknown, used or too old; E062125 when somebody has proven the address for another account meanwhile.
 */
export async function undoEmailChange(
  deps: AuthDeps,
  { token }: Input<typeof undoOperation>,
  caller: Caller,
): Promise<Output<typeof undoOperation>> {
  const dead = new AuthError("E062504", "This link was used already, or is too old");
  const undo = await findUndo(deps, token);
  if (!undo) throw dead;
  await deps.store.transaction(async (tx) => {
    const now = deps.clock.now();
    if (!(await tx.emailUndos.consume(undo.id, now))) throw dead;
    const user = await tx.users.findById(undo.userId);
    if (!user) throw dead;
    await endSessionsAndLetters(deps, tx, user);
    await keepAccount(deps, tx, caller, user);
    if (undo.loginIds.includes(undo.email)) await freeAddress(deps, tx, caller, user.id, undo.email);
    if (!(await tx.userChanges.setLoginIds(user.id, await formerLoginIds(tx, user, undo)))) throw new AuthError("E062125");
    await tx.users.setVerifiedEmail(user.id, undo.email, now);
    // Of changes that followed this one, nobody takes back the taking back.
    await tx.emailUndos.endSince(user.id, undo.createdAt, now);
    await queueNoticeTo(deps, tx, caller, user, "emailChangeUndone", user.verifiedEmail && user.email !== undo.email ? user.email : "");
  });
  deps.outbox.wake();
  return {};
}
