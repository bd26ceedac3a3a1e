import type { AuditRecord } from "@repo/db/audit";
import type { StoreTransaction } from "@repo/db/store";
import type { Caller } from "./caller";
import type { AuthDeps } from "./deps";
import { newId } from "./ids";

/** What happened to whom; who asked and when is added. */
export interface AuditEntry {
  /** Empty where it is about no user. */
  userId: string;
  /** Who did it, where that is neither the user nor whoever acts in their name. */
  actorId?: string;
  /** `LoginSucceed` is what the vendor's history lists; ours is told by security/history.ts. */
  action: string;
  method?: string;
  loginIds?: readonly string[];
  tenantId?: string | null;
  data?: Record<string, unknown>;
  /** Of a whole sign-in; see session/device.ts. */
  deviceMark?: string;
}

/** What is kept of a user agent. */
const USER_AGENT_MAX = 500;

/** A user agent as it is kept. */
export function keptUserAgent({ userAgent }: Pick<Caller, "userAgent">): string {
  return userAgent.slice(0, USER_AGENT_MAX);
}

/** The vendor's word for the kind of device. */
function deviceOf(userAgent: string): string {
  if (/bot|crawl|spider/i.test(userAgent)) return "Bot";
  if (/ipad|tablet/i.test(userAgent)) return "Tablet";
  if (/mobi|iphone|android/i.test(userAgent)) return "Mobile";
  return /mozilla/i.test(userAgent) ? "Desktop" : "Unknown";
}

/** The row that tells of it. */
export function describeEvent(deps: AuthDeps, caller: Caller, entry: AuditEntry): AuditRecord {
  const {
    userId,
    actorId = caller.actorFor(userId),
    action,
    method = "",
    loginIds = [],
    tenantId = null,
    data = {},
    deviceMark = "",
  } = entry;
  return {
    id: newId(deps.random, "A"),
    userId,
    action,
    type: "info",
    actorId,
    occurredAt: deps.clock.now(),
    device: deviceOf(caller.userAgent),
    method,
    remoteAddress: caller.address,
    externalIds: [...loginIds],
    tenants: tenantId === null ? [] : [tenantId],
    data,
    userAgent: keptUserAgent(caller),
    deviceMark,
  };
}

/** Writes down what happened, through the transaction that makes it happen: neither is ever stored without the other. */
export async function recordEvent(deps: AuthDeps, tx: StoreTransaction, caller: Caller, entry: AuditEntry): Promise<void> {
  await tx.audit.record(describeEvent(deps, caller, entry));
}
