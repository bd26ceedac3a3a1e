import { readJson } from "@repo/api/body";
import { AuthError, isAuthError } from "@repo/contract/errors";
import { parseFlow } from "../../../flow";
import { sealFlow } from "../../../flow-cookie";

const BODY_BYTES_MAX = 4 * 1024;

async function keep(request: Request): Promise<Response> {
  // JSON is what only a page's own script can send here; a form of another site cannot.
  if (!request.headers.get("content-type")?.startsWith("application/json")) throw new AuthError("E011001");
  const flow = parseFlow(await readJson(request, BODY_BYTES_MAX));
  if (flow === null) throw new AuthError("E011003");
  return Response.json(flow, { headers: { "cache-control": "no-store", "set-cookie": await sealFlow(flow) } });
}

/** Keeps a step of sign-up, sign-in or the account for the page that comes next; answers it as kept. */
export async function POST(request: Request): Promise<Response> {
  try {
    return await keep(request);
  } catch (error) {
    if (!isAuthError(error)) throw error;
    return Response.json(error.toBody(), { status: error.status, headers: { "cache-control": "no-store" } });
  }
}
