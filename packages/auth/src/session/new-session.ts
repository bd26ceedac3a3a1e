import type { SessionRecord } from "@repo/db/sessions";
import { keptUserAgent } from "../audit";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { newId } from "../ids";
import { knownDevice } from "./device";

/** What is said of a session; the rest is so for every one that begins. */
type Said = Omit<
  SessionRecord,
  | "id"
  | "userAgent"
  | "address"
  | "refreshSerial"
  | "refreshIssuedAt"
  | "createdAt"
  | "lastUsedAt"
  | "revokedAt"
  | "deviceId"
  | "deviceSince"
> & {
  /** The session that it takes the place of. */
  former?: SessionRecord | undefined;
};

/** A session that begins now, where the caller is; to be stored. */
export function newSession(
  { clock, random }: Pick<AuthDeps, "clock" | "random">,
  caller: Caller,
  { former, ...said }: Said,
): SessionRecord {
  const now = clock.now();
  const id = newId(random, "S");
  const { device } = knownDevice(caller, said.userId) ?? {};
  // A browser's cookie names the device, from its first whole session on by that session's ID. What has no cookie stays what it was.
  const kept = caller.surface === "rest" ? former : undefined;
  return {
    ...said,
    id,
    deviceId: device?.id ?? kept?.deviceId ?? id,
    deviceSince: device ? new Date(device.since * 1000) : (kept?.deviceSince ?? kept?.createdAt ?? null),
    userAgent: keptUserAgent(caller),
    address: caller.address,
    refreshSerial: 0,
    refreshIssuedAt: now,
    createdAt: now,
    lastUsedAt: now,
    revokedAt: null,
  };
}
