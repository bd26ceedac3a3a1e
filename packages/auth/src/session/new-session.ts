import type { SessionRecord } from "@repo/db/sessions";
import type { Caller } from "../caller";
import type { AuthDeps } from "../deps";
import { newId } from "../ids";

/** What is said of a session; the rest is so for every one that begins. */
type Said = Omit<
  SessionRecord,
  "id" | "userAgent" | "address" | "refreshSerial" | "refreshIssuedAt" | "createdAt" | "lastUsedAt" | "revokedAt"
>;

/** A session that begins now, where the caller is; to be stored. */
export function newSession({ clock, random }: Pick<AuthDeps, "clock" | "random">, caller: Caller, said: Said): SessionRecord {
  const now = clock.now();
  return {
    ...said,
    id: newId(random, "S"),
    userAgent: caller.userAgent.slice(0, 500),
    address: caller.address,
    refreshSerial: 0,
    refreshIssuedAt: now,
    createdAt: now,
    lastUsedAt: now,
    revokedAt: null,
  };
}
