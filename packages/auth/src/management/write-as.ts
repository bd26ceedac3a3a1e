import type { StoreTransaction } from "@repo/db/store";
import { type AuditEntry, describeEvent } from "../audit";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";

/** What a management call has done. Who did it, from where and when is added. */
export type ManagedEvent = Omit<AuditEntry, "userId" | "actorId"> & { userId?: string };

export interface Written<Answer> {
  answer: Answer;
  /** One for each thing that changed; none where nothing did. */
  events: readonly ManagedEvent[];
}

/** What a management call did is told by the name of its key. */
export function actorOf(caller: ManagementCaller): string {
  return caller.key().name;
}

/**
 * Every write of the management API: one transaction with the rows that tell of it in the audit trail, whose actor is the key's name. The
 * callback runs again when the database was locked, so it does nothing but use `tx`; what it throws lets nothing have happened.
 */
export async function writeAs<Answer>(
  deps: AuthDeps,
  caller: ManagementCaller,
  work: (tx: StoreTransaction) => Promise<Written<Answer>>,
): Promise<Answer> {
  return deps.store.transaction(async (tx) => {
    const { answer, events } = await work(tx);
    const rows = events.map((event) => describeEvent(deps, caller, { userId: "", ...event, actorId: actorOf(caller) }));
    if (rows.length > 0) await tx.audit.recordAll(rows);
    return answer;
  });
}
