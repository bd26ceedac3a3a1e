import { readJson } from "@repo/api/body";
import { fromWebRequest } from "@repo/api/exchange";
import { isApiError } from "@repo/contract/errors";
import { createReportLimit, describeViolation } from "#server/csp-report";
import { getServer } from "#server/deps";

const BODY_BYTES_MAX = 16 * 1024;

const takeReport = createReportLimit({ now: () => new Date() });

/** Takes what a browser says our content security policy stopped, and logs it. */
export async function POST(request: Request): Promise<Response> {
  const { log } = await getServer();
  const retryAfter = takeReport();
  if (retryAfter > 0) return new Response(null, { status: 429, headers: { "retry-after": String(retryAfter) } });
  try {
    log.warn(describeViolation(await readJson(fromWebRequest(request), BODY_BYTES_MAX)), "content security policy stopped something");
  } catch (error) {
    if (!isApiError(error)) throw error;
    return new Response(null, { status: error.status });
  }
  return new Response(null, { status: 204 });
}
