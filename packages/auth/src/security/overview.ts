import { AuthError } from "@repo/contract/errors";
import { mainLoginId } from "@repo/contract/login-id";
import type { Input, Output } from "@repo/contract/operation";
import type { pendingSignIn, securityOverview, setSecondFactor } from "@repo/contract/security";
import type { TotpKeyRecord } from "@repo/db/factors";
import type { SessionRecord } from "@repo/db/sessions";
import { recordEvent } from "../audit";
import type { SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { hasFirstFactor, type Method } from "../session/methods";
import { refuseEnded } from "../session/resolve";
import { epochSeconds } from "../session/tokens";
import { queueNotice } from "../user/notice";
import { refuseUnconfirmed } from "../user/refuse-unconfirmed";
import { requireUser } from "../user/require-user";
import { spendChange } from "./account-changes";

/** Whether somebody has come in by a recovery code in place of the app, which has been neither used nor replaced since. */
function isWithoutApp({ methods, createdAt }: SessionRecord, totp: Pick<TotpKeyRecord, "createdAt" | "lastUsedAt"> | null): boolean {
  const lastShown = totp && (totp.lastUsedAt ?? totp.createdAt);
  return lastShown !== null && methods.includes("recovery" satisfies Method) && lastShown <= createdAt;
}

function secondsOrNull(date: Date | null): number | null {
  return date && epochSeconds(date);
}

/** What has come with a session is news for ten minutes. */
const NEWS_MS = 10 * 60 * 1000;

/** Since when something is news in this session: since it was opened, not for long. */
function lately(deps: AuthDeps, { createdAt }: Pick<SessionRecord, "createdAt">): Date {
  return new Date(Math.max(createdAt.getTime(), deps.clock.now().getTime() - NEWS_MS));
}

/** What protects the signed-in user's account. */
export async function showSecurity(
  deps: AuthDeps,
  _input: Input<typeof securityOverview>,
  caller: SignedInCaller,
): Promise<Output<typeof securityOverview>> {
  const { session, user } = await caller.signedIn();
  const now = deps.clock.now();
  const { totp, recoveryCodesLeft, passwordChangedAt, hasSetAside, wasKept } = await deps.store.factors.describe(
    user.id,
    now,
    lately(deps, session),
  );
  return {
    passwordChangedTime: secondsOrNull(passwordChangedAt),
    totp: totp && { createdTime: epochSeconds(totp.createdAt), lastUsedTime: secondsOrNull(totp.lastUsedAt) },
    recoveryCodesLeft,
    wasKept,
    secondFactor: user.secondFactor,
    lacksFirstFactor: user.secondFactor && !hasFirstFactor(session.methods),
    setUpBefore: hasSetAside,
    isWithoutApp: isWithoutApp(session, totp),
  };
}

/**
 * Asks for two factors at every sign-in from now on, or no longer. Changes that wait for a code or a link are void once two are asked for:
 * they were asked for with one. No browser is trusted any longer either way. Throws E062120 when there is no authenticator to ask for, E062135 at pages before the email is confirmed, E130429 after twenty changes in
 * 15 minutes.
 */
export async function changeSecondFactor(
  deps: AuthDeps,
  { required }: Input<typeof setSecondFactor>,
  caller: SignedInCaller,
): Promise<Record<string, never>> {
  const { session, user: known } = await caller.signedIn();
  if (required) refuseUnconfirmed(caller, known);
  await spendChange(deps, session.userId, "secondFactor");
  await deps.store.transaction(async (tx) => {
    await refuseEnded(deps, tx, session.id);
    const user = await requireUser(tx, session.userId);
    if (required && !user.hasTotp) throw new AuthError("E062120", "Add an authenticator first");
    await tx.factors.setSecondFactor(user.id, required, deps.clock.now());
    await tx.trustedDevices.endAll(user.id);
    if (required && !user.secondFactor) await tx.challenges.endUpdates(user.loginIds, deps.clock.now());
    if (required && !user.secondFactor) await recordEvent(deps, tx, caller, { userId: user.id, action: "SecondFactorEnabled" });
    if (user.secondFactor && !required) await queueNotice(deps, tx, caller, user.id, "secondFactorOff");
  });
  deps.outbox.wake();
  return {};
}

/** The sign-in that waits for its second factor; null for a session that does not. */
export async function showPendingSignIn(
  deps: AuthDeps,
  _input: Input<typeof pendingSignIn>,
  caller: SignedInCaller,
): Promise<Output<typeof pendingSignIn>> {
  const { session, user } = await caller.signedIn();
  if (session.purpose !== "secondFactor") return null;
  return {
    loginId: mainLoginId(user),
    account: user.email || mainLoginId(user),
    hasTotp: user.hasTotp,
    recoveryCodesLeft: await deps.store.factors.countRecoveryCodes(user.id),
    trustDays: deps.config.trustedDeviceDays,
  };
}
