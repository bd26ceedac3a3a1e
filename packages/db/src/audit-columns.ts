import { fragment } from "./sql";

/** The columns of an AuditRecord, for views that store one beside something else. */
export const EVENT_COLUMNS = [
  "id",
  "userId",
  "action",
  "type",
  "actorId",
  "occurredAt",
  "device",
  "method",
  "remoteAddress",
  "externalIds",
  "tenants",
  "data",
  "userAgent",
  "deviceMark",
];

/** What such a view calls them: it has columns of its own. */
export const EVENT_COLUMNS_BESIDE = EVENT_COLUMNS.map((name) => `event ${name}`);

/** Names of columns, as a statement has them. */
export function quoted(names: readonly string[], before = ""): string {
  return names.map((name) => `${before}"${name}"`).join(", ");
}

export const EVENT_NAMES_BESIDE = fragment(quoted(EVENT_COLUMNS_BESIDE));
