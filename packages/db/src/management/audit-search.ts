import { type AuditRecord, toAuditRecord } from "../audit";
import type { Db } from "../client";
import { type AuditEvent as AuditRow, Prisma } from "../generated/client";
import { listed } from "../listed";

/** A column that holds one word, and the words that are asked for. */
type Word = "userId" | "actorId" | "action" | "type" | "device" | "method" | "geo" | "remoteAddress";

export interface AuditSearch {
  from: Date;
  to: Date;
  /** One of these words, by column. */
  words?: Partial<Record<Word, readonly string[]>>;
  excludedActions?: readonly string[];
  externalIds?: readonly string[];
  excludedExternalIds?: readonly string[];
  tenants?: readonly string[];
  /** Those of no tenant: beside those of `tenants`, or alone. */
  noTenants?: boolean;
  /** Anywhere, in capitals or not. */
  text?: string;
  oldestFirst?: boolean;
  skip: number;
  limit: number;
}

export interface FoundAuditRecord extends AuditRecord {
  geo: string;
}

/** Whether a column, a JSON list, holds one of the values. */
const holds = (column: "externalIds" | "tenants", values: readonly string[]) =>
  Prisma.sql`EXISTS (SELECT 1 FROM json_each(${Prisma.raw(`"AuditEvent"."${column}"`)}) AS "own" WHERE "own"."value" IN ${listed(values)})`;

const TEXTS = ["action", "userId", "actorId", "externalIds", "remoteAddress", "method", "device", "geo", "tenants", "data"];
/** Between the columns stands what nobody asks for, so that no text is found across two. */
const ALL_TEXT = Prisma.raw(TEXTS.map((column) => `"${column}"`).join(" || char(10) || "));

function tenantsOf({ tenants, noTenants = false }: AuditSearch): Prisma.Sql | undefined {
  const none = Prisma.sql`"tenants" = '[]'`;
  if (tenants === undefined) return noTenants ? none : undefined;
  return noTenants ? Prisma.sql`(${none} OR ${holds("tenants", tenants)})` : holds("tenants", tenants);
}

function conditionsOf(search: AuditSearch): Prisma.Sql {
  const { from, to, words = {}, excludedActions, externalIds, excludedExternalIds, text } = search;
  const conditions = [
    Prisma.sql`"occurredAt" >= ${from}`,
    Prisma.sql`"occurredAt" <= ${to}`,
    ...Object.entries(words).map(([column, values]) => Prisma.sql`${Prisma.raw(`"${column}"`)} IN ${listed(values)}`),
    excludedActions && Prisma.sql`"action" NOT IN ${listed(excludedActions)}`,
    externalIds && holds("externalIds", externalIds),
    excludedExternalIds && Prisma.sql`NOT ${holds("externalIds", excludedExternalIds)}`,
    tenantsOf(search),
    text === undefined ? undefined : Prisma.sql`instr(lower(${ALL_TEXT}), lower(${text})) > 0`,
  ];
  return Prisma.join(
    conditions.filter((condition) => condition !== undefined),
    " AND ",
  );
}

/** Questions about finding what happened. */
export function auditSearchQueries(db: Db) {
  return {
    /** The records of one page, and how many there are on all of them. */
    async search(search: AuditSearch): Promise<{ records: FoundAuditRecord[]; total: number }> {
      const conditions = conditionsOf(search);
      const order = Prisma.raw(search.oldestFirst ? "ASC" : "DESC");
      // The page is found by what the index holds; its records are read afterwards.
      const rows = await db.$queryRaw<AuditRow[]>`
        SELECT * FROM "AuditEvent" WHERE "id" IN (
          SELECT "id" FROM "AuditEvent" WHERE ${conditions} ORDER BY "occurredAt" ${order}, "id" ${order} LIMIT ${search.limit} OFFSET ${search.skip}
        ) ORDER BY "occurredAt" ${order}, "id" ${order}`;
      const isAll = search.skip === 0 && rows.length < search.limit;
      const [count] = isAll
        ? []
        : await db.$queryRaw<{ total: number | bigint }[]>`SELECT COUNT(*) AS "total" FROM "AuditEvent" WHERE ${conditions}`;
      return { records: rows.map(toAuditRecord), total: isAll ? rows.length : Number(count?.total ?? 0) };
    },
  };
}
