import { AuthError } from "@repo/contract/errors";
import type { Input, Output } from "@repo/contract/operation";
import type { keepAuthenticator, keepPassword, setUpBefore } from "@repo/contract/security";
import { recordEvent } from "../audit";
import type { SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { isOverLong, normalisePassword } from "../password/policy";
import { wrongCode } from "../second-factor";
import { combineMethods } from "../session/methods";
import { refuseEnded } from "../session/resolve";
import { epochSeconds } from "../session/tokens";
import { findTotpStep } from "../totp/key";
import { afterStep, mayAcceptStep } from "../totp/steps";
import { listSetAside, openSetAside, type SetAside } from "../user/set-aside";

/** What had been set up before the address of the signed-in user's account was confirmed; null once none of it can come back. */
export async function showSetUpBefore(
  deps: AuthDeps,
  _input: Input<typeof setUpBefore>,
  caller: SignedInCaller,
): Promise<Output<typeof setUpBefore>> {
  const { user } = await caller.signedIn();
  const all = await listSetAside(deps, user.id);
  const [first] = all;
  if (!first) return null;
  const has = (is: "password" | "totp") => all.some(({ details }) => details.is === is);
  return {
    found: first.details.found,
    password: has("password") && !user.hasPassword,
    totp: has("totp") && !user.hasTotp,
    untilTime: epochSeconds(first.challenge.expiresAt),
  };
}

function nothingThere(): AuthError {
  return new AuthError("E062136", "Nothing like that is set aside");
}

/** The one of this kind, with a try counted before it is looked into. Throws E062136, E061103. */
async function takeTry(deps: AuthDeps, userId: string, is: "password" | "totp"): Promise<SetAside> {
  const found = (await listSetAside(deps, userId)).find(({ details }) => details.is === is);
  if (!found) throw nothingThere();
  const { id, attemptsMax } = found.challenge;
  if (!(await deps.store.challenges.countAttempt(id, attemptsMax, deps.clock.now())))
    throw new AuthError("E061103", "Too many wrong tries. Set it up anew");
  return found;
}

/**
 * Brings the password back that had been set before the address was confirmed, for who types it. Throws E062906 wrong, E061103 after five
 * tries, E062136 when there is none, or no more, or another has been set since.
 */
export async function keepPasswordOfBefore(
  deps: AuthDeps,
  { password }: Input<typeof keepPassword>,
  caller: SignedInCaller,
): Promise<Record<string, never>> {
  const { session, user } = await caller.signedIn();
  const found = await takeTry(deps, user.id, "password");
  const stored = openSetAside(deps, "password", found);
  const typed = isOverLong(password) ? "" : password;
  if (!(await deps.passwords.verify(stored.hash, normalisePassword(typed), typed))) throw new AuthError("E062906");
  await deps.store.transaction(async (tx) => {
    await refuseEnded(deps, tx, session.id);
    if (!(await tx.challenges.consume(found.challenge.id, deps.clock.now()))) throw nothingThere();
    if (!(await tx.setAside.restorePassword(user.id, stored))) throw nothingThere();
    await recordEvent(deps, tx, caller, { userId: user.id, action: "PasswordKept" });
  });
  return {};
}

/**
 * Brings the authenticator back that had been added before the address was confirmed, for who shows a code of it, and with it the second
 * step, if it was asked for. It is a factor of this session from then on. Throws E061102 wrong or used, E061103 after five tries, E062136
 * when there is none, or no more, or another has been added since.
 */
export async function keepAuthenticatorOfBefore(
  deps: AuthDeps,
  { code }: Input<typeof keepAuthenticator>,
  caller: SignedInCaller,
): Promise<Record<string, never>> {
  const { session, user } = await caller.signedIn();
  const found = await takeTry(deps, user.id, "totp");
  const { key, secondFactor } = openSetAside(deps, "totp", found);
  const now = deps.clock.now();
  const step = findTotpStep(deps, deps.sealer.open("totp-key", user.id, key.sealedKey).toString(), code);
  if (step === null || !mayAcceptStep(key, step, now)) throw wrongCode();
  await deps.store.transaction(async (tx) => {
    await refuseEnded(deps, tx, session.id);
    if (!(await tx.challenges.consume(found.challenge.id, now))) throw nothingThere();
    if (!(await tx.setAside.restoreTotp(user.id, { ...key, ...afterStep(key, step, now), lastUsedAt: now }))) throw nothingThere();
    if (secondFactor) {
      await tx.factors.setSecondFactor(user.id, true, now);
      // Changes that wait for a code or a link were asked for with one step.
      await tx.challenges.endUpdates(user.loginIds, now);
    }
    await tx.sessions.confirm(session.id, { methods: combineMethods(session.methods, "totp"), authenticatedAt: now }, now);
    await recordEvent(deps, tx, caller, { userId: user.id, action: "TotpKept" });
  });
  return {};
}
