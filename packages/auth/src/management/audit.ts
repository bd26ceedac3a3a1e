import type { Audit, auditCreateEvent, auditSearch } from "@repo/contract/management/audit";
import type { Input, Output } from "@repo/contract/operation";
import type { FoundAuditRecord } from "@repo/db/management/audit-search";
import { describeEvent } from "../audit";
import type { ManagementCaller } from "../caller";
import type { AuthDeps } from "../deps";

const DAYS_MAX = 30;
const SIZE_DEFAULT = 1000;

function present({ config }: AuthDeps, { id, occurredAt, ...record }: FoundAuditRecord): Audit {
  return { ...record, ID: id, projectId: config.projectId, occurred: String(occurredAt.getTime()) };
}

/** An empty list asks for nothing. */
function asked<Value>(values: readonly Value[] | undefined): readonly Value[] | undefined {
  return values?.length ? values : undefined;
}

/** What happened, from 30 days ago on, whatever time is asked for, and how many records there are in all. */
export async function searchAudit(
  deps: AuthDeps,
  input: Input<typeof auditSearch>,
  _caller: ManagementCaller,
): Promise<Output<typeof auditSearch>> {
  const now = deps.clock.now().getTime();
  const oldest = now - DAYS_MAX * 24 * 3600 * 1000;
  const words = {
    userId: asked(input.userIds),
    actorId: asked(input.actorIds),
    action: asked(input.actions),
    type: asked(input.auditTypes),
    device: asked(input.devices),
    method: asked(input.methods),
    geo: asked(input.geos),
    remoteAddress: asked(input.remoteAddresses),
  };
  const limit = input.size || SIZE_DEFAULT;
  const { records, total } = await deps.store.auditSearch.search({
    // Whatever lies ahead finds nothing, and need not be a date that there is.
    from: new Date(Math.min(Math.max(input.from ?? 0, oldest), now + 1)),
    to: new Date(Math.min(input.to ?? now, now)),
    words: Object.fromEntries(Object.entries(words).filter(([, values]) => values !== undefined)),
    excludedActions: asked(input.excludedActions),
    externalIds: asked(input.externalIds),
    excludedExternalIds: asked(input.excludedExternalIds),
    tenants: asked(input.tenants),
    noTenants: input.noTenants,
    text: input.text,
    oldestFirst: input.oldestFirst,
    skip: (input.page ?? 0) * limit,
    limit,
  });
  return { audits: records.map((record) => present(deps, record)), total };
}

/** Records what an app says has happened, by whom it says; one row, which is its own record. */
export async function createAuditEvent(
  deps: AuthDeps,
  { action, type, actorId, userId = "", tenantId, data }: Input<typeof auditCreateEvent>,
  caller: ManagementCaller,
): Promise<Output<typeof auditCreateEvent>> {
  await deps.store.audit.record({ ...describeEvent(deps, caller, { userId, actorId, action, tenantId, data }), type });
  return {};
}
