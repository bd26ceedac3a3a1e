import type { Db } from "./client";

export interface AuditRecord {
  id: string;
  userId: string;
  action: string;
  type: "info" | "warn" | "error";
  actorId: string;
  occurredAt: Date;
  device: string;
  method: string;
  remoteAddress: string;
  externalIds: string[];
  tenants: string[];
  data: Record<string, unknown>;
}

/** What happened. Written through the same transaction as the thing itself. */
export function auditQueries(db: Db) {
  return {
    async record({ externalIds, tenants, data, ...event }: AuditRecord): Promise<void> {
      await db.auditEvent.create({
        data: { ...event, externalIds: JSON.stringify(externalIds), tenants: JSON.stringify(tenants), data: JSON.stringify(data) },
        select: { id: true },
      });
    },

    /** Many at once. */
    async recordAll(events: readonly AuditRecord[]): Promise<void> {
      await db.auditEvent.createMany({
        data: events.map(({ externalIds, tenants, data, ...event }) => ({
          ...event,
          externalIds: JSON.stringify(externalIds),
          tenants: JSON.stringify(tenants),
          data: JSON.stringify(data),
        })),
      });
    },

    /** A user's events of one kind, newest first. */
    async listByUser(userId: string, action: string, limit: number): Promise<AuditRecord[]> {
      const rows = await db.auditEvent.findMany({ where: { userId, action }, orderBy: { occurredAt: "desc" }, take: limit });
      return rows.map(({ externalIds, tenants, data, type, ...row }) => ({
        ...row,
        type: type as AuditRecord["type"],
        externalIds: JSON.parse(externalIds),
        tenants: JSON.parse(tenants),
        data: JSON.parse(data),
      }));
    },
  };
}
