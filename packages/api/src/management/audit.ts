import { createAuditEvent, searchAudit } from "@repo/auth/management/audit";
import { auditCreateEvent, auditSearch } from "@repo/contract/management/audit";
import { mutation, query } from "../trpc";

/** `management.audit`: what happened. */
export const audits = {
  search: query(auditSearch, searchAudit),
  createEvent: mutation(auditCreateEvent, createAuditEvent),
};
