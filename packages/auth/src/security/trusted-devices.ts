import { AuthError } from "@repo/contract/errors";
import { TRUSTED_DEVICES_MAX } from "@repo/contract/limits";
import type { Input, Output } from "@repo/contract/operation";
import type { stopTrusting, trustDevice, trustedDevices } from "@repo/contract/security";
import type { StoreTransaction } from "@repo/db/store";
import { recordEvent } from "../audit";
import type { Caller, SignedInCaller } from "../caller";
import type { AuthDeps } from "../deps";
import { newId, newToken } from "../ids";
import type { Method } from "../session/methods";
import { refuseEnded } from "../session/resolve";
import { epochSeconds } from "../session/tokens";
import { queueNoticeTo } from "../user/notice";
import { requireUser } from "../user/require-user";
import { spendChange } from "./account-changes";

// A browser that is trusted holds a random secret in its sealed cookie, and a row here its digest: either alone is worth nothing. It stands
// in for the app at the end of a sign-in at a page, and for nothing else: whoever got in by it has shown one factor, and no change of what
// protects the account takes it for more. Passwords, app and two steps end it where they are stored (packages/db/src/trusted-devices.ts).

const DAY_MS = 24 * 3600 * 1000;

function digestInput(userId: string, id: string, secret: string): string {
  return `${userId}:${id}:${secret}`;
}

/** Which of them a proof is of. It comes out of a cookie that only this server can make. */
export function trustedDeviceId(trust: string): string {
  return trust.split(".", 1)[0] ?? "";
}

/**
 * Trusts the browser of a user who has just shown both factors, the app's code among them, and tells them by mail. Of more than 20 the oldest
 * is trusted no longer. Throws E011004 where the setting or the user asks for no such thing, E062131 when it was a recovery code,
 * E064001 when the session has ended meanwhile, E130429 after twenty in 15 minutes.
 */
export async function trustThisDevice(
  deps: AuthDeps,
  _input: Input<typeof trustDevice>,
  caller: SignedInCaller,
): Promise<Output<typeof trustDevice>> {
  const { session } = await caller.signedIn();
  const { trust } = caller;
  const { userId } = session;
  if (!trust || deps.config.trustedDeviceDays === 0) throw new AuthError("E011004", "No browser is trusted here");
  // Who has lost the phone may have lost more with it.
  if (!session.methods.includes("totp" satisfies Method)) throw new AuthError("E062131", "Show a code from your authenticator app first");
  await spendChange(deps, userId, "trustedDevice");
  const id = newId(deps.random, "D");
  const secret = newToken(deps.random);
  await deps.store.transaction(async (tx) => {
    await refuseEnded(deps, tx, session.id);
    const user = await requireUser(tx, userId);
    if (!user.secondFactor) throw new AuthError("E011004", "There is no second step to leave out");
    const createdAt = deps.clock.now();
    // In its place comes the new one.
    const former = trust.shown(userId);
    if (former !== undefined) await tx.trustedDevices.end(trustedDeviceId(former), userId);
    await tx.trustedDevices.create(
      {
        id,
        userId,
        digest: deps.sealer.digest("trusted-device", digestInput(userId, id, secret)),
        userAgent: caller.userAgent.slice(0, 500),
        createdAt,
        expiresAt: new Date(createdAt.getTime() + deps.config.trustedDeviceDays * DAY_MS),
      },
      TRUSTED_DEVICES_MAX,
    );
    await queueNoticeTo(deps, tx, caller, user, "deviceTrusted");
  });
  trust.give(userId, `${id}.${secret}`);
  deps.outbox.wake();
  return {};
}

/** Whether the caller's browser is one that this user's sign-ins take one step in, and notes that it was asked. One statement, or none. */
export async function isTrustedDevice(deps: AuthDeps, tx: StoreTransaction, caller: Caller, userId: string): Promise<boolean> {
  const shown = caller.surface === "browser" && deps.config.trustedDeviceDays > 0 ? caller.trust?.shown(userId) : undefined;
  if (shown === undefined) return false;
  const id = trustedDeviceId(shown);
  const secret = shown.slice(id.length + 1);
  return tx.trustedDevices.use(id, userId, deps.sealer.digests("trusted-device", digestInput(userId, id, secret)), deps.clock.now());
}

/** The signed-in user's trusted browsers. */
export async function showTrustedDevices(
  deps: AuthDeps,
  _input: Input<typeof trustedDevices>,
  caller: SignedInCaller,
): Promise<Output<typeof trustedDevices>> {
  const { session } = await caller.signedIn();
  const days = deps.config.trustedDeviceDays;
  const devices = days === 0 ? [] : await deps.store.trustedDevices.list(session.userId, deps.clock.now());
  return {
    days,
    devices: devices.map(({ id, userAgent, createdAt, expiresAt, lastUsedAt }) => ({
      id,
      userAgent,
      createdTime: epochSeconds(createdAt),
      expiresTime: epochSeconds(expiresAt),
      lastUsedTime: lastUsedAt && epochSeconds(lastUsedAt),
    })),
  };
}

/** Trusts one of the signed-in user's browsers no longer, or none. One that is not theirs is none, and nothing is said of it. */
export async function stopTrustingDevices(
  deps: AuthDeps,
  { id }: Input<typeof stopTrusting>,
  caller: SignedInCaller,
): Promise<Output<typeof stopTrusting>> {
  const { userId } = (await caller.signedIn()).session;
  await deps.store.transaction(async (tx) => {
    const ended = id === undefined ? await tx.trustedDevices.endAll(userId) : Number(await tx.trustedDevices.end(id, userId));
    if (ended > 0) await recordEvent(deps, tx, caller, { userId, action: "DeviceTrustEnded", data: { ended } });
  });
  return {};
}
