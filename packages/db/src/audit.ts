import type { Db } from "./client";
import { joined, type MemberType, memberAs } from "./dialect";
import type { AuditEvent as AuditRow } from "./generated/client";
import { fragment, type Sql, storedTime } from "./sql";

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
  userAgent: string;
  /** Of a whole sign-in: what the device is recognised by next time; empty for everything else. */
  deviceMark: string;
}

/** Where a list of events goes on: behind this one. */
export interface AuditPlace {
  occurredAt: Date;
  id: string;
}

/** Later than anything that happens. */
const END_OF_TIME: AuditPlace = { occurredAt: new Date("9999-12-31T00:00:00Z"), id: "" };

/** A row with its lists and what was said read. */
export function toAuditRecord({ externalIds, tenants, data, type, ...row }: AuditRow): AuditRecord & Pick<AuditRow, "geo"> {
  return {
    ...row,
    type: type as AuditRecord["type"],
    externalIds: JSON.parse(externalIds),
    tenants: JSON.parse(tenants),
    data: JSON.parse(data),
  };
}

const COLUMNS: Readonly<Record<keyof AuditRecord, MemberType>> = {
  id: "text",
  userId: "text",
  action: "text",
  type: "text",
  actorId: "text",
  occurredAt: "time",
  device: "text",
  method: "text",
  remoteAddress: "text",
  externalIds: "json",
  tenants: "json",
  data: "text",
  userAgent: "text",
  deviceMark: "text",
};
const NAMES = fragment(
  Object.keys(COLUMNS)
    .map((name) => `"${name}"`)
    .join(", "),
);
const VALUES = fragment(joined(Object.entries(COLUMNS).map(([name, type]) => memberAs(type, "value", name))));

// Rows of one table for each row of another, so many at most: Postgres says LATERAL, which SQLite has not.
const NEWEST_OF_EACH = fragment({ sqlite: `JOIN "AuditEvent" AS "event" ON "event"."id" IN (`, postgresql: "CROSS JOIN LATERAL (" });
const NEWEST = fragment({ sqlite: `"id"`, postgresql: `"own".*` });
const AS_EVENT = fragment({ sqlite: "", postgresql: `AS "event"` });

/** What happened. Written through the same transaction as the thing itself. */
export function auditQueries(db: Db, sql: Sql) {
  return {
    async record(event: AuditRecord): Promise<void> {
      await sql.run`
        INSERT INTO "AuditEvent" ("id", "userId", "action", "type", "actorId", "occurredAt", "device", "method", "remoteAddress", "externalIds",
          "tenants", "data", "userAgent", "deviceMark")
        VALUES (${event.id}, ${event.userId}, ${event.action}, ${event.type}, ${event.actorId}, ${event.occurredAt}, ${event.device},
          ${event.method}, ${event.remoteAddress}, ${JSON.stringify(event.externalIds)}, ${JSON.stringify(event.tenants)},
          ${JSON.stringify(event.data)}, ${event.userAgent}, ${event.deviceMark})`;
    },

    /** Many at once, by one statement: as Prisma writes them, ten thousand take twelve seconds. */
    async recordAll(events: readonly AuditRecord[]): Promise<void> {
      const rows = events.map(({ externalIds, tenants, data, occurredAt, ...event }) => ({
        ...event,
        occurredAt: storedTime(occurredAt),
        externalIds: JSON.stringify(externalIds),
        tenants: JSON.stringify(tenants),
        data: JSON.stringify(data),
      }));
      await sql.run`
        INSERT INTO "AuditEvent" (${NAMES}) SELECT ${VALUES} FROM json_each(${JSON.stringify(rows)})`;
    },

    /** A user's events of one kind, newest first. */
    async listByUser(userId: string, action: string, limit: number): Promise<AuditRecord[]> {
      const rows = await db.auditEvent.findMany({ where: { userId, action }, orderBy: { occurredAt: "desc" }, take: limit });
      return rows.map(toAuditRecord);
    },

    /** A user's events of several kinds, newest first, from behind a place in that order. */
    async listPage(userId: string, actions: readonly string[], limit: number, before: AuditPlace = END_OF_TIME): Promise<AuditRecord[]> {
      const { occurredAt, id } = before;
      // Not by the index of actions, which a plain column would lead to: what it finds would have to be sorted.
      const rows = await sql.all<AuditRow>`
        SELECT * FROM "AuditEvent"
        WHERE "userId" = ${userId} AND ("occurredAt", "id") < (${occurredAt}, ${id})
          AND "action" || '' IN (SELECT "value" FROM json_each(${JSON.stringify(actions)}))
        ORDER BY "occurredAt" DESC, "id" DESC LIMIT ${limit}`;
      return rows.map(toAuditRecord);
    },

    /** Devices that this user has signed in at since are new to them next time, unless they had before. */
    async forgetDevices(userId: string, since: Date): Promise<void> {
      await sql.run`
        UPDATE "AuditEvent" SET "deviceMark" = '' WHERE "userId" = ${userId} AND "occurredAt" >= ${since} AND "deviceMark" > ''`;
    },

    /** The same of several users at once, so many of each: those of one user together, in the order of the IDs. */
    async listByUsers(userIds: readonly string[], action: string, limit: number): Promise<AuditRecord[]> {
      const rows = await sql.all<AuditRow>`
        SELECT "event".* FROM json_each(${JSON.stringify(userIds)}) AS "wanted"
        ${NEWEST_OF_EACH}
          SELECT ${NEWEST} FROM "AuditEvent" AS "own" WHERE "own"."userId" = "wanted"."value" AND "own"."action" = ${action}
          ORDER BY "own"."occurredAt" DESC LIMIT ${limit}
        ) ${AS_EVENT}
        ORDER BY CAST("wanted"."key" AS INTEGER), "event"."occurredAt" DESC`;
      return rows.map(toAuditRecord);
    },
  };
}
