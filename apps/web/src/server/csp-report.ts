import type { Clock } from "@repo/auth/clock-and-random";
import { createLimiter } from "@repo/auth/limiter";
import { z } from "zod";

const LONGEST = 200;

/** For all browsers together: anyone can send these, and each is a line in the log. */
const REPORTS_PER_MINUTE = 30;

/**
 * Answers 0 for a report that may be logged, or the whole seconds until the next one. A limit of its own, which holds with
 * ADDRESS_LIMITS=off: that is about addresses, and this guards the log.
 */
export function createReportLimit(clock: Clock): () => number {
  const limiter = createLimiter(clock);
  return () => limiter.take("reports", REPORTS_PER_MINUTE);
}

/** An address without what may hold a token; words such as `inline` stay as they are. */
const Address = z.string().transform((address) => address.replace(/[?#].*$/s, "").slice(0, LONGEST));

const Report = z.object({
  "csp-report": z.object({
    "effective-directive": z.string().max(LONGEST).optional(),
    "violated-directive": z.string().max(LONGEST).optional(),
    "blocked-uri": Address.optional(),
    "document-uri": Address.optional(),
    "source-file": Address.optional(),
    "line-number": z.number().optional(),
  }),
});

/** What the log keeps of a browser's report: which rule, what it stopped, and where. Empty for a body that is no report. */
export function describeViolation(body: unknown): Record<string, string | number | undefined> {
  const report = Report.safeParse(body).data?.["csp-report"];
  if (report === undefined) return {};
  return {
    directive: report["effective-directive"] ?? report["violated-directive"],
    blocked: report["blocked-uri"],
    page: report["document-uri"],
    source: report["source-file"],
    line: report["line-number"],
  };
}
