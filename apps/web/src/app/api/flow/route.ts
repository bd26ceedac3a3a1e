import { readJson } from "@repo/api/body";
import { AuthError, isApiError } from "@repo/contract/errors";
import { clearFlash } from "#forms/flash";
import { parseFlow } from "#steps/flow";
import { sealFlow } from "#steps/flow-cookie";

const BODY_BYTES_MAX = 4 * 1024;

async function keep(request: Request): Promise<Response> {
  // JSON is what only a page's own script can send here; a form of another site cannot.
  if (!request.headers.get("content-type")?.startsWith("application/json")) throw new AuthError("E011001");
  const flow = parseFlow(await readJson(request, BODY_BYTES_MAX));
  if (flow === null) throw new AuthError("E011003");
  const headers = new Headers({ "cache-control": "no-store" });
  for (const cookie of await sealFlow(flow, request.headers)) headers.append("set-cookie", cookie);
  // What a plain form was refused for a moment ago has been mended since, and the next page reads refusals of the same operation.
  headers.append("set-cookie", clearFlash());
  return Response.json(flow, { headers });
}

/** Keeps a flow of sign-up, sign-in or the account for the page that comes next; answers it as kept. */
export async function POST(request: Request): Promise<Response> {
  try {
    return await keep(request);
  } catch (error) {
    if (!isApiError(error)) throw error;
    return Response.json(error.toBody(), { status: error.status, headers: { "cache-control": "no-store" } });
  }
}
